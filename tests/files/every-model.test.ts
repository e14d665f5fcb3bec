import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeArchitecture } from '../../src/files/architecture.js';
import { readArchitecture } from '../../src/files/rebuild.js';
import type { AnyModel } from '../../src/graph/model.js';
import { input, layers, loadModel, type Tensor } from '../../src/index.js';
import { getWeights, setWeights } from '../../src/tfjs/weights.js';
import { portrait, randomModel, rowsFor, together } from './random-models.js';

/** A model without its types: what the generator gives. */
type LooseModel = AnyModel & {
  predict(x: unknown): Promise<Tensor | Readonly<Record<string, Tensor>>>;
  save(place: string): Promise<void>;
  toLayersModel(): { predict(x: unknown): unknown };
  dispose(): void;
};
const load = loadModel as unknown as (place: string, expectation: object) => Promise<LooseModel>;

const first = Number(process.env['SEED'] ?? 1);
const seeds = Array.from({ length: Number(process.env['CASES'] ?? 60) }, (_, i) => first + i);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

const shapesOf = (
  names: readonly string[] | undefined,
  listed: boolean,
  tensors: readonly { shape: readonly unknown[] }[],
) =>
  together(
    tensors.map(({ shape }) => shape.slice(1)),
    names,
    listed,
  );

/** What a model predicts, as plain numbers; it keeps no tensor. */
const predictions = async (of: LooseModel): Promise<unknown> => {
  const made = await of.predict(rowsFor(of));
  const tensors = of.outputNames ? (Object.values(made) as Tensor[]) : [made as Tensor];
  const values = tensors.map((tensor) => tensor.arraySync());
  tensors.forEach((tensor) => tensor.dispose());
  return values;
};

const numbersIn = (values: unknown): number[] => [values].flat(Infinity) as number[];

/** What tfjs's executor adds up in another order may differ in its last digits. */
const expectClose = (found: unknown, expected: unknown): void => {
  const wanted = numbersIn(expected);
  expect(numbersIn(found)).toHaveLength(wanted.length);
  numbersIn(found).forEach((value, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-5));
};

/** The same by plain tfjs, from the model that it is given. */
const plainPredictions = (of: LooseModel): unknown => {
  const rows = rowsFor(of);
  const given = (of.inputNames ? Object.values(rows as object) : [rows]) as {
    values: Float32Array | Int32Array;
    shape: number[];
  }[];
  return tf.tidy(() => {
    const tensors = given.map(({ values, shape }) => tf.tensor(values, shape));
    const made = of.toLayersModel().predict(tensors.length === 1 ? tensors[0] : tensors);
    return ([made].flat() as tf.Tensor[]).map((tensor) => tensor.arraySync());
  });
};

test.each(seeds)('random model %i is the same from a file, and in a worker', async (seed) => {
  const before = tf.memory().numTensors;
  const model = randomModel(seed) as LooseModel;
  const expected = await predictions(model);
  const path = join(folder, String(seed));
  await model.save(path);
  const loaded = await load(path, {
    input: shapesOf(
      model.inputNames,
      model.inputsListed,
      model.graph.inputs.map(({ tensor }) => tensor),
    ),
    output: shapesOf(model.outputNames, model.outputsListed, model.graph.outputs),
  });
  expect(portrait(loaded)).toEqual(portrait(model));
  expect(await predictions(loaded)).toEqual(expected);

  const sent = structuredClone(writeArchitecture(model));
  const built = readArchitecture('the page', sent, { input, catalogue: layers }) as LooseModel;
  expect(portrait(built)).toEqual(portrait(model));
  // what was rebuilt is sent as it is: nothing grows with each journey
  const again = writeArchitecture(built);
  expect(writeArchitecture(readArchitecture('the page', again, { input, catalogue: layers }))).toEqual(again);
  const weights = getWeights(model);
  setWeights(built, weights);
  weights.forEach((weight) => weight.dispose());
  expect(await predictions(built)).toEqual(expected);

  expectClose(plainPredictions(model), expected);

  for (const each of [model, loaded, built]) each.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
