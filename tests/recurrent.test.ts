// Recurrent layers beyond the values of one call: what goes on from batch to batch, what is dropped, what is freed.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { input, layers, loadModel, sequential, useBackend, type Tensor } from '../src/index.js';

const { dense, gru, lstm, simpleRNN } = layers;
const folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
afterAll(() => rm(folder, { recursive: true }));
const count = () => tf.memory().numTensors;
const song = (from: number, to: number, batch = 2) => ({
  values: Float32Array.from({ length: batch * (to - from) * 3 }, (_, i) => {
    const [row, rest] = [Math.floor(i / ((to - from) * 3)), i % ((to - from) * 3)];
    return Math.sin(row * 5 + from * 3 + rest);
  }),
  shape: [batch, to - from, 3],
});
const quiet = { verbose: 0, shuffle: false, batchSize: 2 } as const;
const values = (tensor: Tensor) => {
  const found = [...tensor.dataSync()];
  tensor.dispose();
  return found;
};
const near = (ours: readonly number[], theirs: readonly number[]) =>
  theirs.forEach((value, i) => expect(ours[i]).toBeCloseTo(value, 5));

const kinds = [
  ['simpleRNN', simpleRNN],
  ['lstm', lstm],
  ['gru', gru],
] as const;

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => void (await useBackend(backend)));

  test.each(kinds)(
    'a stateful %s goes on from the batch before, until it is told to begin anew',
    async (_, kind) => {
      const before = count();
      const net = sequential([null, 3], [kind(4, { stateful: true })]);
      const whole = values(await net.predict(song(0, 7)));
      net.resetStates();
      const first = values(await net.predict(song(0, 4)));
      near(values(await net.predict(song(4, 7))), whole);
      await expect(net.predict(song(0, 7, 3))).rejects.toThrow(
        /^(simple_rnn|lstm|gru) is stateful: it goes on from a batch of 2 samples, got a batch of 3; give batches of one size, or call resetStates\(\) first$/,
      );
      net.layers[0]!.resetStates();
      near(values(await net.predict(song(0, 4))), first);
      net.resetStates();
      values(await net.predict(song(0, 7, 3)));
      net.dispose();
      expect(count()).toBe(before);
    },
  );

  test('a stateful layer trains, no gradient goes to the batch before, and it is freed', async () => {
    const before = count();
    const net = sequential([null, 3], [lstm(4, { stateful: true }), dense(1)]);
    const trained = net.compile({ loss: 'mse', optimizer: 'adam', seed: 1 });
    await trained.fit(song(0, 4), [[1], [2]], { ...quiet, epochs: 3 });
    const kept = count();
    await trained.fit(song(4, 8), [[1], [2]], { ...quiet, epochs: 3 });
    expect(count()).toBe(kept);
    trained.dispose();
    expect(count()).toBe(before);
  });

  test.each(kinds)(
    '%s drops the same from one seed, another part each batch, nothing but in training',
    async (_, kind) => {
      const losses = async (seed: number, option: object) => {
        const kernelInitializer = 'ones';
        const net = sequential([6, 3], [kind(8, { kernelInitializer, seed, ...option }), dense(1)]);
        const trained = net.compile({ loss: 'mse', optimizer: 'sgd', seed: 1 });
        net.layers.forEach((layer) => (layer.trainable = false));
        const { history } = await net
          .compile({ loss: 'mse', optimizer: 'sgd', seed: 1 })
          // by single operations, as the evaluation of two rows is: plans have other last bits
          .fit(song(0, 6), [[1], [2]], { ...quiet, epochs: 3, compiledStep: false });
        const { loss } = await net.compile({ loss: 'mse' }).evaluate(song(0, 6), [[1], [2]], { verbose: 0 });
        trained.dispose();
        return [...history.loss, loss];
      };
      const before = count();
      for (const option of [
        { dropout: 0.5 },
        { recurrentDropout: 0.5 },
        { dropout: 0.3, recurrentDropout: 0.3 },
      ]) {
        const [one, same, other] = [
          await losses(1, option),
          await losses(1, option),
          await losses(2, option),
        ];
        expect(same).toEqual(one);
        expect(other.slice(0, 3)).not.toEqual(one.slice(0, 3));
        expect(new Set(one).size).toBe(4);
        const [all] = [await losses(1, {})];
        expect(new Set(all).size).toBe(1);
        expect(other[3]).toBe(all[0]);
      }
      expect(count()).toBe(before);
    },
  );

  test('masked steps change nothing, whatever stands in them', async () => {
    const net = input([4, 2]).lstm(3).toModel();
    net.drawWeights({ seed: 1 });
    const { forward } = await import('../src/tfjs/forward.js');
    const pass = (x: tf.Tensor) =>
      forward(net as never, [{ tensor: x, mask: tf.tensor2d([1, 0, 1, 0], [1, 4], 'bool') }], true)[0]!
        .tensor;
    net.getWeights().forEach((weight) => weight.dispose());
    const clean = tf.tensor3d([1, 2, 0, 0, 3, 4, 0, 0], [1, 4, 2]);
    const dirty = tf.tensor3d([1, 2, NaN, Infinity, 3, 4, NaN, 5], [1, 4, 2]);
    expect([...pass(dirty).dataSync()]).toEqual([...pass(clean).dataSync()]);
    const slope = [...tf.grad(pass)(dirty).dataSync()];
    expect(slope.every(Number.isFinite)).toBe(true);
    expect([2, 3, 6, 7].map((i) => slope[i])).toEqual([0, 0, 0, 0]);
    net.dispose();
  });
});

test('weights begin as in Keras: the recurrent kernel orthogonal, the forget gate open', () => {
  const net = sequential([5, 3], [lstm(2)]);
  const [kernel, recurrent, bias] = net.getWeights().map(values) as [number[], number[], number[]];
  expect(Math.max(...kernel.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / (3 + 8)));
  const row = (i: number) => recurrent.slice(8 * i, 8 * i + 8);
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  near([dot(row(0), row(0)), dot(row(0), row(1)), dot(row(1), row(1))], [1, 0, 1]);
  expect(bias).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  net.dispose();
});

test.each(kinds)('%s is saved and loaded, options and all', async (name, kind) => {
  await useBackend('cpu');
  const options = {
    returnSequences: true,
    goBackwards: true,
    zeroOutputForMask: true,
    activation: 'relu',
  } as const;
  const net = sequential([5], [layers.embedding(6, 3, { maskZero: true }), kind(4, options), dense(2)], {
    dtype: 'int32',
  });
  const x = [
    [1, 2, 0, 0, 5],
    [0, 0, 3, 4, 0],
  ];
  const wanted = values(await net.predict(x));
  await net.save(join(folder, name));
  const loaded = (await loadModel(join(folder, name), {
    input: [5],
    output: [5, 2],
  })) as unknown as typeof net;
  expect(values(await loaded.predict(x))).toEqual(wanted);
  net.dispose();
  loaded.dispose();
});
