// What tfjs 4.22 gets wrong, each line a defect of it that must not be one of ours.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  input,
  layers,
  loadModel,
  metrics,
  model,
  optimizers,
  regularizers,
  sequential,
  useBackend,
} from '../src/index.js';

const { batchNormalization, dense, dropout, flatten, maxPooling2d } = layers;
const folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
beforeEach(() => tf.setBackend('cpu').then(() => undefined));
afterAll(() => rm(folder, { recursive: true }));

const ones = [[1, 1]];
const quiet = { verbose: 0 } as const;

describe('wrong results', () => {
  test('evaluate of several outputs names each value rightly, and history too', async () => {
    const x = input([2]);
    const both = model({
      inputs: x,
      outputs: {
        a: x.dense(1, { kernelInitializer: 'zeros' }),
        b: x.dense(1, { kernelInitializer: 'zeros' }),
      },
    }).compile({
      optimizer: optimizers.sgd({ learningRate: 0 }),
      loss: 'mse',
      metrics: { a: ['mae'], b: ['mae'] },
    });
    const labels = { a: [[2]], b: [[3]] };
    const wanted = { loss: 13, a_loss: 4, b_loss: 9, a_mae: 2, b_mae: 3 };
    expect(await both.evaluate(ones, labels, quiet)).toMatchObject(wanted);
    const { history } = await both.fit(ones, labels, { ...quiet, validationData: [ones, labels] });
    for (const [name, value] of Object.entries(wanted)) {
      const values = history as unknown as Record<string, number[]>;
      expect(values[name], name).toEqual([value]);
      expect(values[`val_${name}`], `val_${name}`).toEqual([value]);
    }
    both.dispose();
  });

  test('penalties are part of evaluate and of val_loss', async () => {
    const penalised = sequential(
      [2],
      [
        dense(1, {
          kernelInitializer: 'ones',
          kernelRegularizer: regularizers.l2(0.5),
        }),
      ],
    ).compile({ optimizer: optimizers.sgd({ learningRate: 0 }), loss: 'mse' });
    expect((await penalised.evaluate(ones, [[2]], quiet)).loss).toBeCloseTo(1, 6);
    const { history } = await penalised.fit(ones, [[2]], { ...quiet, validationData: [ones, [[2]]] });
    expect(history.val_loss[0]).toBeCloseTo(1, 6);
    penalised.dispose();
  });

  test('add and pop after a first use are seen by the next', async () => {
    const short = sequential([2], [dense(3)]);
    (await short.predict(ones)).dispose();
    const long = short.add(dense(4));
    const four = await long.predict(ones);
    expect(four.shape).toEqual([1, 4]);
    const three = await long.pop().predict(ones);
    expect(three.shape).toEqual([1, 3]);
    tf.dispose([four, three] as never);
    long.dispose();
  });

  test('a frozen batchNormalization keeps its statistics, and uses them', async () => {
    const frozen = batchNormalization();
    frozen.trainable = false;
    const net = sequential([2], [frozen, dense(1)]).compile({ loss: 'mse' });
    const values = () => net.getWeights().map((weight) => [...weight.dataSync()]);
    const before = values();
    await net.fit(
      [
        [1, 5],
        [3, 9],
      ],
      [[0], [1]],
      { ...quiet, epochs: 2 },
    );
    expect(values().slice(0, 4)).toEqual(before.slice(0, 4));
    net.dispose();
  });

  test('seeded dropout draws a new mask each step', () => {
    const net = sequential([64], [dropout(0.5, { seed: 3 })]).toLayersModel() as unknown as tfl.LayersModel;
    const draw = () =>
      tf.tidy(() => [...(net.apply(tf.ones([1, 64]), { training: true }) as tf.Tensor).dataSync()]);
    expect(draw()).not.toEqual(draw());
  });

  test('stepsPerEpoch and the sampleWeight of evaluate are heeded', async () => {
    const net = sequential([1], [dense(1, { kernelInitializer: 'zeros' })]).compile({ loss: 'mse' });
    await net.fit([[1], [2], [3], [4]], [[0], [0], [0], [0]], { ...quiet, batchSize: 1, stepsPerEpoch: 2 });
    expect(net.optimizer.iterations).toBe(2);
    net.setWeights([tf.zeros([1, 1]), tf.zeros([1])] as never);
    const { loss } = await net.evaluate([[1], [1]], [[2], [4]], { ...quiet, sampleWeight: [1, 0] });
    expect(loss).toBeCloseTo(2, 6);
    net.dispose();
  });

  test('the learning rate of sgd can be set', async () => {
    const net = sequential([1], [dense(1, { kernelInitializer: 'zeros' })]).compile({
      optimizer: 'sgd',
      loss: 'mse',
    });
    net.optimizer.learningRate = 0;
    await net.fit([[1]], [[1]], quiet);
    expect(net.getWeights()[0]!.dataSync()[0]).toBe(0);
    net.optimizer.learningRate = 0.5;
    await net.fit([[1]], [[1]], quiet);
    expect(net.getWeights()[0]!.dataSync()[0]).toBe(1);
    net.dispose();
  });

  test('max pooling of negative windows has the same gradient on wasm as on cpu', async () => {
    const slope = () =>
      tf.tidy(() => [
        ...tf
          .grad((x) => tf.sum(tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid')))(
            tf.tensor4d([-4, -1, -3, -2], [1, 2, 2, 1]),
          )
          .dataSync(),
      ]);
    expect(slope()).toEqual([0, 1, 0, 0]);
    await useBackend('wasm');
    expect(slope()).toEqual([0, 1, 0, 0]);
  });
});

describe('failures', () => {
  test('batchNormalization without scale or center trains', async () => {
    const net = sequential([2], [batchNormalization({ scale: false, center: false }), dense(1)]).compile({
      loss: 'mse',
    });
    const { history } = await net.fit(
      [
        [1, 2],
        [3, 5],
      ],
      [[0], [1]],
      quiet,
    );
    expect(history.loss[0]).toBeGreaterThan(0);
    net.dispose();
  });

  test('int32 labels and plain arrays train a sparse loss', async () => {
    const net = sequential([2], [dense(3, { activation: 'softmax' })]).compile({
      loss: 'sparseCategoricalCrossentropy',
      metrics: [metrics.sparseCategoricalAccuracy()],
    });
    await net.fit(
      [
        [1, 2],
        [3, 5],
      ],
      tf.tensor1d([0, 2], 'int32'),
      quiet,
    );
    await net.fit(
      [
        [1, 2],
        [3, 5],
      ],
      [0, 2],
      quiet,
    );
    await net.fit(tf.tensor2d([[1, 2]], [1, 2], 'int32'), new Int32Array([1]), quiet);
    net.dispose();
  });

  test('a model with every layer frozen trains without an error, and stays', async () => {
    const layer = dense(1);
    layer.trainable = false;
    const net = sequential([2], [layer]).compile({ loss: 'mse' });
    const before = [...net.getWeights()[0]!.dataSync()];
    await net.fit(ones, [[1]], quiet);
    expect([...net.getWeights()[0]!.dataSync()]).toEqual(before);
    net.dispose();
  });

  test('nested models whose layers have the same names load again', async () => {
    const part = (name: string) => {
      const x = input([2]);
      return model({ inputs: x, outputs: x.dense(2, { name: 'd' }), name });
    };
    const net = sequential([2], [part('left'), part('right')]);
    const before = await net.predict(ones);
    await net.save(join(folder, 'nested'));
    const loaded = await loadModel(join(folder, 'nested'), { input: [2], output: [2] });
    const after = await loaded.predict(ones);
    expect([...after.dataSync()]).toEqual([...before.dataSync()]);
    net.dispose();
    loaded.dispose();
  });

  test('a loaded model with its optimizer leaves nothing behind', async () => {
    const net = sequential([4, 4, 1], [maxPooling2d(2), flatten(), dense(2)]).compile({
      optimizer: 'adam',
      loss: 'mse',
    });
    await net.fit([Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => [1]))], [[1, 2]], quiet);
    await net.save(join(folder, 'adam'));
    net.dispose();
    const before = tf.memory().numTensors;
    const loaded = await loadModel(join(folder, 'adam'), { input: [4, 4, 1], output: [2] });
    loaded.compile({ optimizer: 'adam', loss: 'mse' }).dispose();
    expect(tf.memory().numTensors).toBe(before);
    const again = await loadModel(join(folder, 'adam'), { input: [4, 4, 1], output: [2] });
    again.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('concatenate joins tensors of which one alone knows the size of an axis', async () => {
  const [a, b] = [input([null, 2]), input([3, 2])];
  const joined = model({ inputs: { a, b }, outputs: layers.concatenate()([a, b]) });
  const made = await joined.predict({
    a: tf.ones([1, 3, 2]) as tf.Tensor3D,
    b: tf.zeros([1, 3, 2]) as tf.Tensor3D,
  });
  expect(made.shape).toEqual([1, 3, 4]);
  expect(Array.from(await made.data())).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0]);
  joined.dispose();
});
