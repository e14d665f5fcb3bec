import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  backendReport,
  layers,
  losses,
  optimizers,
  residual,
  sequential,
  useBackend,
} from '../../src/index.js';
import { expectSame, type Trained } from './both-ways.js';

const {
  bidirectional,
  conv1d,
  dense,
  dropout,
  embedding,
  flatten,
  globalAveragePooling1d,
  globalMaxPooling1d,
  gru,
  layerNormalization,
  lstm,
  masking,
  simpleRNN,
  spatialDropout1d,
} = layers;

/** Numbers that look like chance, from -1 to 1. */
const waves = (count: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * 1.7) * Math.cos(i * 0.37));
const rows = 23;
const labels = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 5);
const settings = {
  ...{ optimizer: optimizers.adam({ learningRate: 0.02 }), seed: 4, metrics: ['accuracy'] },
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
};

/** Expects a list of layers to train alike both ways, by a plan. */
const trainsAlike = (
  shape: readonly [number, ...number[]],
  list: () => readonly unknown[],
  y: unknown = labels,
  given: object = settings,
  dtype: 'float32' | 'int32' = 'float32',
) => {
  const size = shape.reduce((all, axis) => all * axis, rows);
  const values = dtype === 'int32' ? Int32Array.from({ length: size }, (_, i) => (i * 5) % 11) : waves(size);
  return expectSame(
    () =>
      (sequential as unknown as (...args: unknown[]) => { compile(options: object): Trained })(
        shape,
        list(),
        {
          dtype,
        },
      ).compile(given),
    async (model, compiledStep) =>
      (
        await model.fit({ values, shape: [rows, ...shape] }, y, {
          ...{ epochs: 2, batchSize: 9, verbose: 0, compiledStep },
        })
      ).history,
  );
};

beforeAll(async () => {
  await useBackend('wasm');
});

describe.each([
  ['lstm', lstm],
  ['gru', gru],
  ['simpleRNN', simpleRNN],
] as const)('%s', (_name, layer) => {
  it.each([1, 3, 4, 6, 13])('of %i units gives its last state', async (units) => {
    await trainsAlike([7, 3], () => [layer(units), dense(5)]);
  });

  it('gives all its states, to another one, and along one step', async () => {
    await trainsAlike([7, 3], () => [
      layer(6, { returnSequences: true }),
      layerNormalization(),
      layer(5, { goBackwards: true }),
      dense(5),
    ]);
    await trainsAlike([1, 3], () => [layer(4, { returnSequences: true }), layer(3), dense(5)]);
  });

  it('has no bias, or penalties on its weights, or is frozen', async () => {
    await trainsAlike([4, 3], () => [layer(6, { useBias: false }), dense(5)]);
    await trainsAlike([4, 3], () => [
      layer(4, { kernelRegularizer: 'l2', recurrentRegularizer: 'l2', biasRegularizer: 'l2' }),
      dense(5),
    ]);
    await trainsAlike([4, 3], () => [dense(4), layer(6, { trainable: false }), dense(5)]);
  });

  it('drops of its inputs what today does', async () => {
    const options = { dropout: 0.3, seed: 7 } as const;
    await trainsAlike([6, 9], () => [
      layer(5, { ...options, returnSequences: true }),
      bidirectional(layer(4, options)),
      dense(5),
    ]);
  });

  it.each(['concat', 'sum', 'mul', 'ave'] as const)('goes both ways, %s', async (mergeMode) => {
    await trainsAlike([6, 3], () => [
      bidirectional(layer(5, { returnSequences: true }), { mergeMode }),
      bidirectional(layer(3), { mergeMode }),
      dense(5),
    ]);
  });

  it('goes over words, and over more steps than a sum takes at once', async () => {
    await trainsAlike([9], () => [embedding(11, 4), layer(4), dense(5)], labels, settings, 'int32');
    await trainsAlike([650, 2], () => [layer(3), dense(5)]);
  });
});

describe.each([
  ['lstm', lstm],
  ['gru', gru],
  ['simpleRNN', simpleRNN],
] as const)('%s on masked steps', (_name, layer) => {
  it('keeps its state where there is none', async () => {
    const words = () => embedding(11, 4, { maskZero: true });
    await trainsAlike([9], () => [words(), layer(5), dense(5)], labels, settings, 'int32');
    await trainsAlike(
      [9],
      () => [
        words(),
        dense(4, { activation: 'tanh' }),
        layer(6, { returnSequences: true }),
        layerNormalization(),
        bidirectional(layer(3, { returnSequences: true })),
        bidirectional(layer(3)),
        dense(5),
      ],
      labels,
      settings,
      'int32',
    );
  });

  it('gives zeros where there is none', async () => {
    const words = () => embedding(11, 4, { maskZero: true });
    const zero = { zeroOutputForMask: true } as const;
    await trainsAlike(
      [9],
      () => [words(), layer(5, { returnSequences: true, ...zero }), layer(4, zero), dense(5)],
      labels,
      settings,
      'int32',
    );
  });

  it('is given what a masking layer leaves', async () => {
    // waves of few values: some steps are all 0.25
    const values = Float32Array.from({ length: rows * 8 * 2 }, (_, i) => ((i >> 2) % 3 === 0 ? 0.25 : i % 7));
    await expectSame(
      () =>
        sequential(
          [8, 2],
          [dense(2, { kernelInitializer: 'identity' }), masking({ maskValue: 0.25 }), layer(4), dense(5)],
        ).compile(settings as never) as unknown as Trained,
      async (model, compiledStep) =>
        (
          await model.fit({ values, shape: [rows, 8, 2] }, labels, {
            ...{ epochs: 2, batchSize: 9, verbose: 0, compiledStep },
          })
        ).history,
    );
  });
});

it.each([
  ['mse', [], undefined],
  ['mse', ['mae'], true],
  ['binaryCrossentropy', ['accuracy'], undefined],
] as const)(
  'counts no steps that an output leaves out: %s, %j, weights %s',
  async (loss, metrics, weighted) => {
    const values = Int32Array.from({ length: rows * 6 }, (_, i) => (i * 5) % 4);
    const y = { values: Float32Array.from({ length: rows * 6 }, (_, i) => i % 2), shape: [rows, 6, 1] };
    await expectSame(
      () =>
        sequential(
          [6],
          [
            embedding(4, 3, { maskZero: true }),
            gru(4, { returnSequences: true }),
            dense(1, { activation: 'sigmoid' }),
          ],
          { dtype: 'int32' },
        ).compile({
          ...settings,
          loss,
          metrics,
          ...(weighted && { weightedMetrics: ['mse'] }),
        } as never) as never,
      async (model, compiledStep) =>
        (
          await model.fit({ values, shape: [rows, 6] }, y, {
            ...{ epochs: 2, batchSize: 9, verbose: 0, compiledStep },
            ...(weighted && { sampleWeight: waves(rows).map(Math.abs) }),
          })
        ).history,
    );
  },
);

it('means of steps that are there, and what drops the mask', async () => {
  const words = () => embedding(11, 4, { maskZero: true });
  const all = [
    () => [words(), globalAveragePooling1d(), dense(5)],
    () => [words(), spatialDropout1d(0.3, { seed: 3 }), globalAveragePooling1d(), dense(5)],
    () => [words(), flatten(), dense(5)],
    () => [words(), residual([dense(4), dropout(0.2, { seed: 2 })]), lstm(3), dense(5)],
    () => [words(), conv1d(3, 2), globalMaxPooling1d(), dense(5)],
  ];
  for (const list of all) await trainsAlike([9], list, labels, settings, 'int32');
});

describe('what has no plan', () => {
  const x = { values: waves(rows * 12), shape: [rows, 4, 3] } as const;
  it.each([
    ['dropout', lstm(3, { dropout: 1 }), /has dropout: 1/],
    ['recurrentDropout', gru(3, { recurrentDropout: 0.5 }), /has recurrentDropout: 0.5/],
    ['activation', lstm(3, { activation: 'relu' }), /has activation: relu/],
    ['resetAfter', gru(3, { resetAfter: false }), /has resetAfter: false/],
    [
      'a penalty inside',
      bidirectional(lstm(3, { activityRegularizer: 'l2' })),
      /has a penalty on what it gives/,
    ],
    ['linear steps', simpleRNN(3, { activation: 'gelu' }), /has activation: gelu/],
  ] as const)('is named: %s', async (_name, layer, sentence) => {
    const net = sequential([4, 3], [layer, dense(5)]).compile(settings as never) as unknown as Trained;
    await expect(net.fit(x, labels, { verbose: 0, compiledStep: true })).rejects.toThrow(sentence);
    net.dispose();
  });
});

it('needs no more tensors than before, however often', async () => {
  const x = { values: waves(rows * 12), shape: [rows, 4, 3] } as const;
  const net = sequential([4, 3], [lstm(3), dense(5)]).compile(settings as never) as unknown as Trained;
  await net.fit(x, labels, { verbose: 0, compiledStep: true });
  const { numTensors } = tf.memory();
  await net.fit(x, labels, { verbose: 0, epochs: 3, compiledStep: true });
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(backendReport().step?.compiled).toBe(true);
  net.dispose();
});
