// Bad input: a clear sentence for each, and nothing lost.
import * as tf from '@tensorflow/tfjs-core';
import * as tfd from '@tensorflow/tfjs-data';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { input, layers, loadModel, losses, metrics, model, sequential } from '../src/index.js';

const { dense, flatten } = layers;
const folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
beforeAll(() => tf.setBackend('cpu').then(() => undefined));
afterAll(() => rm(folder, { recursive: true }));

/** A classifier as code without types sees it. */
interface Untyped {
  fit(x: unknown, y: unknown, options?: object): Promise<unknown>;
  evaluate(x: unknown, y: unknown, options?: object): Promise<unknown>;
  predict(x: unknown, options?: object): Promise<unknown>;
  getWeights(): { dataSync(): ArrayLike<number> }[];
  setWeights(weights: readonly unknown[]): void;
  save(place: unknown): Promise<void>;
  loadWeights(place: unknown): Promise<void>;
}
const net = sequential([2], [dense(3)]).compile({
  optimizer: 'adam',
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
  metrics: ['accuracy'],
}) as unknown as Untyped;
const twice = (() => {
  const [a, b] = [input([2]), input([3])];
  return model({ inputs: { a, b }, outputs: { c: a.dense(1), d: b.dense(1) } }).compile({ loss: 'mse' });
})() as unknown as Untyped;
const x = [
  [1, 2],
  [3, 4],
];
const y = [0, 2];
const said = (run: () => unknown): Promise<string> =>
  Promise.resolve()
    .then(run)
    .then(
      () => 'nothing',
      (error: unknown) => (error as Error).message,
    );

describe('data', () => {
  const cases: readonly (readonly [string, unknown, unknown, string | RegExp])[] = [
    ['wrong rank', [[[1, 2]]], [0], 'x has shape [1, 1, 2], but the model needs [batch, 2]'],
    ['wrong size', [[1, 2, 3]], [0], 'x has shape [1, 3], but the model needs [batch, 2]'],
    [
      'a flat array without its shape',
      new Float32Array(4),
      y,
      'x has shape [4], but the model needs [batch, 2]',
    ],
    [
      'values that are not as many as the shape says',
      { values: new Float32Array(3), shape: [2, 2] },
      y,
      'x has 3 values, but its shape [2, 2] holds 4',
    ],
    ['ragged arrays', [[1, 2], [3]], y, 'x[1] has length 1, but the arrays before it have 2'],
    ['words', [['a', 'b']], [0], 'x needs numbers, got strings'],
    [
      'NaN',
      [
        [1, 2],
        [Number.NaN, 1],
      ],
      y,
      'x holds NaN, first in row 1; clean the data first',
    ],
    [
      'infinity',
      [
        [1, 2],
        [3, -Infinity],
      ],
      y,
      'x holds -Infinity, first in row 1; a float32 holds numbers up to 3.4028234663852886e+38: clean or scale the data first',
    ],
    [
      'what is infinity in a float32',
      { values: new Float64Array([1, 2, 1e39, 4]), shape: [2, 2] },
      y,
      /^x holds 1e\+39, first in row 1; a float32 holds/,
    ],
    [
      'infinity in a typed array',
      { values: Float32Array.of(1, Infinity), shape: [1, 2] },
      [0],
      /^x holds Infinity, first in row 0/,
    ],
    ['NaN in labels', x, [0, Number.NaN], 'y holds NaN, first in row 1; clean the data first'],
    [
      'no data at all',
      undefined,
      y,
      'x must be a tensor, nested arrays, or { values, shape } of shape [batch, 2]; got undefined',
    ],
    ['an empty data set', [], [], 'x is empty: there is nothing to compute on'],
    ['as many labels as samples', x, [0], 'x has 2 rows, but y has 1; each sample needs both'],
    [
      'a label too large',
      x,
      [0, 3],
      'y: sparseCategoricalCrossentropy needs class indices from 0 to 2, got 3 at place 1',
    ],
    [
      'a label below zero',
      x,
      [-1, 0],
      'y: sparseCategoricalCrossentropy needs class indices from 0 to 2, got -1 at place 0',
    ],
    [
      'a label between two classes',
      x,
      [0.5, 0],
      'y: sparseCategoricalCrossentropy needs class indices from 0 to 2, got 0.5 at place 0',
    ],
    [
      'labels of another shape',
      x,
      [
        [0, 1],
        [1, 0],
      ],
      'sparseCategoricalCrossentropy takes indices [batch], got [2, 2]',
    ],
  ];
  test.each(cases)('%s', async (_, xs, ys, sentence) => {
    const before = net.getWeights().map((weight) => [...Array.from(weight.dataSync())]);
    const tensors = tf.memory().numTensors;
    for (const found of [
      await said(() => net.fit(xs, ys, { verbose: 0 })),
      await said(() => net.evaluate(xs, ys, { verbose: 0 })),
    ])
      if (typeof sentence === 'string') expect(found).toBe(sentence);
      else expect(found).toMatch(sentence);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(net.getWeights().map((weight) => [...Array.from(weight.dataSync())])).toEqual(before);
  });

  test('a tensor that has been disposed of', async () => {
    const gone = tf.ones([2, 2]);
    gone.dispose();
    expect(await said(() => net.fit(gone, y))).toBe('x is a tensor that has been disposed');
  });

  test('what an int32 does not hold', async () => {
    const start = input([2], { dtype: 'int32' });
    const words = model({ inputs: start, outputs: start.embedding(5, 3) }) as unknown as Untyped;
    expect(await said(() => words.predict([[1, 3e9]]))).toBe(
      'x holds 3000000000, first in row 0, which an int32 does not: it goes from -2147483648 to 2147483647',
    );
    expect(await said(() => words.predict([[1, 0.5]]))).toBe(
      'x needs whole numbers, got 0.5, first in row 0',
    );
    expect(await said(() => words.predict([[1, Number.NaN]]))).toMatch(/^x holds NaN/);
    expect(await said(() => words.predict({ values: Float32Array.of(1, -3e9), shape: [1, 2] }))).toMatch(
      /^x holds -3000000000/,
    );
    expect(await said(() => words.predict({ values: Uint32Array.of(1, 3e9), shape: [1, 2] }))).toMatch(
      /^x holds 3000000000/,
    );
    const open = input([null, 4]);
    const tags = model({ inputs: open, outputs: open.dense(3) }).compile({
      loss: losses.sparseCategoricalCrossentropy({ fromLogits: true, ignoreClass: 3e9 }),
    }) as unknown as Untyped;
    expect(await said(() => tags.fit([[[1, 2, 3, 4]]], [[3e9]], { verbose: 0 }))).toMatch(
      /^y holds 3000000000/,
    );
  });

  test('indices that an embedding does not have', async () => {
    const words = sequential([2], [layers.embedding(5, 3)]) as unknown as Untyped;
    const says = (value: string) => `x needs ${value}, first in row 1`;
    expect(
      await said(() =>
        words.predict([
          [0, 1],
          [2, 9],
        ]),
      ),
    ).toBe(says('indices from 0 to 4, for an embedding of 5 rows; got 9'));
    expect(
      await said(() =>
        words.predict([
          [0, 1],
          [-1, 2],
        ]),
      ),
    ).toBe(says('indices from 0 to 4, for an embedding of 5 rows; got -1'));
    expect(
      await said(() =>
        words.predict([
          [0, 1],
          [1.5, 2],
        ]),
      ),
    ).toBe(says('whole numbers, got 1.5'));
  });

  test('parts of several inputs', async () => {
    const d = { c: [[1]], d: [[1]] };
    expect(await said(() => twice.fit([[1, 2]], d))).toBe('x must be given by name: { a, b }');
    expect(await said(() => twice.fit({ a: [[1, 2]] }, d))).toBe("x lacks 'b': the model needs a, b");
    expect(await said(() => twice.fit({ a: [[1, 2]], b: [[1, 2, 3]] }, { c: [[1]], e: [[1]] }))).toMatch(
      "y has 'e', but the model has c, d",
    );
  });

  test('a data set of wrong elements', async () => {
    const fits = (element: object) => tfd.array([1]).map(() => element as tf.TensorContainer);
    expect(await said(() => net.fit(fits({ xs: tf.ones([1, 2]) }), { verbose: 0 }))).toBe(
      'each batch must be { xs, ys }, inputs and labels, or { xs, ys, sampleWeight }',
    );
    expect(await said(() => net.fit(tfd.array([]), { verbose: 0 }))).toBe(
      'the data set is empty: there is nothing to compute on',
    );
  });
});

describe('options', () => {
  const fit = (options: object) => () => net.fit(x, y, { verbose: 0, ...options });
  const cases: readonly (readonly [() => unknown, string | RegExp])[] = [
    [fit({ epoch: 3 }), /^fit has no option 'epoch'; did you mean 'epochs'\?/],
    [fit({ epochs: 0 }), /^fit: epochs must be a whole number above zero, got 0/],
    [fit({ epochs: '3' }), /^fit: epochs must be a whole number above zero, got "?3/],
    [fit({ batchSize: 1.5 }), /^fit: batchSize must be a whole number above zero, got 1.5/],
    [fit({ validationSplit: 1 }), /^fit: validationSplit must be 0 or more and below 1, got 1/],
    [fit({ validationSplit: '0.5' }), /^fit: validationSplit must be 0 or more and below 1, got "0.5"/],
    [
      fit({ validationBatchSize: 0, validationSplit: 0.5 }),
      /^fit: validationBatchSize must be a whole number above zero, got 0/,
    ],
    [
      fit({ validationSteps: -1, validationSplit: 0.5 }),
      /^fit: validationSteps must be a whole number above zero, got -1/,
    ],
    [
      fit({ validationFreq: 0 }),
      /^fit: validationFreq must be a whole number above zero, or a list of epochs counted from 1, got 0/,
    ],
    [fit({ stepsPerEpoch: Number.NaN }), /^fit: stepsPerEpoch must be a whole number above zero, got NaN/],
    [fit({ initialEpoch: -1 }), /^fit: initialEpoch must be a whole number, zero or more, got -1/],
    [fit({ shuffle: 'no' }), /^fit: shuffle must be true or false, got "no"/],
    [
      fit({ validationData: { x, y } }),
      /^fit: validationData must be \[x, y\], \[x, y, sampleWeight\], or a data set/,
    ],
    [
      fit({ classWeight: { a: 5 } }),
      /^fit: classWeight must be weights of zero or more by class index.*\{ a: 5 \}/,
    ],
    [fit({ classWeight: null }), /^fit: classWeight must be/],
    [
      () =>
        sequential([2, 3], [dense(4)])
          .compile({ loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }) })
          .fit(
            [
              [
                [1, 2, 3],
                [4, 5, 6],
              ],
            ],
            [[0, 3]],
            { verbose: 0, classWeight: { 3: 2 } },
          ),
      'classWeight is for one label for each sample, but y has shape [1, 2]; weigh steps by sampleWeight, [batch, steps]',
    ],
    [
      () =>
        sequential([2], [dense(1)]).compile({
          loss: 'mse',
          metrics: [metrics.meanAbsoluteError({ name: 'loss' })],
        }),
      /^compile: 'loss' would be two things in the logs; give the metric another name/,
    ],
    [
      () =>
        sequential([2], [dense(1)]).compile({
          loss: 'mse',
          metrics: ['mae', metrics.meanAbsoluteError({ name: 'val_mae' })],
        }),
      /^compile: 'val_mae' would be two things in the logs/,
    ],
    [fit({ classWeight: { 0: Infinity } }), /^fit: classWeight must be.*\{ 0: Infinity \}/],
    [fit({ classWeight: { 0: 1e39 } }), /^fit: classWeight must be/],
    [fit({ sampleWeight: [1, Infinity] }), /^sampleWeight holds Infinity, first in row 1/],
    [fit({ sampleWeight: [1e39, 1] }), /^sampleWeight holds 1e\+39, first in row 0/],
    [fit({ validationData: [[[1, Infinity]], [0]] }), /^validationData: x holds Infinity/],
    [() => net.predict([[1, 1e39]]), /^x holds 1e\+39/],
    [() => net.evaluate([[1, Infinity]], [0], { verbose: 0 }), /^x holds Infinity/],
    [
      () => net.fit(x, y, 5 as never),
      'fit takes its options as an object, got 5; did you mean { batchSize: 5 }?',
    ],
    [
      () => net.evaluate(x, y, { steps: 0, verbose: 0 }),
      /^evaluate: steps must be a whole number above zero, got 0/,
    ],
    [
      () => net.fit(tfd.array([1]), undefined, { epochs: 2 }),
      'fit takes batches and then the options: the batches have the labels',
    ],
    [() => net.fit(tfd.array([1]), { sampleWeight: [1] }), /^sampleWeight is for samples in memory/],
    [() => sequential([2], [dense(1)]).compile(undefined as never), /^compile needs a loss/],
    [
      () => sequential([2], [dense(1)]).compile({ loss: ['mse'] as never }),
      /^compile: loss must be a name.*got \["mse"\]/,
    ],
    [
      () => sequential([2], [dense(1)]).compile({ loss: 'mse', metrics: [5 as never] }),
      /^compile: a metric must be a name.*got 5/,
    ],
    [
      () => sequential([2], [dense(1)]).compile({ loss: 'mse', seed: 'abc' as never }),
      /^compile: seed must be a whole number, zero or more, got "abc"/,
    ],
    [() => layers.dense(2, { name: 'a b' }), /^dense: name must be letters, digits.*got "a b"/],
    [() => layers.dense(2, { name: 'a/b' }), /^dense: name must be letters, digits.*got "a\/b"/],
    [() => loadModel('x', { input: [0] } as never), /^loadModel: input must be a shape without its batch/],
    [() => net.setWeights([1, 2]), 'setWeights: dense/kernel needs a tensor, got 1'],
    [() => net.save(new URL('file:///a') as never), /needs a place, got a URL/],
    [() => net.save('s3://bucket/x'), /^nothing here can save to 's3:\/\/bucket\/x'; give a folder/],
    [fit({ verbose: 3 }), /^fit: verbose must be/],
    [fit({ callbacks: [{ onEpochEnds: () => undefined }] }), /onEpochEnd/],
    [
      () => net.evaluate(x, y, { batchsize: 2 }),
      /^evaluate has no option 'batchsize'; did you mean 'batchSize'\?/,
    ],
    [() => net.predict(x, { batchSiz: 2 }), /^predict has no option 'batchSiz'; did you mean 'batchSize'\?/],
    [
      () => layers.dense(3, { activaton: 'relu' } as object),
      /^dense has no option 'activaton'; did you mean 'activation'\?/,
    ],
    [() => layers.dense(3, { activation: 'rel' as 'relu' }), /got "rel"; did you mean 'relu'/],
    [
      () => layers.conv2d(3, 3, { padding: 'sam' as 'same' }),
      /^conv2d: padding must be 'valid' or 'same', got "sam"/,
    ],
    [() => layers.dense(3, { kernelInitializer: 'heNormall' as 'heNormal' }), /heNormal/],
    [() => sequential([2], [dense(1)]).compile({ loss: 'mee' as 'mse' }), /mee/],
    [() => sequential([2], [dense(1)]).compile({ optimizer: 'adm' as 'adam', loss: 'mse' }), /adam/],
    [() => sequential([2], [dense(1)]).compile({ loss: 'mse', metrics: ['acc2' as 'accuracy'] }), /acc2/],
    [() => sequential([2], [dense(1)]).compile({} as { loss: 'mse' }), /^compile needs a loss/],
    [() => net.setWeights([]), 'setWeights needs 2 tensors, got 0'],
    [() => sequential([2], [flatten(), dense(3), 'dense' as never]), /layer/],
  ];
  test.each(cases.map(([run, sentence]) => [String(sentence), run, sentence] as const))(
    '%s',
    async (_, run, sentence) => {
      const tensors = tf.memory().numTensors;
      const found = await said(run);
      if (typeof sentence === 'string') expect(found).toBe(sentence);
      else expect(found).toMatch(sentence);
      expect(tf.memory().numTensors).toBe(tensors);
    },
  );
});

describe('files', () => {
  const shape = { input: [2], output: [3] } as const;
  test('a place where nothing is', async () => {
    expect(await said(() => loadModel(join(folder, 'none'), shape))).toMatch(
      /none.*no (model|such)|there is no/,
    );
  });
  test('a file where a folder should be', async () => {
    await writeFile(join(folder, 'file'), 'not a folder');
    expect(await said(() => net.save(join(folder, 'file')))).toMatch(/file/);
  });
  test('a damaged model.json', async () => {
    await mkdir(join(folder, 'damaged'));
    await writeFile(join(folder, 'damaged', 'model.json'), '{ "modelTopology": ');
    expect(await said(() => loadModel(join(folder, 'damaged'), shape))).toMatch(/model\.json/);
    await writeFile(join(folder, 'damaged', 'model.json'), '{}');
    expect(await said(() => loadModel(join(folder, 'damaged'), shape))).toMatch(/model/);
  });
  test('weights of another model', async () => {
    await (sequential([2], [dense(4)]) as unknown as Untyped).save(join(folder, 'four'));
    const before = net.getWeights().map((weight) => [...Array.from(weight.dataSync())]);
    expect(await said(() => net.loadWeights(join(folder, 'four')))).toMatch(
      /\[2, 3\].*\[2, 4\]|\[2, 4\].*\[2, 3\]/,
    );
    expect(net.getWeights().map((weight) => [...Array.from(weight.dataSync())])).toEqual(before);
  });
});
