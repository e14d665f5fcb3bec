import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { input, layers, loadModel, sequential } from '../../src/index.js';

const { dense, batchNormalization } = layers;
const x = [[1, 2, 3]];

test('weights are read and set before compile, on a model and on each of its layers', async () => {
  const before = tf.memory().numTensors;
  const inner = input([4]).dense(2).toModel({ name: 'inner' });
  const build = () => sequential([3], [dense(4), batchNormalization(), inner]);
  const [one, two] = [build(), sequential([3], [dense(4), batchNormalization(), dense(2)])];
  const shapes = one
    .getLayer('inner')
    .getWeights()
    .map(({ shape }) => shape);
  expect(shapes).toEqual([[4, 2], [2]]);
  expect(one.getWeights()).toHaveLength(8);
  expect(one.getLayer('batch_normalization').getWeights()).toHaveLength(4);
  for (const i of [0, 1, 2]) two.getLayer(i).setWeights(one.getLayer(i).getWeights());
  const outputs = [await one.predict(x), await two.predict(x)];
  expect(outputs[1]!.arraySync()).toEqual(outputs[0]!.arraySync());
  expect(() => two.getLayer(0).setWeights([tf.zeros([3, 5]) as never, tf.zeros([4]) as never])).toThrow(
    /dense\/kernel has shape \[3, 4\], got \[3, 5\]/,
  );
  two.setWeights(one.getWeights());
  expect(tf.memory().numTensors).toBeGreaterThan(before);
});

test('what is saved are the weights and the state of the moment when save was called', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
  const net = input([3]).dense(2).toModel().compile({ optimizer: 'adam', loss: 'mse' });
  await net.fit(x, [[1, 2]], { verbose: 0 });
  const weights = net.getWeights();
  const then = weights.map((weight) => [...weight.dataSync()]);
  const saving = net.save(folder);
  net.setWeights(weights.map((weight) => tf.zeros(weight.shape as number[]) as never));
  net.dispose();
  await saving;
  const loaded = await loadModel(folder, { input: [3], output: [2] });
  expect(loaded.getWeights().map((weight) => [...weight.dataSync()])).toEqual(then);
  await rm(folder, { recursive: true });
});

test('a list of layers that was loaded can be added to and popped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
  const saved = sequential([3], [dense(4), dense(2)]);
  await saved.save(folder);
  const loaded = await loadModel(folder, { input: [3], output: [2], sequential: true });
  const longer = loaded.add(dense(5)).pop().pop().add(dense(2));
  expect(longer.layers.map(({ name }) => name)).toEqual(['dense', 'dense_1']);
  expect(
    loaded
      .pop()
      .getWeights()
      .map((weight) => [...weight.dataSync()]),
  ).toEqual(
    saved
      .pop()
      .getWeights()
      .map((weight) => [...weight.dataSync()]),
  );
  await input([3]).dense(1).toModel().save(folder);
  await expect(loadModel(folder, { input: [3], output: [1], sequential: true })).rejects.toThrow(
    /holds a graph, not a list of layers/,
  );
  await rm(folder, { recursive: true });
});
