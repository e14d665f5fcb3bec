// One batch at a time: trainOnBatch, testOnBatch and predictOnBatch are what fit, evaluate and predict do with it.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { input, layers, model, sequential, useBackend } from '../src/index.js';

const { dense } = layers;
const quiet = { verbose: 0 } as const;
beforeAll(async () => void (await useBackend('cpu')));

const x = Array.from({ length: 6 }, (_, i) => [i / 6, (i % 3) / 3]);
const y = [0, 1, 1, 0, 1, 0];
const begin = () =>
  sequential([2], [dense(4, { activation: 'tanh', kernelRegularizer: 'l2' }), dense(2)]).compile({
    loss: 'mse',
    optimizer: 'adam',
    metrics: ['mae'],
    weightedMetrics: ['mae'],
    seed: 2,
  });
const labels = y.map((label) => [label, 1 - label]);
const sampleWeight = [1, 0, 2, 1, 3, 0.5];
const valuesOf = (tensors: readonly unknown[]) =>
  (tensors as readonly tf.Tensor[]).map((tensor) => {
    const values = [...tensor.dataSync()];
    tensor.dispose();
    return values;
  });

test('steps are those of fit over the same batches', async () => {
  const [one, other] = [begin(), begin()];
  const { history } = await one.fit(x, labels, {
    ...quiet,
    shuffle: false,
    batchSize: 3,
    epochs: 2,
    sampleWeight,
  });
  const logs: { readonly loss: number; readonly mae: number; readonly weighted_mae: number }[] = [];
  for (const from of [0, 3, 0, 3])
    logs.push(
      await other.trainOnBatch(x.slice(from, from + 3), labels.slice(from, from + 3), {
        sampleWeight: sampleWeight.slice(from, from + 3),
      }),
    );
  expect(valuesOf(other.getWeights())).toEqual(valuesOf(one.getWeights()));
  expect(other.optimizer.iterations).toBe(4);
  // each call begins the metrics anew: the epoch's are means of two batches
  const mean = (name: 'loss' | 'mae', at: number) => (logs[at]![name] + logs[at + 1]![name]) / 2;
  expect([mean('loss', 0), mean('loss', 2)]).toEqual(history.loss.map((value) => expect.closeTo(value, 5)));
  expect([mean('mae', 0), mean('mae', 2)]).toEqual(history.mae.map((value) => expect.closeTo(value, 5)));
  one.dispose();
  other.dispose();
});

test('testOnBatch is evaluate, predictOnBatch is predict, and neither changes the model', async () => {
  const net = begin();
  const wanted = await net.evaluate(x, labels, { ...quiet, batchSize: 6, sampleWeight });
  expect(await net.testOnBatch(x, labels, { sampleWeight })).toEqual(wanted);
  expect(net.metricsNames).toEqual(['loss', 'mae', 'weighted_mae']);
  expect(await net.testOnBatch(x, labels, { sampleWeight, returnList: true })).toEqual(
    net.metricsNames.map((name) => wanted[name]),
  );
  const [whole, batch] = [await net.predict(x), await net.predictOnBatch(x)];
  expect(batch.shape).toEqual([6, 2]);
  expect(valuesOf([batch])).toEqual(valuesOf([whole]));
  expect(net.optimizer.iterations).toBe(0);
  net.dispose();
});

test('classes weigh, several outputs have names and lists, and data that does not fit is refused', async () => {
  const alone = sequential([2], [dense(1, { kernelInitializer: 'zeros' })]).compile({ loss: 'mse' });
  expect((await alone.trainOnBatch(x, y, { classWeight: { 1: 0 } })).loss).toBe(0);
  const both = { classWeight: { 1: 1 }, sampleWeight } as const;
  await expect(alone.trainOnBatch(x, y, both)).rejects.toThrow(/sampleWeight or classWeight, not both/);
  await expect(alone.trainOnBatch(x, [1])).rejects.toThrow('x has 6 rows, but y has 1');
  alone.dispose();
  const a = input([2]);
  const two = model({ inputs: { a }, outputs: { d: a.dense(1), c: a.dense(1) } }).compile({
    loss: 'mse',
    metrics: { c: ['mae'], d: ['mse'] },
  });
  const list = await two.trainOnBatch({ a: x }, { c: y, d: y }, { returnList: true });
  expect(two.metricsNames).toEqual(['loss', 'c_loss', 'd_loss', 'c_mae', 'd_mse']);
  expect(list).toHaveLength(5);
  const out = await two.predictOnBatch({ a: x });
  expect(valuesOf([out.c, out.d]).map((values) => values.length)).toEqual([6, 6]);
  two.dispose();
});

test('a model that trains elsewhere is left alone, and nothing is left behind', async () => {
  const before = tf.memory().numTensors;
  const net = begin();
  const running = net.fit(x, labels, { ...quiet, epochs: 20 });
  await expect(net.trainOnBatch(x, labels)).rejects.toThrow(/is being trained already/);
  await running;
  const trained = tf.memory().numTensors;
  for (let i = 0; i < 20; i++) {
    await net.trainOnBatch(x, labels);
    await net.testOnBatch(x, labels);
    (await net.predictOnBatch(x)).dispose();
    await net.trainOnBatch(x, [[1]] as never).catch(() => undefined);
  }
  expect(tf.memory().numTensors).toBe(trained);
  net.dispose();
  expect(tf.memory().numTensors).toBe(before);
  await expect(net.trainOnBatch(x, labels)).rejects.toMatchObject({ name: 'DisposedError' });
});
