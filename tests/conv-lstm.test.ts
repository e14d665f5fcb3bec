// Convolutional LSTMs beyond the values of one call: what goes on from batch to batch, what is dropped, files, masks.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { input, layers, loadModel, sequential, useBackend, type Tensor } from '../src/index.js';

const { convLstm2d, flatten, dense } = layers;
const folder = await mkdtemp(join(tmpdir(), 'conv-lstm-'));
afterAll(() => rm(folder, { recursive: true }));
const count = () => tf.memory().numTensors;
const film = (from = 0, to = 4, batch = 2) => ({
  values: Float32Array.from({ length: batch * (to - from) * 12 }, (_, i) => Math.sin(from * 12 + i)),
  shape: [batch, to - from, 3, 4, 1],
});
const values = (tensor: Tensor) => {
  const found = [...tensor.dataSync()];
  tensor.dispose();
  return found;
};

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => void (await useBackend(backend)));

  test.each(['channelsLast', 'channelsFirst'] as const)(
    'a stateful one goes on from the batch before, with %s',
    async (dataFormat) => {
      const before = count();
      const net =
        dataFormat === 'channelsLast'
          ? input([null, 3, 4, 1]).convLstm2d(2, 2, { stateful: true }).toModel()
          : input([null, 1, 3, 4]).convLstm2d(2, 2, { stateful: true, dataFormat }).toModel();
      const seen = (from: number, to: number) => {
        const { values: all, shape: sizes } = film(from, to, 1);
        return { values: all, shape: dataFormat === 'channelsLast' ? sizes : [1, to - from, 1, 3, 4] };
      };
      const whole = values(await net.predict(seen(0, 5)));
      net.resetStates();
      values(await net.predict(seen(0, 3)));
      const rest = values(await net.predict(seen(3, 5)));
      rest.forEach((value, i) => expect(value).toBeCloseTo(whole[i]!, 5));
      net.dispose();
      expect(count()).toBe(before);
    },
  );

  test('it drops the same from one seed, and nothing but in training', async () => {
    const losses = async (seed: number) => {
      const layer = convLstm2d(2, 2, { dropout: 0.5, recurrentDropout: 0.5, seed });
      const net = sequential([4, 3, 4, 1], [layer, flatten(), dense(1)]);
      net.layers.forEach((each) => (each.trainable = false));
      const trained = net.compile({ loss: 'mse', optimizer: 'sgd', seed: 1 });
      const { history } = await trained.fit(film(), [[1], [2]], { verbose: 0, shuffle: false, epochs: 3 });
      const { loss } = await trained.evaluate(film(), [[1], [2]], { verbose: 0 });
      net.dispose();
      return [...history.loss, loss];
    };
    const before = count();
    const [one, same, other] = [await losses(1), await losses(1), await losses(2)];
    expect(same).toEqual(one);
    expect(new Set(one).size).toBe(4);
    expect(other.slice(0, 3)).not.toEqual(one.slice(0, 3));
    expect(other[3]).toBe(one[3]);
    expect(count()).toBe(before);
  });

  test('it comes back from a file, and begins with an open forget gate', async () => {
    const net = input([4, 3, 4, 1]).convLstm2d(2, [1, 2], { strides: 2, returnSequences: true }).toModel();
    net.drawWeights({ seed: 3 });
    const bias = net.getWeights()[2]!;
    expect([...bias.dataSync()]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    const found = values(await net.predict(film()));
    await net.save(join(folder, backend));
    const loaded = await loadModel(join(folder, backend), { input: [4, 3, 4, 1], output: [4, 2, 2, 2] });
    expect(loaded.weights).toEqual(net.weights);
    expect(net.weights.map(({ path }) => path)).toEqual([
      'conv_lstm2d/kernel',
      'conv_lstm2d/recurrent_kernel',
      'conv_lstm2d/bias',
    ]);
    expect(values(await loaded.predict(film()))).toEqual(found);
  });

  test('masked steps change nothing, whatever stands in them', async () => {
    const net = input([3, 2, 2, 1]).convLstm2d(1, 2, { padding: 'same' }).toModel();
    net.drawWeights({ seed: 1 });
    net.getWeights().forEach((weight) => weight.dispose());
    const { forward } = await import('../src/tfjs/forward.js');
    const mask = tf.tensor2d([1, 0, 1], [1, 3], 'bool');
    const pass = (x: tf.Tensor) => forward(net as never, [{ tensor: x, mask }], true)[0]!.tensor;
    const steps = (between: number) =>
      tf.tensor([1, 2, 3, 4, between, 0, 1, between, 5, 6, 7, 8], [1, 3, 2, 2, 1]);
    expect([...pass(steps(NaN)).dataSync()]).toEqual([...pass(steps(0)).dataSync()]);
    expect([...tf.grad(pass)(steps(NaN)).dataSync()].every(Number.isFinite)).toBe(true);
  });
});

test('strides and a dilation, and another shape, are refused in a sentence', () => {
  const untyped = convLstm2d as unknown as (...args: readonly unknown[]) => (x: unknown) => unknown;
  expect(() => untyped(2, 2, { strides: 2, dilationRate: 2 })).toThrow(
    'convLstm2d: dilationRate must be 1 where strides are above it, got [2, 2]',
  );
  expect(() => untyped(2, 2)(input([3, 4, 1]))).toThrow(
    'convLstm2d needs [batch, steps, height, width, channels], got [null, 3, 4, 1]; a recurrent layer before it needs { returnSequences: true }',
  );
  const onFilm = untyped(2, 2) as (x: unknown, more: object) => unknown;
  expect(() => onFilm(input([3, 4, 4, 1]), { initialState: [input([4, 4, 2]), input([3, 3, 2])] })).toThrow(
    'convLstm2d: initialState must be [null, 3, 3, 2], [null, 3, 3, 2], got [null, 4, 4, 2], [null, 3, 3, 2]',
  );
});

test('both ways, it comes back from files of ours and of Keras, and says what does not fit', async () => {
  const films = input([4, 6, 5, 2]);
  const build = () =>
    films
      .bidirectional(convLstm2d(2, 2, { returnSequences: true }))
      .bidirectional(convLstm2d(3, 2), { mergeMode: 'sum' })
      .toModel();
  const net = build();
  net.drawWeights({ seed: 3 });
  expect(net.weights.map(({ path }) => path).slice(0, 4)).toEqual([
    'bidirectional/forward_conv_lstm2d/kernel',
    'bidirectional/forward_conv_lstm2d/recurrent_kernel',
    'bidirectional/forward_conv_lstm2d/bias',
    'bidirectional/backward_conv_lstm2d/kernel',
  ]);
  const x = {
    values: Float32Array.from({ length: 2 * 4 * 60 }, (_, i) => Math.sin(i)),
    shape: [2, 4, 6, 5, 2],
  };
  const before = await net.predict(x as never);
  for (const place of [join(folder, 'both-ways'), join(folder, 'both-ways.keras')]) {
    await net.save(place);
    const loaded = await loadModel(place, { input: [4, 6, 5, 2], output: [4, 3, 3] });
    const after = await loaded.predict(x as never);
    expect([...after.dataSync()]).toEqual([...before.dataSync()]);
    after.dispose();
    loaded.dispose();
  }
  before.dispose();
  net.dispose();
  const film = films as unknown as { bidirectional(layer: unknown, options: object): unknown };
  expect(() =>
    film.bidirectional(convLstm2d(2, 2), { backwardLayer: convLstm2d(2, 3, { goBackwards: true }) }),
  ).toThrow(
    "bidirectional: mergeMode 'concat' needs outputs that differ along the last axis alone, got [null, 5, 4, 2] and [null, 4, 3, 2]",
  );
  expect(() =>
    film.bidirectional(convLstm2d(2, 2), {
      mergeMode: 'sum',
      backwardLayer: convLstm2d(3, 2, { goBackwards: true }),
    }),
  ).toThrow(
    "bidirectional: mergeMode 'sum' needs outputs of one shape, got [null, 5, 4, 2] and [null, 5, 4, 3]; use 'concat'",
  );
});
