// Predictions and tests that are planned as a whole, beside those by single operations.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { callbacks, input, layers, losses, model, sequential, useBackend } from '../../src/index.js';
import { expectNear, type Trained } from './both-ways.js';

const { dense } = layers;
const waves = (count: number, step = 1.7) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step) * Math.cos(i * 0.37));
const rows = 21;
const x = { values: waves(rows * 6), shape: [rows, 6] };
const y = { values: waves(rows * 3, 2.3), shape: [rows, 3] };

const small = (settings: object = {}, middle: readonly unknown[] = [dense(8, { activation: 'tanh' })]) =>
  sequential([6], [...middle, dense(3)] as never).compile({
    ...{ loss: 'mse', optimizer: 'adam', seed: 3, metrics: ['mae'] },
    ...settings,
  } as never) as unknown as Trained;

const valuesOf = (tensor: tf.Tensor): Float32Array => {
  const values = Float32Array.from(tensor.dataSync() as Float32Array);
  tensor.dispose();
  return values;
};
const predicted = async (trained: Trained, given: unknown, options: object): Promise<Float32Array> =>
  valuesOf(await trained.predict(given, options));

/** Expects predictions and results to be those of single operations. */
const expectBothWays = async (
  trained: Trained,
  given: unknown = x,
  labels: unknown = y,
  options: object = {},
): Promise<void> => {
  const ways = {
    planned: { batchSize: 8, compiledStep: true },
    single: { batchSize: 8, compiledStep: false },
  };
  const predictions = async (way: object): Promise<Float32Array[]> => {
    const made = await trained.predict(given, way);
    return (made instanceof tf.Tensor ? [made] : (Object.values(made) as tf.Tensor[])).map(valuesOf);
  };
  const wanted = await predictions(ways.single);
  (await predictions(ways.planned)).forEach((found, i) => expectNear(found, wanted[i]!, 1e-5, `output ${i}`));
  const results = (way: object) => trained.evaluate(given, labels, { ...way, ...options, verbose: 0 });
  const [found, expected] = [await results(ways.planned), await results(ways.single)];
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) expectNear([found[name]!], [value], 1e-5, name);
};

beforeAll(async () => {
  await useBackend('wasm');
});

describe('what it is computed from', () => {
  it('is the weights as they are: trained, set, frozen or drawn anew since', async () => {
    const trained = small({}, [dense(8), layers.batchNormalization()]);
    await expectBothWays(trained);
    await trained.fit(x, y, { verbose: 0, epochs: 2 });
    await expectBothWays(trained);
    await trained.trainOnBatch(x, y);
    await expectBothWays(trained);
    const doubled = trained.getWeights().map((tensor) => tf.mul(tensor, 2));
    trained.setWeights(doubled);
    tf.dispose(doubled);
    await expectBothWays(trained);
    (trained as unknown as { drawWeights(options: object): void }).drawWeights({ seed: 5 });
    await expectBothWays(trained);
    trained.dispose();
    await expect(trained.predict(x)).rejects.toThrow(/disposed/);
  });

  it('is the weights of each batch, where a callback changes them in between', async () => {
    const outcome = async (compiledStep: boolean) => {
      const trained = small({ optimizer: 'sgd' });
      const change = callbacks.lambdaCallback({
        onPredictBatchEnd: async () => void (await trained.trainOnBatch(x, y, { compiledStep })),
      } as never);
      try {
        return await predicted(trained, x, { batchSize: 7, compiledStep, callbacks: [change] });
      } finally {
        trained.dispose();
      }
    };
    expectNear(await outcome(true), await outcome(false), 1e-5, 'predictions');
  });

  it('is the rows alone: in batches of any size they come to the same bits', async () => {
    const net = sequential([9, 4], [
      layers.conv1d(5, 3, { padding: 'same', activation: 'relu' }),
      layers.bidirectional(layers.lstm(6)),
      layers.batchNormalization(),
      dense(11, { activation: 'softmax' }),
    ] as never).compile({ loss: 'mse', optimizer: 'sgd', seed: 1 } as never) as unknown as Trained;
    const given = { values: waves(30 * 36), shape: [30, 9, 4] };
    const all = await predicted(net, given, { batchSize: 30, compiledStep: true });
    for (const batchSize of [1, 4, 7, 16, 29])
      expect(await predicted(net, given, { batchSize, compiledStep: true })).toEqual(all);
    net.dispose();
  });
});

describe('what is planned', () => {
  it.each([
    ['noise', [layers.gaussianNoise(0.3), layers.gaussianDropout(0.3), layers.alphaDropout(0.2)]],
    ['dropout', [layers.dropout(0.4), dense(5), layers.dropout(1)]],
    ['gelu and softmax', [dense(7, { activation: 'gelu' }), layers.softmax()]],
    ['penalties on weights', [dense(4, { kernelRegularizer: 'l2', biasRegularizer: 'l1' })]],
    [
      'a model on each step',
      [
        layers.reshape([2, 3]),
        layers.timeDistributed(input([3]).dense(7, { activation: 'hardSwish' }).dense(4).toModel()),
        layers.timeDistributed(layers.batchNormalization()),
        layers.multiHeadAttention(2, 3, { dropout: 0.3, useCausalMask: true }),
        layers.flatten(),
      ],
    ],
    ['a model in a model', [input([6]).dense(5).dense(4).toModel(), layers.identity()]],
  ] as const)('%s', async (_, middle) => {
    const trained = small({}, middle as readonly unknown[]);
    await expectBothWays(trained);
    trained.dispose();
  });

  it('masks, and weights of samples', async () => {
    const words = { values: Int32Array.from({ length: rows * 7 }, (_, i) => (i * 5) % 4), shape: [rows, 7] };
    const classes = Int32Array.from({ length: rows }, (_, i) => i % 3);
    const sampleWeight = Float32Array.from({ length: rows }, (_, i) => (i % 4) / 2);
    for (const middle of [
      [layers.bidirectional(layers.gru(5)), dense(3)],
      [layers.lstm(5, { returnSequences: true }), layers.globalAveragePooling1d(), dense(3)],
      [layers.simpleRNN(5, { dropout: 0.3, recurrentDropout: 0.2 }), dense(3)],
    ]) {
      const trained = sequential([7], [
        layers.embedding(4, 6, { maskZero: true }),
        ...middle,
      ] as never).compile({
        ...{ optimizer: 'sgd', seed: 2, metrics: ['accuracy'], weightedMetrics: ['accuracy'] },
        loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
      } as never) as unknown as Trained;
      await expectBothWays(trained, words, classes, { sampleWeight });
      trained.dispose();
    }
  });

  it('several inputs and outputs, one of them as it is given, one without a layer behind', async () => {
    const [a, b] = [input([4]), input([6])];
    const both = layers
      .concatenate()([a.dense(5), b])
      .dense(2);
    const trained = model({ inputs: { a, b }, outputs: { both, left: a.dense(3), given: b } }).compile({
      ...{ optimizer: 'sgd', seed: 2, loss: 'mse', metrics: { both: ['mae'], left: ['mae'] } },
    }) as unknown as Trained;
    const given = { a: { values: waves(rows * 4), shape: [rows, 4] }, b: x };
    const labels = {
      both: { values: waves(rows * 2), shape: [rows, 2] },
      ...{ left: y, given: { values: waves(rows * 6, 0.3), shape: [rows, 6] } },
    };
    await expectBothWays(trained, given, labels);
    trained.dispose();
  });

  it('the validation of fit', async () => {
    const outcome = async (compiledStep: boolean) => {
      const trained = small();
      const { history } = await trained.fit(x, y, {
        ...{ epochs: 3, validationData: [x, y], validationBatchSize: 8, verbose: 0, compiledStep },
      });
      trained.dispose();
      return history;
    };
    const [found, wanted] = [await outcome(true), await outcome(false)];
    for (const [name, values] of Object.entries(wanted)) expectNear(found[name]!, values, 1e-5, name);
  });
});

describe('what is not planned', () => {
  it('is said where a plan is demanded, and else computed by single operations', async () => {
    const trained = small({}, [dense(4, { activityRegularizer: 'l2' })]);
    await expect(trained.evaluate(x, y, { verbose: 0, compiledStep: true })).rejects.toThrow(
      /evaluate: compiledStep is true, but there is no plan for this step: the layer '.*' has a penalty on what it gives; leave compiledStep out to test by single operations/,
    );
    const [by, plainly] = [await trained.evaluate(x, y, { verbose: 0 }), { verbose: 0, compiledStep: false }];
    expect(by).toEqual(await trained.evaluate(x, y, plainly));
    await predicted(trained, x, { compiledStep: true });
    trained.dispose();
    const other = small({}, [layers.unitNormalization()]);
    await expect(other.predict(x, { compiledStep: true })).rejects.toThrow(
      /predict: compiledStep is true, but there is no plan for this step: the layer '.*' \(UnitNormalization\) has no plan/,
    );
    other.dispose();
  });
});

describe('rounding', () => {
  it('is in two steps again once results are to be the same everywhere', async () => {
    const near = 1 + 2 ** -12;
    const net = sequential([2], [dense(1, { useBias: false })] as never).compile({
      ...{ loss: 'mse', optimizer: 'sgd' },
    } as never) as unknown as Trained;
    const kernel = tf.tensor2d([[near * near], [near]]);
    net.setWeights([kernel]);
    kernel.dispose();
    const given = { values: Float32Array.of(-1, near), shape: [1, 2] };
    const before = await predicted(net, given, { compiledStep: true });
    await useBackend('wasm', { bitEqual: true });
    // the square is rounded to what was there before it
    expect(await predicted(net, given, { compiledStep: true })).toEqual(Float32Array.of(0));
    await useBackend('wasm', { bitEqual: false });
    expect(await predicted(net, given, { compiledStep: true })).toEqual(before);
    net.dispose();
  });
});

describe('memory', () => {
  it('does not grow, whatever the sizes of batches, and runs at once leave each other alone', async () => {
    const trained = small({}, [dense(64), layers.layerNormalization()]);
    const heap = () =>
      (tf.backend() as unknown as { readonly wasm: { readonly HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
    const wanted = await predicted(trained, x, { compiledStep: true });
    const round = async (i: number) => {
      const [first, second] = await Promise.all([
        trained.predict(x, { batchSize: 1 + (i % 20), compiledStep: true }),
        trained.predict(x, { batchSize: 4, compiledStep: true }),
      ]);
      expect(valuesOf(first)).toEqual(wanted);
      expect(valuesOf(second)).toEqual(wanted);
      await trained.evaluate(x, y, { verbose: 0, compiledStep: true });
    };
    for (let i = 0; i < 20; i++) await round(i);
    const [tensors, bytes] = [tf.memory().numTensors, heap()];
    for (let i = 0; i < 100; i++) await round(i);
    expect([tf.memory().numTensors, heap()]).toEqual([tensors, bytes]);
    trained.dispose();
  });
});
