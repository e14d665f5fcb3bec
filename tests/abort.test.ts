// A signal ends a run between two batches: the model is whole, and what gives batches is told.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { layers, sequential, useBackend } from 'shapewright';
import * as doors from 'shapewright/worker';
import { openWorker } from './worker/open-worker.js';

const { dense } = layers;
const quiet = { verbose: 0 } as const;
beforeAll(async () => void (await useBackend('cpu')));

const x = Array.from({ length: 32 }, (_, i) => [i / 32, (i % 3) / 3]);
const y = x.map(([a, b]) => [a! - b!]);
const begin = () =>
  sequential([2], [dense(4), dense(1)]).compile({ loss: 'mse', optimizer: 'adam', seed: 5 });
type Net = ReturnType<typeof begin>;
const weightsOf = (net: Net) =>
  tf.tidy(() => net.getWeights().map((weight) => [...(weight as unknown as tf.Tensor).dataSync()]));

/** Aborts once so many batches have been trained on. */
const after = (batches: number) => {
  const controller = new AbortController();
  const reason = new Error('enough');
  let seen = 0;
  const callback = { onTrainBatchEnd: () => void (++seen === batches && controller.abort(reason)) };
  return { signal: controller.signal, reason, callbacks: [callback] };
};

test('fit rejects with the reason, with the weights of the last batch, and goes on from there', async () => {
  const net = begin();
  const { reason, ...options } = after(6);
  const run = { ...quiet, batchSize: 8, shuffle: false } as const;
  const epochs: number[] = [];
  const told = { onEpochEnd: (epoch: number) => void epochs.push(epoch) };
  await expect(
    net.fit(x, y, { ...run, ...options, epochs: 9, callbacks: [...options.callbacks, told] }),
  ).rejects.toBe(reason);
  expect([epochs, net.optimizer.iterations]).toEqual([[0], 6]);
  const same = begin();
  await same.fit(x, y, run);
  await same.fit(x.slice(0, 16), y.slice(0, 16), run);
  expect(weightsOf(net)).toEqual(weightsOf(same));
  await net.fit(x, y, run);
  expect(net.optimizer.iterations).toBe(10);
  net.dispose();
  same.dispose();
});

test('one that is aborted already begins nothing, and leaves no tensors', async () => {
  const net = begin();
  (await net.predict(x)).dispose();
  const before = tf.memory().numTensors;
  const signal = AbortSignal.abort();
  await expect(net.fit(x, y, { ...quiet, signal })).rejects.toThrow(/aborted/);
  await expect(net.evaluate(x, y, { ...quiet, signal })).rejects.toBe(signal.reason);
  await expect(net.predict(x, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  expect([net.optimizer.iterations, tf.memory().numTensors]).toEqual([0, before]);
  net.dispose();
});

test('evaluate, predict and validation end between batches', async () => {
  const controller = new AbortController();
  const net = begin();
  (await net.predict(x)).dispose();
  const before = tf.memory().numTensors;
  const ends: string[] = [];
  const endless = function* () {
    try {
      for (let i = 0; ; i++) {
        if (i === 3) controller.abort('enough');
        yield { xs: tf.ones([2, 2]), ys: tf.ones([2, 1]) };
      }
    } finally {
      ends.push('end');
    }
  };
  const { signal } = controller;
  await expect(net.evaluate(endless, { ...quiet, signal })).rejects.toBe('enough');
  const other = new AbortController();
  const stop = { onTestBatchEnd: (i: number) => void (i === 2 && other.abort('no more')) };
  const validated = { ...quiet, signal: other.signal, validationData: endless, callbacks: [stop] } as const;
  await expect(net.fit(x, y, validated)).rejects.toBe('no more');
  const third = new AbortController();
  const counted = function* () {
    for (const each of endless()) {
      if (third.signal.aborted) throw new Error('too late');
      third.abort('done');
      yield each;
    }
  };
  await expect(net.predict(counted, { signal: third.signal })).rejects.toBe('done');
  expect(ends).toEqual(['end', 'end', 'end']);
  // Adam's two slots for each of the four weights have come
  expect(tf.memory().numTensors).toBe(before + 8);
  net.dispose();
});

test('in a worker too', async () => {
  const [here, there] = [begin(), begin()];
  const run = { ...quiet, batchSize: 8, epochs: 9, shuffle: false } as const;
  const worker = openWorker(doors);
  const [local, remote] = [after(6), after(6)];
  const ended = (net: Net, { reason, ...options }: typeof local, where: object) =>
    expect(net.fit(x, y, { ...run, ...options, ...where })).rejects.toBe(reason);
  await ended(here, local, {});
  await ended(there, remote, { worker });
  expect(weightsOf(there)).toEqual(weightsOf(here));
  expect(there.optimizer.iterations).toBe(6);
  const again = await there.fit(x, y, { ...run, epochs: 1, worker });
  expect(again.epoch).toEqual([0]);
  here.dispose();
  there.dispose();
});
