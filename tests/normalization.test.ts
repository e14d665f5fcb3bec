// Statistics of data, given to a layer before it stands in a model.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { layers, loadModel, sequential, useBackend } from '../src/index.js';

const { dense, normalization } = layers;
beforeAll(() => useBackend('cpu'));

const rows = [
  [1, 10],
  [2, 20],
  [6, 60],
];

test('adapt gives another layer, with the mean and variance of each feature', async () => {
  const plain = normalization({ name: 'scaled' });
  const before = tf.memory().numTensors;
  const scaled = await plain.adapt(rows);
  expect(tf.memory().numTensors).toBe(before);
  const net = sequential([2], [scaled]);
  expect(net.weights.map(({ path, trainable }) => [path, trainable])).toEqual([
    ['scaled/mean', false],
    ['scaled/variance', false],
    ['scaled/count', false],
  ]);
  const [mean, variance] = net.getWeights();
  expect([...mean!.dataSync()]).toEqual([3, 30]);
  expect([...variance!.dataSync()].map((each) => Number(each.toFixed(3)))).toEqual([4.667, 466.667]);
  const given = [...(await (await net.predict(rows)).data())];
  expect(given.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
  const [untouched] = sequential([2], [plain]).getWeights();
  expect([...untouched!.dataSync()]).toEqual([0, 0]);
});

test.each([
  ['lists', rows],
  ['flat numbers', { values: Float32Array.from(rows.flat()), shape: [3, 2] }],
  ['a tensor', tf.tensor2d(rows)],
] as const)('%s are data', async (_, data) => {
  const net = sequential([2], [await normalization({ axis: null }).adapt(data)]);
  const [mean] = net.getWeights();
  expect(mean!.dataSync()[0]).toBeCloseTo(16.5, 4);
});

test('its statistics stay in training, and are in files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'normalization-'));
  try {
    const net = sequential([2], [await normalization().adapt(rows), dense(1)]);
    const trained = net.compile({ loss: 'mse', optimizer: 'sgd', seed: 1 });
    await trained.fit(rows, [[1], [2], [3]], { epochs: 2, verbose: 0 });
    expect([...net.getWeights()[0]!.dataSync()]).toEqual([3, 30]);
    await trained.save(folder);
    const loaded = await loadModel(folder, { input: [2], output: [1] });
    expect([...(await (await loaded.predict(rows)).data())]).toEqual([
      ...(await (await trained.predict(rows)).data()),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('what does not go together is said', async () => {
  const scaled = await normalization().adapt(rows);
  expect(() => (scaled as unknown as (x: unknown) => unknown)(sequential([3]).output)).toThrow(
    'normalization was adapted to data of [2] along its axes, got [null, 3]',
  );
  expect(() => normalization({ mean: 1 })).toThrow('normalization: mean and variance are given together');
  expect(() => normalization({ mean: 1, variance: -1 })).toThrow(
    'normalization: variance must be zero or more',
  );
  expect(() => normalization({ mean: [1, 2], variance: 1 })).toThrow(
    'normalization: mean and variance must have as many numbers, or be one number each',
  );
  // @ts-expect-error -- the types say the same
  expect(() => sequential([3], [normalization({ mean: [1, 2], variance: [1, 2] })])).toThrow(
    'normalization: mean has 2 numbers for the axes [3], got [null, 3]',
  );
  await expect(normalization({ mean: 1, variance: 1 }).adapt(rows)).rejects.toThrow(
    'normalization has its mean and variance: adapt is for one that was given none',
  );
  await expect(normalization().adapt([[1, 2], [3]])).rejects.toThrow(
    'normalization: adapt needs numbers: lists of one length, { values, shape } or a tensor, got [[1, 2], [3]]',
  );
  await expect(normalization({ axis: 2 }).adapt(rows)).rejects.toThrow(
    'normalization: adapt needs data with an axis 2, got [3, 2]',
  );
});
