// What stands around an optimizer's formula, in training, in files and in a worker.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layers, loadModel, optimizers, sequential } from '../src/index.js';
import type { Optimizer } from '../src/training/optimizers/index.js';
import * as doors from '../src/worker/index.js';
import { openWorker } from './worker/open-worker.js';

let folder: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

const x = Array.from({ length: 24 }, (_, i) => [Math.sin(i), Math.cos(i * 3), i / 24]);
const y = x.map(([a, b]) => [a! - b!]);
const quiet = { verbose: 0, batchSize: 5 } as const;
const build = (optimizer: Optimizer) =>
  sequential([3], [layers.dense(4, { activation: 'tanh' }), layers.dense(1)]).compile({
    loss: 'mse',
    optimizer,
    seed: 3,
  });
const weightsOf = (net: ReturnType<typeof build>) => {
  const weights = net.getWeights();
  const values = weights.map((weight) => Array.from(weight.dataSync()));
  for (const weight of weights) weight.dispose();
  return values;
};

const { adam, adafactor, lion, lossScale, muon, sgd } = optimizers;
const made: Readonly<Record<string, () => Optimizer>> = {
  // an epoch of five batches ends in the midst of a step
  'gradient accumulation': () => adam({ learningRate: 0.05, gradientAccumulationSteps: 3 }),
  'means of the weights': () =>
    sgd({ learningRate: 0.1, momentum: 0.9, useEma: true, emaMomentum: 0.8, emaOverwriteFrequency: 4 }),
  'a loss that is scaled': () =>
    lossScale(adam({ learningRate: 0.05, useEma: true }), { dynamicGrowthSteps: 3 }),
  'all at once': () =>
    lossScale(
      lion({ gradientAccumulationSteps: 2, useEma: true, lossScaleFactor: 2, weightDecay: 0.1, clipnorm: 1 }),
    ),
  adafactor: () => adafactor({ learningRate: 0.05 }),
  muon: () => muon({ learningRate: 0.05, excludeLayers: ['dense_1'] }),
};

describe.each(Object.entries(made))('with %s', (_, optimizer) => {
  test('training goes on from a file as if it had never stopped', async () => {
    const before = tf.memory().numTensors;
    const path = join(folder, 'net');
    const whole = build(optimizer());
    const first = build(optimizer());
    // weights are replaced by their means when a run ends: both end there
    await whole.fit(x, y, { ...quiet, epochs: 2 });
    await first.fit(x, y, { ...quiet, epochs: 2 });
    await first.save(path);
    first.dispose();
    const second = (await loadModel(path, { input: [3], output: [1] })).compile({
      loss: 'mse',
      optimizer: optimizer(),
      seed: 3,
    });
    expect(second.optimizer.iterations).toBe(whole.optimizer.iterations);
    const further = { ...quiet, epochs: 4, initialEpoch: 2 };
    const wanted = await whole.fit(x, y, further);
    expect((await second.fit(x, y, further)).history).toEqual(wanted.history);
    expect(weightsOf(second)).toEqual(weightsOf(whole));
    whole.dispose();
    second.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a worker comes to the same', async () => {
    const worker = openWorker(doors);
    const [here, there] = [build(optimizer()), build(optimizer())];
    for (let run = 0; run < 2; run++) {
      const wanted = await here.fit(x, y, { ...quiet, epochs: 2 });
      expect((await there.fit(x, y, { ...quiet, epochs: 2, worker })).history).toEqual(wanted.history);
      expect(weightsOf(there)).toEqual(weightsOf(here));
    }
    here.dispose();
    there.dispose();
  });

  test('many steps leave as many tensors and bytes as one', async () => {
    const net = build(optimizer());
    await net.fit(x, y, { ...quiet, epochs: 1 });
    const { numTensors, numBytes } = tf.memory();
    await net.fit(x, y, { ...quiet, epochs: 200 });
    expect(tf.memory()).toMatchObject({ numTensors, numBytes });
    net.dispose();
  });
});

test('gradients of several batches make the step that one batch of all of them makes', async () => {
  const [whole, parts] = [
    build(sgd({ learningRate: 0.1 })),
    build(sgd({ learningRate: 0.1, gradientAccumulationSteps: 4 })),
  ];
  await whole.fit(x, y, { verbose: 0, shuffle: false, batchSize: 24 });
  await parts.fit(x, y, { verbose: 0, shuffle: false, batchSize: 6 });
  expect([whole.optimizer.iterations, parts.optimizer.iterations]).toEqual([1, 1]);
  weightsOf(parts).forEach((values, i) =>
    values.forEach((value, j) => expect(value).toBeCloseTo(weightsOf(whole)[i]![j]!, 6)),
  );
  whole.dispose();
  parts.dispose();
});

test('a loss that is scaled is told as it is', async () => {
  const [plain, scaled] = [build(sgd()), build(sgd({ lossScaleFactor: 1024 }))];
  const options = { ...quiet, shuffle: false, epochs: 3 };
  const [a, b] = [await plain.fit(x, y, options), await scaled.fit(x, y, options)];
  a.history.loss.forEach((loss, i) => expect(b.history.loss[i]).toBeCloseTo(loss, 6));
  plain.dispose();
  scaled.dispose();
});

test('a weight that is to be left out and is not there is named', async () => {
  const net = build(optimizers.adamW({ excludeFromWeightDecay: { varList: ['dense/bais'] } }));
  await expect(net.fit(x, y, quiet)).rejects.toThrow(
    "fit: excludeFromWeightDecay.varList names 'dense/bais', which the model does not have; did you mean 'dense/bias'?",
  );
  const inner = optimizers.adamW({ excludeFromWeightDecay: { varList: ['nowhere'] } });
  const scaled = build(lossScale(inner));
  await expect(scaled.fit(x, y, quiet)).rejects.toThrow(/names 'nowhere'/);
  net.dispose();
  scaled.dispose();
});

test('a file of an optimizer with other options is taken, and can be saved again', async () => {
  const path = join(folder, 'fewer');
  const first = build(adam({ useEma: true, amsgrad: true }));
  await first.fit(x, y, quiet);
  await first.save(path);
  const load = () => loadModel(path, { input: [3], output: [1] });
  const second = (await load()).compile({ loss: 'mse', optimizer: adam(), seed: 3 });
  await second.fit(x, y, quiet);
  await second.save(path);
  const third = (await load()).compile({ loss: 'mse', optimizer: adam({ useEma: true }), seed: 3 });
  await third.fit(x, y, quiet);
  expect(third.optimizer.iterations).toBe(15);
  for (const net of [first, second, third]) net.dispose();
});

test.each([
  [
    { gradientAccumulationSteps: 1 },
    'sgd: gradientAccumulationSteps must be a whole number of 2 or more, got 1',
  ],
  [
    { excludeFromWeightDecay: ['bias'] },
    "sgd: excludeFromWeightDecay must be weights to leave out, e.g. { varNames: ['bias'] } or { varList: ['dense/kernel'] }, got [\"bias\"]; by words in their names: { varNames: [...] }",
  ],
  [
    { excludeFromWeightDecay: { varNames: ['('] } },
    'sgd: excludeFromWeightDecay must be weights to leave out',
  ],
  [{ learningRate: '0.1' }, 'sgd: learningRate must be a number of zero or more, or a schedule, got "0.1"'],
])('%o is refused', (options, sentence) => {
  expect(() => sgd(options as object)).toThrow(sentence);
});
