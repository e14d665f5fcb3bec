// Learning rates that follow from the step: by themselves, in training, in files, and in a worker.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as doors from '../src/worker/index.js';
import { layers, loadModel, optimizers, schedules, sequential } from '../src/index.js';
import { openWorker } from './worker/open-worker.js';

let folder: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

const x = Array.from({ length: 24 }, (_, i) => [Math.sin(i), Math.cos(i * 3), i / 24]);
const y = x.map(([a, b]) => [a! - b!]);
const cosine = schedules.cosineDecay({
  initialLearningRate: 0.01,
  decaySteps: 20,
  warmupTarget: 0.1,
  warmupSteps: 5,
});
const build = (learningRate: schedules.LearningRate) =>
  sequential([3], [layers.dense(4, { activation: 'tanh' }), layers.dense(1)]).compile({
    loss: 'mse',
    optimizer: optimizers.adam({ learningRate }),
    seed: 3,
  });
const quiet = { verbose: 0, batchSize: 6 } as const;
const oneOver = (step: number) => 0.1 / (step + 1);

test('the rate is that of the step at hand', async () => {
  const net = build(cosine);
  expect(net.optimizer.learningRate).toBe(cosine.at(0));
  await net.fit(x, y, { ...quiet, epochs: 2 });
  expect(net.optimizer.iterations).toBe(8);
  expect(net.optimizer.learningRate).toBe(cosine.at(8));
  expect(cosine.at(8)).not.toBe(cosine.at(0));
  net.dispose();
});

test('a function is a schedule, and comes to what numbers set by hand come to', async () => {
  const [whole, byHand] = [build(oneOver), build(0.1)];
  const { history } = await whole.fit(x, y, { ...quiet, shuffle: false, epochs: 2 });
  let step = 0;
  const set = () => void (byHand.optimizer.learningRate = Math.fround(oneOver(step++)));
  const wanted = await byHand.fit(x, y, {
    ...quiet,
    shuffle: false,
    epochs: 2,
    callbacks: [{ onTrainBatchBegin: set }],
  });
  expect(history.loss).toEqual(wanted.history.loss);
  whole.dispose();
  byHand.dispose();
});

test.each([
  ['a schedule', cosine],
  ['a function', oneOver],
] as const)('training goes on from a file with %s', async (_, rate) => {
  const path = join(folder, 'net');
  const whole = build(rate);
  const expected = (await whole.fit(x, y, { ...quiet, epochs: 4 })).history.loss;
  const first = build(rate);
  await first.fit(x, y, { ...quiet, epochs: 2 });
  await first.save(path);
  const loaded = await loadModel(path, { input: [3], output: [1] });
  const second = loaded.compile({
    loss: 'mse',
    optimizer: optimizers.adam({ learningRate: rate }),
    seed: 3,
  });
  expect(second.optimizer.learningRate).toBe(first.optimizer.learningRate);
  const { history } = await second.fit(x, y, { ...quiet, epochs: 4, initialEpoch: 2 });
  expect(history.loss).toEqual(expected.slice(2));
  for (const net of [whole, first, second]) net.dispose();
});

test('a rate that compile is given anew stands in the place of a schedule in the file, and the other way round', async () => {
  const path = join(folder, 'other');
  const first = build(cosine);
  await first.fit(x, y, quiet);
  await first.save(path);
  const compiled = async (learningRate: schedules.LearningRate) =>
    (await loadModel(path, { input: [3], output: [1] })).compile({
      loss: 'mse',
      optimizer: optimizers.adam({ learningRate }),
    });
  const fixed = await compiled(0.5);
  expect([fixed.optimizer.learningRate, fixed.optimizer.iterations]).toEqual([0.5, 4]);
  const own = await compiled(oneOver);
  expect(own.optimizer.learningRate).toBe(Math.fround(oneOver(4)));
  for (const net of [first, fixed, own]) net.dispose();
});

test('a rate cannot be set where a schedule gives it, as in Keras', () => {
  const net = build(cosine);
  expect(() => (net.optimizer.learningRate = 0.1)).toThrow(
    'learningRate cannot be set where a schedule gives it (CosineDecay); compile with a number to set it',
  );
  net.dispose();
});

test('a schedule that gives no rate is named, and so is the step; nothing is left in memory', async () => {
  const net = build(schedules.custom((step) => (step < 2 ? 0.1 : Number.NaN), { name: 'half' }));
  net.drawWeights();
  const count = tf.memory().numTensors;
  await expect(net.fit(x, y, quiet)).rejects.toThrow(
    "the schedule 'half' gives NaN for step 2; a learning rate is a number of zero or more",
  );
  net.dispose();
  expect(tf.memory().numTensors).toBeLessThanOrEqual(count);
  expect(() => cosine.at(0.5)).toThrow('CosineDecay: step must be a whole number, zero or more, got 0.5');
});

test('a schedule goes along to a worker; a function is refused by its name', async () => {
  const worker = openWorker(doors);
  const [here, there] = [build(cosine), build(cosine)];
  const callbacks = [{ onTrainBatchBegin: () => undefined }];
  const wanted = await here.fit(x, y, { ...quiet, epochs: 2 });
  const found = await there.fit(x, y, { ...quiet, epochs: 2, worker, callbacks });
  expect(found.history).toEqual(wanted.history);
  expect(there.optimizer.learningRate).toBe(here.optimizer.learningRate);
  const own = build(oneOver);
  await expect(own.fit(x, y, { ...quiet, worker })).rejects.toThrow(
    "fit in a worker needs a schedule of shapewright's own, got 'oneOver'",
  );
  for (const net of [here, there, own]) net.dispose();
});

test('what is summarised of an optimizer has no rate of its own where a schedule gives it', async () => {
  const linesOf = async (learningRate: schedules.LearningRate) => {
    const net = build(learningRate);
    await net.fit(x, y, quiet);
    const lines: string[] = [];
    net.summary({ printFn: (line) => void lines.push(line) });
    net.dispose();
    return lines.join('\n');
  };
  // 21 weights, two slots of each, the count of steps, and the rate
  expect(await linesOf(0.1)).toMatch(/Optimizer params: 44/);
  expect(await linesOf(cosine)).toMatch(/Optimizer params: 43/);
});
