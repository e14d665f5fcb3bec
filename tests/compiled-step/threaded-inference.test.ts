// Predictions and tests on several threads: to the bits of one, and nothing is left of them.
import * as tf from '@tensorflow/tfjs-core';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layers, losses, sequential, useBackend } from '../../src/index.js';
import { sharedHeap } from '../../src/backends/wasm/threads/shared-heap.js';
import { setThreads, useAllThreads } from '../../src/backends/wasm/threads/wanted.js';

const { batchNormalization, bidirectional, conv2d, dense, embedding, flatten, lstm, maxPooling2d } = layers;
const relu = { activation: 'relu' } as const;
const rows = 45;
const waves = (count: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * 1.7) * Math.cos(i * 0.37));
const labels = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 5);
const quiet = { batchSize: 16, verbose: 0, compiledStep: true } as const;
const settings = {
  seed: 4,
  metrics: ['accuracy'],
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
} as const;

const images = { values: waves(rows * 9 * 11 * 3), shape: [rows, 9, 11, 3] };
const imageNet = () =>
  sequential(
    [9, 11, 3],
    [
      conv2d(12, 3, relu),
      batchNormalization(),
      maxPooling2d(2),
      conv2d(17, 2, { padding: 'same' }),
      flatten(),
      dense(5),
    ],
  ).compile(settings);
const words = { values: Int32Array.from({ length: rows * 8 }, (_, i) => (i * 5) % 11), shape: [rows, 8] };
const wordNet = () =>
  sequential([8], [embedding(11, 6, { maskZero: true }), bidirectional(lstm(9)), dense(5)]).compile(settings);

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

const valuesOf = (tensor: { dataSync(): ArrayLike<number>; dispose(): void }) => {
  const values = Array.from(tensor.dataSync());
  tensor.dispose();
  return values;
};

describe('several threads come to the bits of one', () => {
  it.each([
    ['images', imageNet, images],
    ['words, some of which are masked', wordNet, words],
  ] as const)('with %s', async (_, make, x) => {
    const model = make();
    const on = async (threads: number) => {
      setThreads(threads);
      const before = started.length;
      const values = valuesOf(await model.predict(x, quiet));
      const result = await model.evaluate(x, labels, quiet);
      expect(started.length - before).toBe(2 * (threads - 1));
      return { values, result };
    };
    const one = await on(1);
    expect(await on(2)).toEqual(one);
    expect(await on(3)).toEqual(one);
    model.dispose();
  });

  it('with weights that are set between the batches, and after them', async () => {
    const model = imageNet();
    const twice = () => model.setWeights(model.getWeights().map((each) => tf.mul(each as never, 2) as never));
    const predict = () =>
      model.predict(images, {
        ...quiet,
        callbacks: [{ onPredictBatchEnd: (batch: number) => void (batch === 0 && tf.tidy(twice)) }],
      });
    const first = model.getWeights().map((each) => tf.tensor(each.dataSync(), [...each.shape]) as never);
    setThreads(1);
    const one = [valuesOf(await predict()), valuesOf(await model.predict(images, quiet))];
    model.setWeights(first);
    setThreads(3);
    expect([valuesOf(await predict()), valuesOf(await model.predict(images, quiet))]).toEqual(one);
    tf.dispose(first);
    model.dispose();
  });

  it('with runs of one model at once', async () => {
    const [model, other] = [imageNet(), wordNet()];
    setThreads(1);
    const one = valuesOf(await model.predict(images, quiet));
    const ofOther = await other.evaluate(words, labels, quiet);
    setThreads(2);
    const some = await Promise.all([
      model.predict(images, quiet),
      model.predict(images, { ...quiet, batchSize: 9 }),
      other.evaluate(words, labels, quiet),
      model.evaluate(images, labels, quiet),
      model.predict(images, quiet),
    ]);
    expect(valuesOf(some[0])).toEqual(one);
    expect(valuesOf(some[1])).toEqual(one);
    expect(some[2]).toEqual(ofOther);
    expect(valuesOf(some[4])).toEqual(one);
    expect(ended).toBe(started.length);
    model.dispose();
    other.dispose();
  });
});

describe('threads', () => {
  it('are gone once a run is over, was stopped, or went wrong', async () => {
    setThreads(2);
    const model = imageNet();
    const stop = new AbortController();
    const { signal } = stop;
    const aborted = model.predict(images, {
      ...quiet,
      signal,
      callbacks: [{ onPredictBatchEnd: () => stop.abort() }],
    });
    await expect(aborted).rejects.toThrow();
    expect(ended).toBe(started.length);
    const wrong = model.evaluate(images, labels, {
      ...quiet,
      callbacks: [
        {
          onTestBatchEnd: () => {
            throw new Error('a callback went wrong');
          },
        },
      ],
    });
    await expect(wrong).rejects.toThrow('a callback went wrong');
    expect(ended).toBe(started.length);
    model.dispose();
  });

  it('are not started for one batch, nor where training validates', async () => {
    setThreads(2);
    const model = imageNet();
    const before = started.length;
    (await model.predictOnBatch(images)).dispose();
    await model.testOnBatch(images, labels);
    (await model.predict(images, { verbose: 0, compiledStep: false })).dispose();
    expect(started.length).toBe(before);
    await model.fit(images, labels, { ...quiet, epochs: 2, validationData: [images, labels] });
    expect(started.length).toBe(before + 1);
    model.dispose();
  });

  it('that die are an error, and the model predicts on', async () => {
    setThreads(2);
    const model = imageNet();
    const dying = model.predict(images, {
      ...quiet,
      callbacks: [
        {
          onPredictBatchEnd: async () => {
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
    (await model.predict(images, quiet)).dispose();
    model.dispose();
  });

  it('leave no tensors and no memory behind, however often', async () => {
    setThreads(2);
    const model = imageNet();
    const run = async () => {
      (await model.predict(images, quiet)).dispose();
      await model.evaluate(images, labels, quiet);
    };
    await run();
    const tensors = tf.memory().numTensors;
    const bytes = sharedHeap().wasm.HEAPU8.length;
    for (let i = 0; i < 12; i++) await run();
    expect(tf.memory().numTensors).toBe(tensors);
    expect(sharedHeap().wasm.HEAPU8.length).toBe(bytes);
    expect(Object.hasOwn((tf.backend() as unknown as { dataIdMap: object }).dataIdMap, 'get')).toBe(false);
    model.dispose();
  });
});
