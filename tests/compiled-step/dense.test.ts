import { beforeAll, describe, it } from 'vitest';
import { layers, losses, optimizers, sequential, useBackend } from '../../src/index.js';
import { expectSame, type Trained } from './both-ways.js';

const { activation, dense, dropout, flatten, reshape, softmax, elu, leakyReLU } = layers;

/** Numbers that look like chance, from -1 to 1. */
const waves = (count: number, step = 1.7) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step) * Math.cos(i * 0.37));

const rows = 70;
const x = { values: waves(rows * 12), shape: [rows, 12] };
const classes = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 5);
const oneHot = {
  values: Float32Array.from({ length: rows * 5 }, (_, i) => Number(classes[Math.floor(i / 5)] === i % 5)),
  shape: [rows, 5],
};
const several = { values: waves(rows * 5, 2.3), shape: [rows, 5] };
const answers = { values: Float32Array.from({ length: rows * 5 }, (_, i) => (i * 3) % 2), shape: [rows, 5] };

const fitting =
  (y: unknown, options: object = {}) =>
  async (model: Trained, compiledStep: boolean) =>
    (await model.fit(x, y, { epochs: 2, batchSize: 32, verbose: 0, compiledStep, ...options })).history;

const middles = [
  ...(['relu', 'tanh', 'sigmoid', 'elu', 'selu', 'leakyRelu', 'softsign', 'gelu', 'silu', 'relu6'] as const),
  ...(['hardSigmoid', 'hardSilu', 'hardSwish', 'hardTanh', 'squareplus'] as const),
];

const mlp =
  (
    end: 'linear' | 'softmax' | 'sigmoid',
    settings: object,
    middle: (typeof middles)[number] = 'relu',
    factor = 1,
  ) =>
  () =>
    sequential(
      [12],
      [layers.rescaling(factor), dense(17, { activation: middle }), dense(5, { activation: end })],
    ).compile({
      seed: 3,
      ...settings,
    } as never) as unknown as Trained;

beforeAll(async () => {
  await useBackend('wasm');
});

describe('dense layers', () => {
  it.each(middles)('have %s', async (middle) => {
    const settings = { loss: 'mse', optimizer: 'sgd', metrics: ['mae'] };
    await expectSame(mlp('linear', settings, middle), fitting(several));
    // some are held to bounds far from zero
    const slow = { ...settings, optimizer: optimizers.sgd({ learningRate: 1e-5 }) };
    await expectSame(mlp('linear', slow, middle, 12), fitting(several));
  });

  it('drop values by the masks of today, reshape and flatten', async () => {
    await expectSame(
      () =>
        sequential(
          [12],
          [
            reshape([3, 4]),
            dense(9),
            activation('tanh'),
            dropout(0.4, { seed: 5 }),
            flatten(),
            dropout(0, { seed: 5 }),
            dense(8, { useBias: false }),
            elu({ alpha: 0.5 }),
            dense(8),
            leakyReLU({ negativeSlope: 0.1 }),
            dense(5),
            softmax(),
          ],
        ).compile({
          seed: 3,
          loss: 'categoricalCrossentropy',
          optimizer: 'adam',
        } as never) as unknown as Trained,
      fitting(oneHot),
    );
  });
});

describe('losses', () => {
  it.each([
    ['sparse, of logits', 'linear', losses.sparseCategoricalCrossentropy({ fromLogits: true }), classes],
    ['sparse, of probabilities', 'softmax', losses.sparseCategoricalCrossentropy(), classes],
    ['sparse, without a class', 'softmax', losses.sparseCategoricalCrossentropy({ ignoreClass: 2 }), classes],
    ['categorical, of logits', 'linear', losses.categoricalCrossentropy({ fromLogits: true }), oneHot],
    ['categorical, smooth', 'softmax', losses.categoricalCrossentropy({ labelSmoothing: 0.1 }), oneHot],
    ['binary, of logits', 'linear', losses.binaryCrossentropy({ fromLogits: true }), answers],
    ['binary', 'sigmoid', losses.binaryCrossentropy({ labelSmoothing: 0.2 }), answers],
    ['squared', 'linear', losses.meanSquaredError({ reduction: 'sum' }), several],
    ['absolute', 'linear', losses.meanAbsoluteError(), several],
    ['huber', 'linear', losses.huber(), several],
    ['by weight', 'linear', losses.meanSquaredError({ reduction: 'meanWithSampleWeight' }), several],
  ] as const)('are those of today: %s', async (_name, end, loss, y) => {
    const sampleWeight = waves(rows).map(Math.abs);
    await expectSame(mlp(end, { loss, optimizer: 'adam' }), fitting(y));
    await expectSame(mlp(end, { loss, optimizer: 'adam' }), fitting(y, { sampleWeight }));
  });
});

describe('optimizers', () => {
  it.each([
    ['sgd', optimizers.sgd({ learningRate: 0.1 })],
    ['momentum', optimizers.sgd({ momentum: 0.9, clipvalue: 0.01 })],
    ['nesterov', optimizers.sgd({ momentum: 0.9, nesterov: true, clipnorm: 0.1 })],
    ['adam', optimizers.adam({ globalClipnorm: 0.5 })],
    ['adamW', optimizers.adamW({ excludeFromWeightDecay: { varNames: ['bias'] } })],
    ['rmsprop', optimizers.rmsprop({ centered: true, momentum: 0.5 })],
    ['lion', optimizers.lion()],
    ['scaled', optimizers.adam({ lossScaleFactor: 128, gradientAccumulationSteps: 2 })],
  ] as const)('take the same steps: %s', async (_name, optimizer) => {
    await expectSame(
      mlp('linear', {
        loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
        optimizer,
        metrics: ['accuracy'],
      }),
      fitting(classes),
    );
  });
});
