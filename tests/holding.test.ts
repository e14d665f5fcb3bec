// Layers that hold layers: what they hold counts as theirs everywhere.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { block, input, layers, loadModel, sequential, useBackend } from '../src/index.js';

const { batchNormalization, conv2d, dense, dropout, flatten, timeDistributed } = layers;

beforeAll(() => useBackend('cpu'));

const film = tf.randomUniform([2, 3, 4, 4, 1], 0, 1, 'float32', 7);

const make = () => {
  const inner = sequential([4, 4, 1], [conv2d(2, 2), flatten(), dense(3)], { name: 'inner' });
  return input([3, 4, 4, 1]).timeDistributed(inner).timeDistributed(dense(2)).toModel();
};

test('their weights have paths of several parts, of models too', () => {
  const paths = make().weights.map(({ path }) => path);
  expect(paths).toEqual([
    'time_distributed/inner/conv2d/kernel',
    'time_distributed/inner/conv2d/bias',
    'time_distributed/inner/dense/kernel',
    'time_distributed/inner/dense/bias',
    'time_distributed_1/dense/kernel',
    'time_distributed_1/dense/bias',
  ]);
});

test('a model that holds models comes back from a file, and its weights with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holding-'));
  try {
    const net = make();
    const before = await net.predict(film);
    await net.save(folder);
    const loaded = await loadModel(folder, { input: [3, 4, 4, 1], output: [3, 2] });
    expect(loaded.weights).toEqual(net.weights);
    expect((await (await loaded.predict(film)).data()).toString()).toBe((await before.data()).toString());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a block inside becomes a model of its size, and is one in a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holding-'));
  try {
    const net = input([3, 4, 4, 1])
      .timeDistributed(block([conv2d(2, 2), flatten()], { name: 'look' }))
      .toModel();
    expect(net.outputShape).toEqual([null, 3, 18]);
    expect(net.weights.map(({ path }) => path)[0]).toBe('time_distributed/look/conv2d/kernel');
    const before = await (await net.predict(film)).data();
    await net.save(folder);
    const loaded = await loadModel(folder, { input: [3, 4, 4, 1], output: [3, 18] });
    expect((await (await loaded.predict(film)).data()).toString()).toBe(before.toString());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('what is frozen inside is not trained, penalties count, and disposing frees all', async () => {
  const before = tf.memory().numTensors;
  const inside = dense(2, { kernelRegularizer: 'l2' });
  const net = input([3, 4]).timeDistributed(batchNormalization()).timeDistributed(inside).toModel();
  const x = tf.ones([2, 3, 4]);
  const y = tf.ones([2, 3, 2]);
  inside.trainable = false;
  expect(net.weights.filter(({ trainable }) => trainable).map(({ path }) => path)).toEqual([
    'time_distributed/batch_normalization/gamma',
    'time_distributed/batch_normalization/beta',
  ]);
  const frozen = net.compile({ optimizer: 'sgd', loss: 'mse' });
  const [kernel, ...others] = net.getLayer('time_distributed_1').getWeights();
  const plain = await frozen.evaluate(x, y, { verbose: 0 });
  await frozen.fit(x, y, { epochs: 1, verbose: 0 });
  const [after, ...more] = net.getLayer('time_distributed_1').getWeights();
  expect([...after!.dataSync()]).toEqual([...kernel!.dataSync()]);
  inside.trainable = true;
  const trained = net.compile({ optimizer: 'sgd', loss: 'mse' });
  expect(net.weights.filter(({ trainable }) => trainable)).toHaveLength(4);
  await trained.fit(x, y, { epochs: 1, verbose: 0 });
  expect(Number.isFinite(plain.loss)).toBe(true);
  net.dispose();
  tf.dispose([x, y]);
  for (const each of net.layers) expect(each.weights.length).toBeGreaterThan(0);
  for (const left of [kernel!, after!, ...others, ...more]) left.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('a layer that is held and stands by itself too has one set of weights', async () => {
  const shared = dense(4);
  const x = input([3, 4]);
  const net = shared(timeDistributed(shared)(x)).toModel();
  expect(net.countParams()).toBe(20);
  expect((await net.predict(tf.ones([1, 3, 4]))).shape).toEqual([1, 3, 4]);
  expect(net.getWeights()).toHaveLength(2);
});

test('what it holds is checked where it is put, in a sentence', () => {
  expect(() => (timeDistributed as unknown as (x: unknown) => unknown)(dense)).toThrow(
    'timeDistributed: layer must be a layer, got function dense; call it: dense(...)',
  );
  const onRows = timeDistributed(dropout(0.5)) as unknown as (x: unknown) => unknown;
  expect(() => onRows(input([4]))).toThrow(
    'timeDistributed needs [batch, steps, ..., features], got [null, 4]',
  );
});
