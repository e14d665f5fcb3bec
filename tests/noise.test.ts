// Layers of noise: their distribution, whole channels, a new draw at each step, and the same ones from the same seed.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { useBackend } from '../src/backends/index.js';
import { input, type AnyModel } from '../src/index.js';
import { emitModel } from '../src/tfjs/emitter.js';
import { forward } from '../src/tfjs/forward.js';

/** What a chain gives in training, or at any other time. */
const passOf = (chain: { toModel(): unknown }) => {
  const net = chain.toModel() as AnyModel;
  emitModel(net);
  return (x: tf.Tensor, training = true) =>
    tf.tidy(() => [...forward(net, [{ tensor: x, mask: undefined }], training)[0]!.tensor.dataSync()]);
};

const statistics = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, stddev: Math.sqrt(variance) };
};

const rows = () => input([200]);
const twos = () => tf.fill([100, 200], 2);
const seed = 3;
const noises = {
  gaussianNoise: (options?: object) => rows().gaussianNoise(0.3, options),
  gaussianDropout: (options?: object) => rows().gaussianDropout(0.2, options),
  alphaDropout: (options?: object) => rows().alphaDropout(0.3, options),
};

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  test('Gaussian noise has its standard deviation, and mean 0', async () => {
    await useBackend(backend);
    const { mean, stddev } = statistics(passOf(noises.gaussianNoise())(twos()));
    expect(mean).toBeCloseTo(2, 1);
    expect(Math.abs(stddev - 0.3)).toBeLessThan(0.01);
  });

  test('Gaussian dropout multiplies by noise of mean 1 and sqrt(rate / (1 - rate))', async () => {
    await useBackend(backend);
    const { mean, stddev } = statistics(passOf(noises.gaussianDropout())(twos()));
    expect(mean).toBeCloseTo(2, 1);
    expect(Math.abs(stddev - 2 * Math.sqrt(0.2 / 0.8))).toBeLessThan(0.03);
  });

  test("alpha dropout drops its share, and keeps the mean and variance of selu's values", async () => {
    await useBackend(backend);
    const x = tf.randomNormal([100, 200], 0, 1, 'float32', 7);
    const given = passOf(noises.alphaDropout())(x);
    const { mean, stddev } = statistics(given);
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.abs(stddev - 1)).toBeLessThan(0.05);
    // Keras's a * alpha' + b, which every dropped value comes to
    const floor = -1.7580993408473766;
    const a = (0.7 * (1 + 0.3 * floor ** 2)) ** -0.5;
    const dropped = given.filter((value) => Math.abs(value - (a * floor - a * floor * 0.3)) < 1e-5).length;
    expect(Math.abs(dropped / given.length - 0.3)).toBeLessThan(0.02);
  });

  test.each([
    ['spatialDropout1d', (o: object) => input([5, 40]).spatialDropout1d(0.25, o), [50, 5, 40], 2],
    ['spatialDropout2d', (o: object) => input([3, 2, 40]).spatialDropout2d(0.25, o), [50, 3, 2, 40], 3],
    ['spatialDropout3d', (o: object) => input([2, 3, 2, 40]).spatialDropout3d(0.25, o), [50, 2, 3, 2, 40], 4],
    [
      'spatialDropout2d, channels first',
      (o: object) => input([40, 3, 2]).spatialDropout2d(0.25, { ...o, dataFormat: 'channelsFirst' }),
      [50, 40, 3, 2],
      1,
    ],
    [
      'spatialDropout3d, channels first',
      (o: object) => input([40, 3, 2, 2]).spatialDropout3d(0.25, { ...o, dataFormat: 'channelsFirst' }),
      [50, 40, 3, 2, 2],
      1,
    ],
  ] as const)('%s drops whole channels, and scales the others up', async (_, chain, shape, channels) => {
    await useBackend(backend);
    const given = tf.tensor(passOf(chain({}))(tf.ones([...shape])), [...shape]);
    const spatial = shape.map((_, axis) => axis).filter((axis) => axis !== 0 && axis !== channels);
    const [least, largest] = [tf.min(given, spatial), tf.max(given, spatial)].map((each) => [
      ...each.dataSync(),
    ]);
    expect(least).toEqual(largest);
    const dropped = least!.filter((value) => value === 0).length / least!.length;
    expect(Math.abs(dropped - 0.25)).toBeLessThan(0.04);
    expect(least!.every((value) => value === 0 || Math.abs(value - 4 / 3) < 1e-6)).toBe(true);
  });

  test.each(Object.entries(noises))(
    '%s draws anew at each step, the same from the same seed',
    async (_, make) => {
      await useBackend(backend);
      const [one, other] = [passOf(make({ seed })), passOf(make({ seed }))];
      const first = one(twos());
      expect(one(twos())).not.toEqual(first);
      expect(other(twos())).toEqual(first);
      expect(passOf(make({ seed: 4 }))(twos())).not.toEqual(first);
      expect(one(twos(), false).every((value) => value === 2)).toBe(true);
    },
  );
});
