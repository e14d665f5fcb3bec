// Compiled steps on several threads: what comes of them is what comes of one thread, to the bit, and nothing is left of them.
import * as tf from '@tensorflow/tfjs-core';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backendReport, input, layers, losses, optimizers, sequential, useBackend } from '../../src/index.js';
import { sharedHeap } from '../../src/backends/wasm/threads/shared-heap.js';
import { setThreads, useAllThreads } from '../../src/backends/wasm/threads/wanted.js';
import { weightsOf, type Trained } from './both-ways.js';

const { add, batchNormalization, conv2d, conv2dTranspose, dense, depthwiseConv2d, dropout } = layers;
const { averagePooling2d, embedding, flatten, gru, layerNormalization, lstm, maxPooling2d } = layers;

/** Numbers that look like chance, from -1 to 1. */
const waves = (count: number, step = 1.7) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step) * Math.cos(i * 0.37));
const rows = 45;
const labels = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 5);
const flat = { values: waves(rows * 37), shape: [rows, 37] };
const images = { values: waves(rows * 9 * 11 * 3), shape: [rows, 9, 11, 3] };
const steps = { values: waves(rows * 7 * 6), shape: [rows, 7, 6] };
const words = { values: Int32Array.from({ length: rows * 8 }, (_, i) => (i * 5) % 11), shape: [rows, 8] };
const settings = {
  optimizer: 'adam',
  seed: 4,
  metrics: ['accuracy'],
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
} as const;
const quiet = { batchSize: 16, epochs: 2, verbose: 0, compiledStep: true } as const;
const relu = { activation: 'relu' } as const;

const mlp = (given: object = {}) =>
  sequential([37], [dense(33, relu), dense(21, { activation: 'tanh' }), dense(5)]).compile({
    ...settings,
    ...given,
  } as never) as unknown as Trained;

/** The threads that were started, and those that have ended. */
const started: Worker[] = [];
let ended = 0;
const count = (worker: Worker) => {
  started.push(worker);
  worker.on('exit', () => ended++);
};

beforeAll(async () => {
  await useBackend('wasm');
  useAllThreads(true);
  process.on('worker', count);
});
afterAll(() => {
  process.off('worker', count);
  useAllThreads(false);
});

/** What a model comes to on so many threads, to the bit. */
const trainedOn = async (
  threads: number,
  make: () => Trained,
  train: (model: Trained) => Promise<{ readonly history: object }>,
) => {
  setThreads(threads);
  const model = make();
  try {
    const { history } = await train(model);
    const { step } = backendReport();
    const slots = model.optimizer.slots().map(({ name, tensor }) => [name, tensor.dataSync()]);
    return { history, weights: weightsOf(model), slots, step };
  } finally {
    model.dispose();
  }
};

const expectSameOn = async (
  make: () => Trained,
  train: (model: Trained) => Promise<{ readonly history: object }>,
) => {
  const { step: ofOne, ...one } = await trainedOn(1, make, train);
  for (const threads of [2, 3]) {
    const { step, ...several } = await trainedOn(threads, make, train);
    expect(step).toMatchObject({ compiled: true, threads });
    expect(several).toEqual(one);
  }
  expect(ofOne!.threads ?? 1).toBe(1);
};

describe('several threads come to the bits of one', () => {
  it.each([
    ['adam', {}],
    ['sgd', {}],
    ['momentum', { optimizer: optimizers.sgd({ momentum: 0.9, nesterov: true }) }],
    ['rmsprop', { optimizer: 'rmsprop' }],
    ['weight decay and clipping', { optimizer: optimizers.adamW({ weightDecay: 0.02, clipnorm: 0.5 }) }],
    ['steps by tensors', { optimizer: 'adafactor' }],
    ['means of weights', { optimizer: optimizers.adam({ useEma: true }) }],
  ])('with %s', async (_, given) => {
    await expectSameOn(
      () => mlp(given),
      (model) => model.fit(flat, labels, quiet),
    );
  });

  it.each([
    ['convolutions', () => [conv2d(12, 3, relu), conv2d(17, 3, { padding: 'same' }), flatten()]],
    ['strides', () => [conv2d(9, 3, { strides: 2, padding: 'same' }), flatten()]],
    ['gaps', () => [conv2d(9, [2, 3], { dilationRate: 2 }), conv2d(8, 1), flatten()]],
    ['poolings', () => [maxPooling2d(2), conv2d(16, 2), averagePooling2d(2), flatten()]],
    [
      'poolings at a border',
      () => [conv2d(4, 3), maxPooling2d(3, { strides: 2, padding: 'same' }), flatten()],
    ],
    ['batch normalization', () => [conv2d(6, 3), batchNormalization(), flatten()]],
    ['depthwise and transposed ones', () => [depthwiseConv2d(3), conv2dTranspose(5, 3), flatten()]],
    ['dropout', () => [conv2d(6, 3), dropout(0.4), flatten()]],
  ])('with %s', async (_, middle) => {
    await expectSameOn(
      () =>
        sequential([9, 11, 3], [...middle(), dense(5)] as never).compile(
          settings as never,
        ) as unknown as Trained,
      (model) => model.fit(images, labels, quiet),
    );
  });

  it('with recurrent layers, embeddings and residual blocks', async () => {
    await expectSameOn(
      () =>
        sequential([7, 6], [lstm(9, { returnSequences: true }), gru(8), dense(5)]).compile(settings) as never,
      (model) => model.fit(steps, labels, quiet),
    );
    await expectSameOn(
      () =>
        sequential([8], [embedding(11, 6), layerNormalization(), flatten(), dense(5)]).compile(
          settings,
        ) as never,
      (model) => model.fit(words, labels, quiet),
    );
    await expectSameOn(
      () => {
        const x = input([37]);
        return add()([x.dense(20).dense(37), x])
          .dense(5)
          .toModel()
          .compile(settings) as never;
      },
      (model) => model.fit(flat, labels, quiet),
    );
  });

  it('with penalties, constraints and validation', async () => {
    await expectSameOn(
      () =>
        sequential(
          [37],
          [dense(30, { kernelRegularizer: 'l2', kernelConstraint: 'maxNorm' } as never), dense(5)],
        ).compile(settings as never) as never,
      (model) => model.fit(flat, labels, { ...quiet, validationSplit: 0.2 }),
    );
  });
});

describe('weights on several threads', () => {
  it('are what callbacks see, and what they set counts', async () => {
    const seen = async (threads: number) => {
      setThreads(threads);
      const model = mlp();
      const found: unknown[] = [];
      await model.fit(flat, labels, {
        ...quiet,
        callbacks: [
          {
            onTrainBatchEnd: async (batch: number) => {
              found.push(weightsOf(model));
              if (batch === 1) {
                const weights = model.getWeights();
                const halves = weights.map((each) => tf.mul(each, 0.5));
                model.setWeights(halves);
                tf.dispose([...weights, ...halves]);
              }
            },
          },
        ],
      });
      found.push(weightsOf(model));
      model.dispose();
      return found;
    };
    expect(await seen(2)).toEqual(await seen(1));
  });

  it('that were copied stay what they were', async () => {
    setThreads(2);
    const model = mlp();
    let kept: tf.Tensor[] = [];
    let values: Float32Array[] = [];
    await model.fit(flat, labels, {
      ...quiet,
      callbacks: [
        {
          onTrainBatchEnd: (batch: number) => {
            if (batch !== 1 || kept.length > 0) return;
            kept = model.getWeights();
            values = weightsOf(model);
          },
        },
      ],
    });
    expect(kept.map((each) => each.dataSync())).toEqual(values);
    expect(weightsOf(model)).not.toEqual(values);
    tf.dispose(kept);
    model.dispose();
  });

  it('are those of other models that train in between', async () => {
    const both = async (threads: number) => {
      setThreads(threads);
      const [model, other] = [mlp(), mlp({ optimizer: 'sgd' })];
      await Promise.all([model.fit(flat, labels, quiet), other.fit(flat, labels, { ...quiet, epochs: 3 })]);
      await model.trainOnBatch(flat, labels);
      const found = [weightsOf(model), weightsOf(other)];
      model.dispose();
      other.dispose();
      return found;
    };
    expect(await both(2)).toEqual(await both(1));
  });
});

describe('threads', () => {
  it('are gone once fit is over, was stopped, or went wrong', async () => {
    setThreads(3);
    const model = mlp();
    const before = started.length;
    await model.fit(flat, labels, quiet);
    expect(started.length - before).toBe(2);
    expect(ended).toBe(started.length);
    const stop = new AbortController();
    const aborted = model.fit(flat, labels, {
      ...quiet,
      signal: stop.signal,
      callbacks: [{ onTrainBatchEnd: () => stop.abort() }],
    });
    await expect(aborted).rejects.toThrow();
    const wrong = model.fit(flat, labels, {
      ...quiet,
      callbacks: [
        {
          onTrainBatchEnd: () => {
            throw new Error('a callback went wrong');
          },
        },
      ],
    });
    await expect(wrong).rejects.toThrow('a callback went wrong');
    expect(started.length - before).toBe(6);
    expect(ended).toBe(started.length);
    model.dispose();
  });

  it('are not started for one batch, for a model without a plan, or where one thread is asked for', async () => {
    setThreads(2);
    const before = started.length;
    const model = mlp();
    await model.trainOnBatch(flat, labels, { compiledStep: true });
    await model.fit(flat, labels, { ...quiet, compiledStep: false });
    const other = sequential([37], [layers.unitNormalization(), dense(5)]).compile(settings);
    await other.fit(flat as never, labels as never, { verbose: 0 });
    await expect(other.fit(flat as never, labels as never, quiet)).rejects.toThrow('has no plan');
    await useBackend('wasm', { threads: 1 });
    await model.fit(flat, labels, quiet);
    expect(started.length).toBe(before);
    model.dispose();
    other.dispose();
  });

  it('that die are an error, and the model trains on', async () => {
    setThreads(2);
    const model = mlp();
    const dying = model.fit(flat, labels, {
      ...quiet,
      callbacks: [
        {
          onTrainBatchEnd: async () => {
            // until the process has told of it
            await new Promise((resolve) => setTimeout(resolve));
            await started.at(-1)!.terminate();
          },
        },
      ],
    });
    await expect(dying).rejects.toThrow(
      "a thread is gone (it was ended); the model is whole, with the weights of its last step. Try again, or useBackend('wasm', { threads: 1 })",
    );
    expect(ended).toBe(started.length);
    // one step was taken before
    const alone = mlp();
    setThreads(1);
    const stop = new AbortController();
    const one = { signal: stop.signal, callbacks: [{ onTrainBatchEnd: () => stop.abort() }] };
    await expect(alone.fit(flat, labels, { ...quiet, ...one })).rejects.toThrow();
    expect(weightsOf(model)).toEqual(weightsOf(alone));
    setThreads(2);
    const { history } = await model.fit(flat, labels, quiet);
    expect(history['loss']!.every(Number.isFinite)).toBe(true);
    model.dispose();
    alone.dispose();
  });

  it('leave no tensors and no memory behind, however often', async () => {
    setThreads(2);
    const model = mlp();
    await model.fit(flat, labels, quiet);
    const tensors = tf.memory().numTensors;
    const bytes = sharedHeap().wasm.HEAPU8.length;
    const { count: functions } = sharedHeap().functions;
    for (let i = 0; i < 12; i++) await model.fit(flat, labels, quiet);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(sharedHeap().wasm.HEAPU8.length).toBe(bytes);
    expect(sharedHeap().functions.count).toBe(functions);
    // the map of tensors is tfjs's own again
    expect(Object.hasOwn((tf.backend() as unknown as { dataIdMap: object }).dataIdMap, 'get')).toBe(false);
    model.dispose();
  });
});
