// Blocks in use: models made of them train, save and load, and cross to a worker; weights at two sizes are the same ones.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { block, input, layers, loadModel, model, repeat, residual, useBackend } from '../src/index.js';
import * as doors from '../src/worker/index.js';
import { openWorker } from './worker/open-worker.js';

const { conv2d, globalAveragePooling2d, reLU } = layers;
const same = { padding: 'same' } as const;
const folder = mkdtempSync(join(tmpdir(), 'blocks-'));

beforeAll(() => useBackend('cpu').then(() => undefined));
afterAll(() => rmSync(folder, { recursive: true }));

const net = () =>
  input([8, 8, 2])
    .apply(block([conv2d(4, 3, same), reLU()], { name: 'stem' }))
    .apply(repeat(2, () => residual([conv2d(4, 3, same), reLU()])))
    .apply(residual(conv2d(6, 3, { ...same, strides: 2 }), { shortcut: conv2d(6, 1, { strides: 2 }) }))
    .globalAveragePooling2d({})
    .dense(1)
    .toModel();
const x = {
  values: Float32Array.from({ length: 6 * 128 }, (_, i) => Math.sin(i)),
  shape: [6, 8, 8, 2],
} as const;
const y = [[1], [0], [1], [0], [1], [0]];

test('a model of blocks trains, and comes back from its file as it was', async () => {
  const trainable = net().compile({ optimizer: 'adam', loss: 'mse', seed: 2 });
  const { history } = await trainable.fit(x, y, { epochs: 8, verbose: 0 });
  expect(history.loss.at(-1)).toBeLessThan(history.loss[0]!);
  const path = join(folder, 'net');
  await trainable.save(path);
  const loaded = await loadModel(path, { input: [8, 8, 2], output: [1] });
  expect(loaded.weights.map((weight) => weight.path)).toEqual(
    trainable.model.weights.map((weight) => weight.path),
  );
  const [before, after] = await Promise.all([trainable.predict(x), loaded.predict(x)]);
  expect([...after.dataSync()]).toEqual([...before.dataSync()]);
  tf.dispose([before, after] as never);
  trainable.dispose();
  loaded.dispose();
});

test('a block at two sizes has one set of weights, trained once a step', async () => {
  const shared = block([conv2d(3, 3, same), globalAveragePooling2d({})], { name: 'shared' });
  const [small, large] = [input([4, 4, 1]), input([6, 6, 1])];
  const both = model({
    inputs: { small, large },
    outputs: shared(small).concatenate(shared(large)).dense(1),
  });
  expect(both.weights.map(({ path }) => path)).toEqual(
    ['shared_1/conv2d/kernel', 'shared_1/conv2d/bias', 'dense/kernel', 'dense/bias'].map((path) =>
      path.replace('shared_1', both.layers[0]!.name),
    ),
  );
  expect(both.countParams()).toBe(30 + 7);
  const trainable = both.compile({ optimizer: 'sgd', loss: 'mse', seed: 1 });
  expect(trainable.getWeights().length).toBe(4);
  const image = (size: number) =>
    ({ values: new Float32Array(2 * size * size).fill(0.5), shape: [2, size, size, 1] }) as const;
  const { history } = await trainable.fit({ small: image(4), large: image(6) }, [[1], [0]], {
    epochs: 5,
    verbose: 0,
  });
  expect(history.loss.at(-1)).toBeLessThan(history.loss[0]!);
  trainable.dispose();
});

test('a model of blocks trains in a worker as here', async () => {
  const worker = openWorker(doors);
  const compiled = () => net().compile({ optimizer: 'adam', loss: 'mse', seed: 2 });
  const options = { epochs: 2, verbose: 0, shuffle: false } as const;
  const [here, there] = [compiled(), compiled()];
  const wanted = await here.fit(x, y, options);
  const found = await there.fit(x, y, { ...options, worker });
  expect(found.history).toEqual(wanted.history);
  here.dispose();
  there.dispose();
});
