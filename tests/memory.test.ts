// What a model made is freed with it: `tf.memory().numTensors` is the same before and after.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import * as tfd from '@tensorflow/tfjs-data';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { input, layers, loadModel, model, sequential, useBackend } from '../src/index.js';

const {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  embedding,
  flatten,
  globalAveragePooling1d,
  maxPooling2d,
} = layers;
const folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
afterAll(() => rm(folder, { recursive: true }));

const build = () =>
  sequential(
    [6, 6, 1],
    [
      conv2d(2, 3, { activation: 'relu', kernelConstraint: 'maxNorm', kernelRegularizer: 'l2' }),
      batchNormalization(),
      maxPooling2d(2),
      flatten(),
      dropout(0.5),
      dense(3),
    ],
  );
const settings = {
  optimizer: 'adam',
  loss: 'categoricalCrossentropy',
  metrics: ['accuracy'],
  seed: 1,
} as const;
const x = {
  values: Float32Array.from({ length: 10 * 36 }, (_, i) => Math.sin(i)),
  shape: [10, 6, 6, 1],
} as const;
const y = {
  values: Float32Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 1 : 0)),
  shape: [10, 3],
} as const;
const quiet = { verbose: 0 } as const;
const count = () => tf.memory().numTensors;

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => void (await useBackend(backend)));

  test('build, fit, evaluate, predict, save, load and dispose leave nothing behind', async () => {
    const before = count();
    const net = build().compile(settings);
    await net.fit(x, y, { ...quiet, epochs: 2, batchSize: 4, validationSplit: 0.2 });
    const trained = count();
    await net.fit(x, y, { ...quiet, batchSize: 4, sampleWeight: x.values.subarray(0, 10) });
    await net.evaluate(x, y, quiet);
    (await net.predict(x)).dispose();
    await net.save(join(folder, 'net'));
    await net.saveWeights(join(folder, 'weights'));
    await net.loadWeights(join(folder, 'weights'));
    expect(count()).toBe(trained);
    const loaded = await loadModel(join(folder, 'net'), { input: [6, 6, 1], output: [3] });
    (await loaded.predict(x)).dispose();
    loaded.dispose();
    expect(count()).toBe(trained);
    net.dispose();
    net.dispose();
    expect(count()).toBe(before);
    // a model that was disposed of begins anew where that is asked for
    net.drawWeights();
    (await net.predict(x)).dispose();
    net.dispose();
    expect(count()).toBe(before);
  });

  test('tensors that are given are left to whoever gave them', async () => {
    const before = count();
    const [xs, ys] = [
      tf.tensor(x.values, [10, 6, 6, 1]) as tf.Tensor4D,
      tf.tensor(y.values, [10, 3]) as tf.Tensor2D,
    ];
    const net = build().compile(settings);
    await net.fit(xs, ys, quiet);
    await net.evaluate(xs, ys, quiet);
    (await net.predict(xs)).dispose();
    expect([xs.isDisposed, ys.isDisposed]).toEqual([false, false]);
    net.dispose();
    tf.dispose([xs, ys]);
    expect(count()).toBe(before);
  });

  test('a data set leaves nothing behind', async () => {
    const before = count();
    const net = build().compile(settings);
    const stream = tfd.generator(function* () {
      for (let i = 0; i < 3; i++) yield { xs: tf.ones([2, 6, 6, 1]), ys: tf.ones([2, 3]) };
    });
    await net.fit(stream, { ...quiet, epochs: 2, validationData: stream });
    await net.evaluate(stream, quiet);
    net.dispose();
    expect(count()).toBe(before);
  });

  test('masks leave nothing behind', async () => {
    const before = count();
    const net = sequential(
      [4],
      [embedding(5, 3, { maskZero: true }), globalAveragePooling1d(), dense(1)],
    ).compile({
      loss: 'mse',
    });
    const words = [
      [1, 2, 0, 0],
      [3, 0, 0, 0],
    ];
    await net.fit(words, [[1], [2]], quiet);
    (await net.predict(words)).dispose();
    net.dispose();
    expect(count()).toBe(before);
  });

  test('fit that fails midway leaves nothing behind, and a model that still works', async () => {
    const net = build().compile(settings);
    await net.fit(x, y, quiet);
    const trained = count();
    const boom = {
      onTrainBatchEnd: () => {
        throw new Error('boom');
      },
    };
    await expect(net.fit(x, y, { ...quiet, callbacks: [boom] })).rejects.toThrow('boom');
    expect(count()).toBe(trained);
    const stream = tfd.generator(function* () {
      yield { xs: tf.ones([2, 6, 6, 1]), ys: tf.ones([2, 3]) };
      throw new Error('no more');
    });
    await expect(net.fit(stream, quiet)).rejects.toThrow('no more');
    expect(count()).toBe(trained);
    const wrong = tfd.array([1]).map(() => ({ xs: tf.ones([2, 6, 5, 1]), ys: tf.ones([2, 3]) }));
    await expect(net.fit(wrong, quiet)).rejects.toThrow(/\[2, 6, 5, 1\]/);
    expect(count()).toBe(trained);
    await expect(
      net.fit(x, { values: y.values.map(() => Number.NaN), shape: y.shape }, quiet),
    ).rejects.toThrow(/NaN/);
    await net.fit(x, y, quiet);
    expect(count()).toBe(trained);
    net.dispose();
  });

  test('plain tfjs on the emitted model leaves nothing behind', async () => {
    const before = count();
    const net = build();
    const emitted = net.toLayersModel() as unknown as tfl.LayersModel;
    tf.dispose(tf.tidy(() => emitted.predict(tf.ones([2, 6, 6, 1]))));
    net.dispose();
    expect(count()).toBe(before);
  });
});

describe('layers that two models share', () => {
  test('keep their weights until the last of the models is disposed of', async () => {
    await useBackend('cpu');
    const before = count();
    const shared = dense(3);
    const short = sequential([2], [shared]);
    const long = sequential([2], [shared, dense(1)]);
    const expected = await short.predict([[1, 2]]);
    (await long.predict([[1, 2]])).dispose();
    long.dispose();
    const after = await short.predict([[1, 2]]);
    expect([...after.dataSync()]).toEqual([...expected.dataSync()]);
    short.dispose();
    tf.dispose([expected, after] as never);
    expect(count()).toBe(before);
  });

  test('are freed once, though a model calls them twice', async () => {
    const before = count();
    const shared = dense(2);
    const x = input([2]);
    const net = model({ inputs: x, outputs: shared(shared(x)) });
    (await net.predict([[1, 2]])).dispose();
    net.dispose();
    expect(count()).toBe(before);
  });

  test('of nested models are freed with the whole, unless the part was used by itself', async () => {
    const before = count();
    const x = input([2]);
    const part = model({ inputs: x, outputs: x.dense(2) });
    const whole = sequential([2], [part, dense(1)]);
    (await whole.predict([[1, 2]])).dispose();
    whole.dispose();
    expect(count()).toBe(before);
    await expect(part.predict([[1, 2]])).rejects.toThrow(
      /has a layer 'dense' that was disposed of with another model/,
    );
    part.drawWeights();
    const expected = await part.predict([[1, 2]]);
    whole.drawWeights();
    (await whole.predict([[1, 2]])).dispose();
    whole.dispose();
    const after = await part.predict([[1, 2]]);
    expect([...after.dataSync()]).toEqual([...expected.dataSync()]);
    part.dispose();
    tf.dispose([expected, after] as never);
    expect(count()).toBe(before);
  });
});

test('a loss that throws, or gives no tensor, leaves nothing behind', async () => {
  await useBackend('cpu');
  const wrong = {
    thrown: () => {
      throw new Error('no loss today');
    },
    nothing: () => undefined as never,
    number: () => 3 as never,
  };
  for (const loss of Object.values(wrong)) {
    const net = sequential([2], [dense(3, { activation: 'tanh' }), dense(1)]).compile({ loss });
    await net.evaluate([[1, 2]], [[1]], quiet).catch(() => undefined);
    const before = count();
    await expect(net.fit([[1, 2]], [[1]], quiet)).rejects.toThrow(
      /no loss today|must give a tensor of losses/,
    );
    await expect(net.evaluate([[1, 2]], [[1]], quiet)).rejects.toThrow(/no loss today|the loss '/);
    expect(count()).toBe(before);
    net.dispose();
  }
});
