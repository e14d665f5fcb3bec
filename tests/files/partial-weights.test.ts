// `loadWeights` by name, and without what does not fit, held to what real Keras has then: fixtures/make_partial_weights.py.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { input, layers, loadModel, model, sequential, useBackend } from '../../src/index.js';
import { errorOf } from './error-of.js';
import { fixturePath, readIndex } from './keras-cases.js';

interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}
const index = readIndex('partial/partial.json') as {
  readonly before: Readonly<Record<string, readonly Numbers[]>>;
  readonly cases: readonly {
    readonly model: keyof typeof models;
    readonly file: string;
    readonly options: { readonly by_name?: boolean; readonly skip_mismatch?: boolean };
    readonly weights: readonly Numbers[];
  }[];
};

const inner = (name: string, units: number) =>
  sequential([4], [layers.dense(units, { name: 'deep' }), layers.batchNormalization({ name: 'norm' })], {
    name,
  });

const dense = (name: string, units: number, useBias = true) => layers.dense(units, { name, useBias });

const models = {
  target: () => {
    const x = input([6], { name: 'x' });
    const h = inner('tower', 3)(dense('second', 4, false)(dense('first', 5)(x)));
    return model({ inputs: x, outputs: dense('head', 2)(dense('extra', 4)(h)) });
  },
  sameOrder: () => {
    const x = input([6], { name: 'x' });
    const h = dense('c', 4)(dense('b', 7)(dense('a', 5)(x)));
    return model({ inputs: x, outputs: inner('d', 3)(h) });
  },
  wider: () => {
    const x = input([6], { name: 'x' });
    const h = inner('tower', 5)(dense('second', 4)(dense('first', 5)(x)));
    return model({ inputs: x, outputs: dense('head', 2)(h) });
  },
};

type Weights = ReturnType<ReturnType<typeof models.target>['getWeights']>;

const begun = (name: keyof typeof models) => {
  const made = models[name]();
  const weights = index.before[name]!.map(({ shape, values }) => tf.tensor([...values], [...shape]));
  made.setWeights(weights as unknown as Weights);
  tf.dispose(weights);
  return made;
};

const valuesOf = (made: { readonly getWeights: () => Weights }): readonly (readonly number[])[] => {
  const weights = made.getWeights();
  const values = weights.map((each) => [...each.dataSync()]);
  tf.dispose(weights as unknown as tf.Tensor[]);
  return values;
};

beforeAll(() => useBackend('cpu'));
afterEach(() => {
  vi.restoreAllMocks();
});

describe('what real Keras takes of a file', () => {
  test.each(
    index.cases.map((each) => [JSON.stringify([each.model, each.file, each.options]), each] as const),
  )('%s', async (_, { model: name, file, options, weights }) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const made = begun(name);
    const report = await made.loadWeights(fixturePath(`partial/${file}`), {
      ...(options.by_name && { byName: true }),
      ...(options.skip_mismatch && { skipMismatch: true }),
    });
    valuesOf(made).forEach((values, i) => {
      expect(values, made.weights[i]!.path).toEqual(weights[i]!.values.map(Math.fround));
    });
    // what has another value was loaded, and the rest named
    const before = index.before[name]!;
    const changed = made.weights.flatMap(({ path }, i) =>
      JSON.stringify(weights[i]!.values) === JSON.stringify(before[i]!.values) ? [] : [path],
    );
    expect([...report.loaded].sort()).toEqual(changed.sort());
    const left = made.weights.map(({ path }) => path).filter((path) => !report.loaded.includes(path));
    for (const path of left)
      expect(report.skipped.some((each) => path === each.path || path.startsWith(`${each.path}/`))).toBe(
        true,
      );
    const said = warn.mock.calls.flat().filter((each) => String(each).startsWith('loadWeights'));
    expect(said).toEqual([
      expect.stringMatching(
        /^loadWeights: '.*'( and \d+ more)? w(as|ere) left as before: '.*(in the model, but|no weight)/,
      ),
    ]);
    made.dispose();
  });
});

describe('by name', () => {
  const files = ['base.h5', 'base.weights.h5', 'base.keras'];

  test.each(files)('%s: layers that are not there stay, those of the file alone are left', async (file) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const x = input([6], { name: 'x' });
    const made = model({ inputs: x, outputs: dense('second', 4)(dense('new', 5)(dense('first', 5)(x))) });
    const before = valuesOf(made as never);
    const report = await made.loadWeights(fixturePath(`partial/${file}`), { byName: true });
    expect([...report.loaded].sort()).toEqual(['first/bias', 'first/kernel', 'second/bias', 'second/kernel']);
    expect(report.skipped).toEqual([
      { path: 'new', why: expect.stringMatching(/base.* has no layer called 'new'$/) as string },
    ]);
    const after = valuesOf(made as never);
    expect(after[2]).toEqual(before[2]);
    expect(after[0]).not.toEqual(before[0]);
    expect(after[4]).not.toEqual(before[4]);
    expect(warn).not.toHaveBeenCalled();
    made.dispose();
  });

  test.each(files)('%s: models in models, by both names', async (file) => {
    const x = input([4], { name: 'y' });
    const own = model({ inputs: x, outputs: inner('tower', 3)(x) });
    const report = await own.loadWeights(fixturePath(`partial/${file}`), { byName: true });
    expect(report.loaded).toHaveLength(6);
    own.dispose();
  });

  test.each(files)('%s: what does not fit is an error, and nothing changes', async (file) => {
    const made = begun('wider');
    const before = valuesOf(made);
    const error = await errorOf(made.loadWeights(fixturePath(`partial/${file}`), { byName: true }));
    expect(error.code).toBe('mismatch');
    expect(error.message).toMatch(
      /loadWeights: 'tower\/deep\/kernel' is \[4, 5\] in the model, but \[4, 3\] in '/,
    );
    expect(valuesOf(made)).toEqual(before);
    made.dispose();
  });

  test('a file of before names were kept says so', async () => {
    const path = fixturePath('partial/base.keras');
    const parts = unzipSync(new Uint8Array(readFileSync(path)));
    // the names of groups, under another name
    const weights = Uint8Array.from(parts['model.weights.h5']!);
    const [from, to] = [strToU8('name\0'), strToU8('nome\0')];
    for (let at = weights.indexOf(110); at >= 0; at = weights.indexOf(110, at + 1))
      if (from.every((byte, i) => weights[at + i] === byte)) weights.set(to, at);
    const made = begun('target');
    const error = await errorOf(made.loadWeights(weights, { byName: true }));
    expect(error.message).toMatch(
      /does not tell what its layers are called, for byName: load it layer after layer/,
    );
    // the configuration of a .keras tells them
    const packed = zipSync({ ...parts, 'model.weights.h5': weights });
    const report = await made.loadWeights(packed, { byName: true, skipMismatch: true });
    expect(report.loaded).toContain('tower/deep/kernel');
    made.dispose();
  });
});

describe('a folder of our own', () => {
  const saved = async () => {
    const place = join(mkdtempSync(join(tmpdir(), 'partial-')), 'base');
    const base = begun('wider');
    await base.saveWeights(place);
    base.dispose();
    return place;
  };

  test('by name', async () => {
    const place = await saved();
    const made = begun('target');
    const report = await made.loadWeights(place, { byName: true, skipMismatch: true });
    expect([...report.loaded].sort()).toEqual(['first/bias', 'first/kernel', 'head/bias', 'second/kernel']);
    expect(report.skipped.map(({ path }) => path)).toContain('extra/kernel');
    const before = valuesOf(made);
    const error = await errorOf(made.loadWeights(place, { byName: true }));
    expect(error.message).toMatch(/'tower\/deep\/kernel' is \[4, 3\] in the model, but \[4, 5\] in/);
    expect(valuesOf(made)).toEqual(before);
    made.dispose();
  });

  test('without what is not there', async () => {
    const place = await saved();
    const made = begun('target');
    expect((await errorOf(made.loadWeights(place))).code).toBe('mismatch');
    const report = await made.loadWeights(place, { skipMismatch: true });
    expect(report.skipped.map(({ path }) => path)).toContain('extra/bias');
    made.dispose();
  });
});

describe('models of tfjs’s', () => {
  test.each(['keras3_mlp', 'dense_list', 'convolutions_float16'])(
    '%s, by name and without what does not fit',
    async (folder) => {
      const place = fixturePath(`tfjs/${folder}`);
      const whole = await loadModel(place);
      const report = await whole.loadWeights(place, { byName: true });
      expect(report.skipped).toEqual([]);
      expect(report.loaded).toHaveLength(whole.weights.length);
      const [first] = whole.weights[0]!.path.split('/');
      whole.dispose();
      const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
      const other = sequential([5], [layers.dense(77, { name: first! }), layers.dense(1, { name: 'none' })]);
      const error = await errorOf(other.loadWeights(place, { byName: true }));
      expect(error.message).toMatch(/^loadWeights: '.*' (has|is) .* in the model, but /);
      const some = await other.loadWeights(place, { byName: true, skipMismatch: true });
      expect(some.loaded).toEqual([]);
      expect(some.skipped.map(({ path }) => path)).toEqual([first, 'none']);
      expect(warn).toHaveBeenCalledTimes(1);
      other.dispose();
    },
  );
});

test('no tensors are left', async () => {
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
  const made = begun('target');
  const before = tf.memory().numTensors;
  await made.loadWeights(fixturePath('partial/base.h5'), { byName: true, skipMismatch: true });
  expect(tf.memory().numTensors).toBe(before);
  made.dispose();
});
