// How a run in a worker ends before its time: terminated, dead, or with its model disposed of.
import * as tf from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { callbacks, layers, optimizers, sequential, type Callback } from 'shapewright';
import * as doors from 'shapewright/worker';
import { openThread, openWorker } from './open-worker.js';

const { dense } = layers;

const x = Array.from({ length: 40 }, (_, i) => [i / 40, (i % 3) / 3, (i % 5) / 5, 1]);
const y = x.map(([a, b]) => [a! - b!]);
const begin = () =>
  sequential([4], [dense(8, { activation: 'tanh' }), dense(1)]).compile({
    loss: 'mse',
    optimizer: optimizers.adam({ learningRate: 0.01 }),
    seed: 7,
  });
type Net = ReturnType<typeof begin>;

const weightsOf = (net: Net) => {
  const weights = net.getWeights();
  const values = weights.map((weight) => [...weight.dataSync()]);
  for (const weight of weights) weight.dispose();
  return values;
};
const later = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

test('a thread that dies in the midst of a run: fit rejects, with the model of the last epoch', async () => {
  const net = begin();
  const { worker, kill } = openThread(doors);
  let atEnd: number[][] = [];
  const killer: Callback = {
    onEpochEnd: (epoch) => {
      atEnd = weightsOf(net);
      if (epoch === 2) void kill();
    },
  };
  const run = net.fit(x, y, { epochs: 100_000, verbose: 0, worker, callbacks: [killer] });
  await expect(run).rejects.toThrow(
    'the training worker has died; the model is as it was after the last epoch that the page heard of',
  );
  expect(net.optimizer.iterations).toBeGreaterThan(5);
  expect(weightsOf(net)).toEqual(atEnd);
  await expect(net.fit(x, y, { verbose: 0, worker })).rejects.toThrow('the training worker has died');
  // the model trains on
  await net.fit(x, y, { verbose: 0 });
  net.dispose();
}, 60_000);

test('after terminate nothing of the run writes weights, and no tensor of it is left', async () => {
  const before = tf.memory().numTensors;
  const net = begin();
  await net.fit(x, y, { verbose: 0 });
  const trained = tf.memory().numTensors;
  for (let round = 0; round < 30; round++) {
    const worker = openWorker(doors);
    let batches = 0;
    const ending: Callback = {
      onTrainBatchEnd: async () => {
        if (++batches === 1 + (round % 7)) {
          worker.terminate();
          if (round % 2) await later(1);
        }
      },
    };
    const best = callbacks.earlyStopping({ monitor: 'loss', patience: 50, restoreBestWeights: true });
    const list = round % 3 ? [ending, best] : [best, ending];
    const run = net.fit(x, y, { epochs: 50, batchSize: 8, verbose: 0, worker, callbacks: list });
    if (round % 5 === 0) setTimeout(() => worker.terminate(), round);
    await expect(run).rejects.toThrow('the training worker was terminated');
    tf.tidy(() => net.setWeights(net.getWeights().map((weight) => tf.zerosLike(weight as never)) as never));
    // the other end of the channel is in this process too, and clears up once it hears of it
    await vi.waitFor(() => expect(tf.memory().numTensors).toBe(trained));
    expect(
      weightsOf(net)
        .flat()
        .every((value) => value === 0),
    ).toBe(true);
  }
  await later(50);
  expect(
    weightsOf(net)
      .flat()
      .every((value) => value === 0),
  ).toBe(true);
  net.dispose();
  expect(tf.memory().numTensors).toBe(before);
}, 60_000);

test('a model that is trained in a worker is not trained here at once', async () => {
  const net = begin();
  const first = net.fit(x, y, { epochs: 3, verbose: 0, worker: openWorker(doors) });
  const refused = "fit: the model 'sequential' is being trained already; wait for that fit to end";
  await expect(net.fit(x, y, { verbose: 0 })).rejects.toThrow(refused);
  await expect(net.fit(x, y, { verbose: 0, worker: openWorker(doors) })).rejects.toThrow(refused);
  await first;
  const here = net.fit(x, y, { epochs: 3, verbose: 0 });
  await expect(net.fit(x, y, { verbose: 0, worker: openWorker(doors) })).rejects.toThrow(refused);
  await here;
  net.dispose();
});

test('a model that is disposed of while a worker trains it: fit rejects with a sentence', async () => {
  const before = tf.memory().numTensors;
  const net = begin();
  const worker = openWorker(doors);
  const run = net.fit(x, y, {
    epochs: 50,
    verbose: 0,
    worker,
    callbacks: [{ onEpochEnd: (epoch) => epoch === 1 && net.dispose() } as Callback],
  });
  await expect(run).rejects.toThrow("the model 'sequential' was disposed of, and its weights with it");
  // the worker is there for the next run
  const next = begin();
  await next.fit(x, y, { verbose: 0, worker });
  next.dispose();
  await later(20);
  expect(tf.memory().numTensors).toBe(before);
});
