// Damaged files: each is the model that was saved, or a FileError with a sentence; nothing is left of a refused one.
import * as tf from '@tensorflow/tfjs-core';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seal } from '../../src/files/seal.js';
import type { AnyModel } from '../../src/graph/model.js';
import { FileError, input, layers, loadModel, model, sequential } from '../../src/index.js';
import { getWeights } from '../../src/tfjs/weights.js';
import { waitingState } from '../../src/training/training-state.js';
import { damage, type Files } from './damage.js';
import { portrait } from './random-models.js';

const first = Number(process.env['SEED'] ?? 1);
const cases = Number(process.env['CASES'] ?? 250);
const expectation = { input: [4], output: [2] } as const;

let folder: string;
let files: Files;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
  await save();
});
afterAll(() => rm(folder, { recursive: true }));

/** A model with something of everything: nested, shared, frozen, regularized, random; trained by Adam. */
const save = async (): Promise<void> => {
  const start = input([4]);
  const shared = layers.dense(4, {
    activation: 'relu',
    kernelRegularizer: 'l2',
    kernelConstraint: 'maxNorm',
  });
  const inner = sequential([4], [shared, layers.dropout(0.2, { seed: 3 }), layers.batchNormalization()]);
  const x = inner(shared(start));
  const whole = model({
    inputs: start,
    outputs: layers.concatenate()([x, start]).dense(2, { trainable: false }),
  });
  const trained = whole.compile({ optimizer: 'adam', loss: 'mse', seed: 2 });
  await trained.fit([[1, 2, 3, 4], [0, 1, 0, 1]], [[1, 0], [0, 1]], { epochs: 2, verbose: 0 }); // prettier-ignore
  const place = join(folder, 'sound');
  await trained.save(place);
  trained.dispose();
  const names = await readdir(place);
  files = new Map(
    await Promise.all(
      names.map(async (name) => [name, new Uint8Array(await readFile(join(place, name)))] as const),
    ),
  );
};

/** All that a loaded model is: its graph, weights, and what training has come to. */
const stateOf = (loaded: AnyModel): unknown => {
  const weights = getWeights(loaded);
  const values = weights.map((weight) => [...weight.dataSync()]);
  weights.forEach((weight) => weight.dispose());
  const { slots = [], ...training } = waitingState(loaded) ?? {};
  return [portrait(loaded), values, training, slots.map(({ name, tensor }) => [name, ...tensor.dataSync()])];
};

const put = async (place: string, changed: Files): Promise<void> => {
  await rm(place, { recursive: true, force: true });
  await mkdir(place);
  for (const [name, bytes] of changed) await writeFile(join(place, name), bytes);
};

/** What comes of loading some files: the model's state, or the error. */
const outcome = async (place: string): Promise<{ state?: unknown; error?: unknown; ms: number }> => {
  const before = tf.memory().numTensors;
  const begin = performance.now();
  try {
    const loaded = await loadModel(place, expectation);
    const ms = performance.now() - begin;
    const state = stateOf(loaded);
    loaded.dispose();
    expect(tf.memory().numTensors).toBe(before);
    return { state, ms };
  } catch (error) {
    expect(tf.memory().numTensors).toBe(before);
    return { error, ms: performance.now() - begin };
  }
};

/** Runs a check for each seed, and tells all that went wrong. */
const forEachSeed = async (check: (seed: number) => Promise<void>): Promise<void> => {
  const wrong: string[] = [];
  for (let seed = first; seed < first + cases; seed++)
    await check(seed).catch((error: unknown) => wrong.push(`${seed}: ${String(error)}`.slice(0, 600)));
  expect(wrong).toEqual([]);
};

const inner = /(?<!got )undefined|\[object|is not a function|Cannot read|is not iterable|NaN\b/;

const expectSentence = (error: unknown, what: string): void => {
  expect(error, what).toBeInstanceOf(FileError);
  const { message } = error as FileError;
  expect(message, `${what}: ${message}`).not.toMatch(inner);
  expect(message.length, what).toBeGreaterThan(30);
  expect(message.length, what).toBeLessThan(500);
};

test('a damaged model is refused in a sentence, or is the one that was saved', async () => {
  const place = join(folder, 'damaged');
  const sound = await outcome(join(folder, 'sound'));
  const outcomes = { same: 0, refused: 0 };
  await forEachSeed(async (seed) => {
    const { what, files: changed } = damage(files, seed);
    await put(place, changed);
    const { state, error, ms } = await outcome(place);
    expect(ms, `${seed}: ${what}`).toBeLessThan(5_000);
    if (error === undefined) {
      expect(state, `${seed}: ${what}`).toEqual(sound.state);
      outcomes.same++;
    } else {
      expectSentence(error, `${seed}: ${what}`);
      outcomes.refused++;
    }
  });
  expect(outcomes.refused).toBeGreaterThan(outcomes.same);
});

test('a description that was changed, checksums and all, is refused or can be used', async () => {
  const place = join(folder, 'forged');
  const weights = [...files].find(([name]) => name.endsWith('.bin'))![1];
  const reseal = (json: unknown): never => {
    // what cannot be sealed is left as it is
    try {
      const given = json as {
        modelTopology: unknown;
        weightsManifest: { weights: never[] }[];
        userDefinedMetadata: Record<string, Record<string, unknown>>;
      };
      const sealed = seal({
        topology: given.modelTopology,
        entries: given.weightsManifest.flatMap((group) => group.weights),
        metadata: given.userDefinedMetadata,
        data: weights.slice().buffer,
      });
      return { ...given, userDefinedMetadata: sealed.metadata } as never;
    } catch {
      return json as never;
    }
  };
  let loadedAnother = 0;
  await forEachSeed(async (seed) => {
    const { what, files: changed } = damage(files, seed, reseal);
    await put(place, changed);
    const { error, ms } = await outcome(place);
    expect(ms, `${seed}: ${what}`).toBeLessThan(5_000);
    if (error === undefined) {
      loadedAnother++;
      await train(place, `${seed}: ${what}`);
    } else expectSentence(error, `${seed}: ${what}`);
  });
  expect(loadedAnother).toBeLessThan(cases / 2);
});

/** What loads can be trained and used. */
const train = async (place: string, what: string): Promise<void> => {
  const loaded = await loadModel(place, expectation);
  try {
    const trained = loaded.compile({ optimizer: 'adam', loss: 'mse' });
    await trained.fit([[1, 2, 3, 4]], [[1, 0]], { epochs: 1, verbose: 0 });
    (await trained.predict([[1, 2, 3, 4]])).dispose();
  } catch (error) {
    expect.fail(`${what}: ${String(error)}`);
  } finally {
    loaded.dispose();
  }
};
