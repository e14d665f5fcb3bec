// Callbacks of the learning rate and of the weights' means: what they say, and what they leave behind.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { callbacks, layers, optimizers, schedules, sequential, type Callback } from '../../src/index.js';
import type { SGDOptions } from '../../src/training/optimizers/index.js';
import * as doors from '../../src/worker/index.js';
import { openWorker } from '../worker/open-worker.js';

beforeAll(() => tf.setBackend('cpu'));

const x = Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(i * 3)]);
const y = x.map(([a, b]) => [a! - 2 * b!]);
const build = (options: SGDOptions = {}) =>
  sequential([2], [layers.dense(1)]).compile({
    loss: 'mse',
    optimizer: optimizers.sgd({ learningRate: 0.1, ...options }),
    seed: 5,
  });
const quiet = { verbose: 0, batchSize: 4, shuffle: false } as const;
const ema = { useEma: true, emaMomentum: 0.8 } as const;
const weightsOf = (net: ReturnType<typeof build>) => {
  const weights = net.getWeights();
  const values = weights.map((weight) => Array.from(weight.dataSync()));
  for (const weight of weights) weight.dispose();
  return values;
};

test('the history has the learning rate after all else, and callbacks that come after see it', async () => {
  const net = build();
  const seen: (number | undefined)[] = [];
  const watch: Callback = { onEpochEnd: (_, logs) => void seen.push(logs['learning_rate']) };
  const { history } = await net.fit(x, y, {
    ...quiet,
    epochs: 3,
    callbacks: [callbacks.learningRateScheduler((epoch) => 0.1 / 2 ** epoch), watch],
  });
  expect(Object.keys(history)).toEqual(['loss', 'learning_rate']);
  expect(history.learning_rate).toEqual([0.1, 0.05, 0.025]);
  expect(seen).toEqual(history.learning_rate);
  net.dispose();
});

test('each says what it does where it is told to', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const net = build();
  await net.fit(x, y, {
    ...quiet,
    epochs: 3,
    callbacks: [
      callbacks.learningRateScheduler((_, rate) => rate, { verbose: 1 }),
      callbacks.reduceLROnPlateau({ monitor: 'loss', minDelta: 100, patience: 2, factor: 0.5, verbose: 1 }),
    ],
  });
  expect(log.mock.calls.flat()).toEqual([
    '\nEpoch 1: LearningRateScheduler setting learning rate to 0.1.',
    '\nEpoch 2: LearningRateScheduler setting learning rate to 0.1.',
    '\nEpoch 3: LearningRateScheduler setting learning rate to 0.1.',
    '\nEpoch 3: ReduceLROnPlateau reducing learning rate to 0.05.',
  ]);
  log.mockRestore();
  net.dispose();
});

test('where a schedule gives the rate, it is not set', async () => {
  const net = build({
    learningRate: schedules.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 5, decayRate: 0.5 }),
  });
  const callback = callbacks.learningRateScheduler((_, rate) => rate);
  await expect(net.fit(x, y, { ...quiet, callbacks: [callback] })).rejects.toThrow(
    'learningRate cannot be set where a schedule gives it (ExponentialDecay); compile with a number to set it',
  );
  net.dispose();
});

test('what a function gives in the place of a rate is named, with its epoch', async () => {
  const net = build();
  const callback = callbacks.learningRateScheduler((epoch) => (epoch === 1 ? Number.NaN : 0.1));
  await expect(net.fit(x, y, { ...quiet, epochs: 3, callbacks: [callback] })).rejects.toThrow(
    'learningRateScheduler: schedule must give a number of zero or more, got NaN for epoch 1',
  );
  net.dispose();
});

test('what is watched and not there is named', async () => {
  const net = build();
  await expect(net.fit(x, y, { ...quiet, callbacks: [callbacks.reduceLROnPlateau()] })).rejects.toThrow(
    /^reduceLROnPlateau watches 'val_loss', but the logs have loss/,
  );
  net.dispose();
});

test('evaluate and predict have the means, and the weights come back, also where something fails', async () => {
  const before = tf.memory().numTensors;
  const net = build(ema);
  let trained: number[][] = [];
  await net.fit(x, y, {
    ...quiet,
    epochs: 2,
    callbacks: [{ onEpochEnd: (epoch) => void (trained = epoch === 1 ? weightsOf(net) : trained) }],
  });
  // as in Keras, training ends with the means
  const ended = weightsOf(net);
  expect(ended).not.toEqual(trained);
  await net.fit(x, y, quiet);
  const swap = callbacks.swapEMAWeights();
  const own = weightsOf(net);
  await net.fit(x, y, {
    ...quiet,
    callbacks: [{ onEpochEnd: () => void (trained = weightsOf(net)) }],
  });
  let shown: number[][] = [];
  const look: Callback = {
    onTestBegin: () => void (shown = weightsOf(net)),
    onPredictBegin: () => void (shown = weightsOf(net)),
  };
  const fail: Callback = {
    onTestEnd: () => {
      throw new Error('the hook broke');
    },
  };
  expect(own).not.toEqual(trained);
  const held = weightsOf(net);
  await expect(net.evaluate(x, y, { verbose: 0, callbacks: [fail, swap, look] })).rejects.toThrow(
    'the hook broke',
  );
  expect(weightsOf(net)).toEqual(held);
  (await net.predict(x, { callbacks: [swap, look] })).dispose();
  expect(weightsOf(net)).toEqual(held);
  expect(shown.length).toBe(2);
  net.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('validation has the means, training the weights, and both end where Keras ends, stopped early too', async () => {
  for (const swapOnEpoch of [false, true]) {
    const [plain, swapped] = [build(ema), build(ema)];
    const stop: Callback = {
      setModel: (model) => {
        stop.onEpochEnd = (epoch) => void (model.stopTraining = epoch === 1);
      },
      onEpochEnd: () => undefined,
    };
    const later: Callback = {
      setModel: stop.setModel!,
      onEpochEnd: (epoch, logs) => stop.onEpochEnd!(epoch, logs),
    };
    const options = { ...quiet, epochs: 5, validationData: [x, y] as const };
    const a = await plain.fit(x, y, { ...options, callbacks: [later] });
    const b = await swapped.fit(x, y, {
      ...options,
      callbacks: [callbacks.swapEMAWeights({ swapOnEpoch }), later],
    });
    expect(b.history.loss).toEqual(a.history.loss);
    expect(b.history.val_loss).not.toEqual(a.history.val_loss);
    expect(weightsOf(swapped)).toEqual(weightsOf(plain));
    plain.dispose();
    swapped.dispose();
  }
});

test.each([false, true])('a worker swaps as this thread does (swapOnEpoch: %s)', async (swapOnEpoch) => {
  const worker = openWorker(doors);
  const [here, there] = [build(ema), build(ema)];
  const seen: number[][][] = [];
  const look = (net: typeof here): Callback => ({ onEpochEnd: () => void seen.push(weightsOf(net)) });
  const options = { ...quiet, epochs: 3, validationData: [x, y] as const };
  const all = () => [
    callbacks.swapEMAWeights({ swapOnEpoch }),
    callbacks.learningRateScheduler((_, rate) => rate / 2),
  ];
  const wanted = await here.fit(x, y, { ...options, callbacks: [...all(), look(here)] });
  const found = await there.fit(x, y, { ...options, worker, callbacks: [...all(), look(there)] });
  expect(found.history).toEqual(wanted.history);
  expect(seen.slice(3)).toEqual(seen.slice(0, 3));
  expect(weightsOf(there)).toEqual(weightsOf(here));
  here.dispose();
  there.dispose();
});

test('an optimizer that keeps no means is told of', async () => {
  const net = build();
  const swap = callbacks.swapEMAWeights();
  const sentence =
    'swapEMAWeights needs an optimizer that keeps means of the weights: optimizers.adam({ useEma: true })';
  await expect(net.fit(x, y, { ...quiet, callbacks: [swap] })).rejects.toThrow(sentence);
  await expect(net.model.predict(x, { callbacks: [swap] })).rejects.toThrow(sentence);
  net.dispose();
});

test.each([
  [
    'reduceLROnPlateau',
    () => callbacks.reduceLROnPlateau({ monitor: 'loss', minDelta: 100, patience: 2, factor: 0.5 }),
  ],
  ['swapEMAWeights', () => callbacks.swapEMAWeights()],
  ['swapEMAWeights between epochs', () => callbacks.swapEMAWeights({ swapOnEpoch: true })],
] as const)('a run with %s that was broken off goes on to the same', async (_, make) => {
  const folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
  const options = { ...quiet, epochs: 6, validationData: [x, y] as const };
  const whole = build(ema);
  const wanted = await whole.fit(x, y, { ...options, callbacks: [make()] });
  const breaks: Callback = {
    onTrainBatchEnd: (batch) => {
      if (batch === 1 && epoch === 3) throw new Error('the power went');
    },
    onEpochBegin: (now) => void (epoch = now),
  };
  let epoch = 0;
  const kept = () => callbacks.backupAndRestore(join(folder, 'backup'));
  const first = build(ema);
  await expect(first.fit(x, y, { ...options, callbacks: [make(), kept(), breaks] })).rejects.toThrow(
    'the power went',
  );
  const second = build(ema);
  const found = await second.fit(x, y, { ...options, callbacks: [make(), kept(), {}] });
  expect(found.history).toEqual(wanted.history);
  expect(weightsOf(second)).toEqual(weightsOf(whole));
  for (const net of [whole, first, second]) net.dispose();
  await rm(folder, { recursive: true });
});

test('in a worker means between epochs and a backup are refused together', async () => {
  const worker = openWorker(doors);
  const net = build(ema);
  const both = [callbacks.swapEMAWeights({ swapOnEpoch: true }), callbacks.backupAndRestore('backup')];
  await expect(net.fit(x, y, { ...quiet, worker, callbacks: both })).rejects.toThrow(
    'backupAndRestore: in a worker swapEMAWeights must leave swapOnEpoch false',
  );
  net.dispose();
});
