import * as tf from '@tensorflow/tfjs-core';
import type { LayerClass } from '../define-class.js';
import { randomLayer, type Settings } from './random-layer.js';

/** 1 for what is kept, and 0 for a share of the values of a shape. */
const keptOf = (shape: readonly number[], rate: number, seed: number): tf.Tensor =>
  tf.cast(tf.greaterEqual(tf.randomUniform([...shape], 0, 1, 'float32', seed), rate), 'float32');

/** The shape of a mask, the input's own size where it says null. */
export const maskShape = (
  { shape }: { readonly shape: readonly number[] },
  { noiseShape }: Settings,
): number[] =>
  ((noiseShape as (number | null)[] | null | undefined) ?? shape).map((dim, i) => dim ?? shape[i]!);

/** What values are multiplied by where a share of them is dropped: 0, or what makes up for the others. */
export const dropFactors = (shape: readonly number[], rate: number, seed: number): tf.Tensor =>
  tf.mul(keptOf(shape, rate, seed), 1 / (1 - rate));

const dropped = (x: tf.Tensor, shape: readonly number[], rate: number, seed: number): tf.Tensor => {
  if (rate === 0) return x;
  if (rate === 1) return tf.zerosLike(x);
  return tf.mul(x, dropFactors(shape, rate, seed));
};

/** Dropout; tfjs's gives one mask again and again where a seed is set. */
export const dropoutClass = (): LayerClass =>
  randomLayer('Dropout', ['rate', 'noiseShape'], (x, settings, seed) =>
    dropped(x, maskShape(x, settings), settings['rate'] as number, seed),
  );

/** Dropout of whole channels. */
const spatialDropout = (className: string) => (): LayerClass =>
  randomLayer(className, ['rate', 'dataFormat'], (x, settings, seed) =>
    dropped(x, channelShape(x.shape, settings), settings['rate'] as number, seed),
  );

/** The shape of a mask of whole channels. */
export const channelShape = (shape: readonly number[], { dataFormat }: Settings): readonly number[] => {
  const channels = dataFormat === 'channelsFirst' ? 1 : shape.length - 1;
  return shape.map((n, axis) => (axis === 0 || axis === channels ? n : 1));
};

export const spatialDropout1DClass = spatialDropout('SpatialDropout1D');
export const spatialDropout2DClass = spatialDropout('SpatialDropout2D');
export const spatialDropout3DClass = spatialDropout('SpatialDropout3D');

export const gaussianNoiseClass = (): LayerClass =>
  randomLayer('GaussianNoise', ['stddev'], (x, { stddev }, seed) =>
    stddev === 0 ? x : tf.add(x, tf.randomNormal(x.shape, 0, stddev as number, 'float32', seed)),
  );

export const gaussianDropoutClass = (): LayerClass =>
  randomLayer('GaussianDropout', ['rate'], (x, settings, seed) => {
    const rate = settings['rate'] as number;
    const stddev = Math.sqrt(rate / (1 - rate));
    return rate === 0 ? x : tf.mul(x, tf.randomNormal(x.shape, 1, stddev, 'float32', seed));
  });

/** What selu tends to, far below zero. */
const floor = -1.7580993408473768;

export const alphaDropoutClass = (): LayerClass =>
  randomLayer('AlphaDropout', ['rate', 'noiseShape'], (x, settings, seed) => {
    const rate = settings['rate'] as number;
    if (rate === 0) return x;
    const kept = keptOf(maskShape(x, settings), rate, seed);
    const scale = ((1 - rate) * (1 + rate * floor ** 2)) ** -0.5;
    const mixed = tf.add(tf.mul(x, kept), tf.mul(tf.sub(1, kept), floor));
    return tf.add(tf.mul(mixed, scale), -scale * floor * rate);
  });
