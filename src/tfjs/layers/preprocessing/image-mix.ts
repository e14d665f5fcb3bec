import * as tf from '@tensorflow/tfjs-core';
import type { Settings } from '../regularization/random-layer.js';
import { forEach, type ImageSizes } from './image-change.js';

/** With which other image of the batch each is mixed, and how much of itself remains. */
export interface Pairs {
  readonly permutationOrder: ArrayLike<number>;
  readonly mixWeight: readonly number[];
}

/** What mixes each image of a batch with another: numbers are drawn, and the rest goes by them. */
export interface ImageMix<Drawn extends Pairs> {
  draw(uniform: () => number, sizes: ImageSizes, settings: Settings): Drawn;
  /** Images, channels last, with the other of each. */
  mix(x: tf.Tensor4D, others: tf.Tensor4D, drawn: Drawn): tf.Tensor;
}

/** The other of each. */
const othersOf = <T extends tf.Tensor>(x: T, { permutationOrder }: Pairs): T =>
  tf.gather(x, tf.tensor1d(Int32Array.from(permutationOrder), 'int32'));

/** As much of one as the weights say, and the rest of the other. */
export const weighed = (x: tf.Tensor, others: tf.Tensor, weights: tf.Tensor): tf.Tensor =>
  tf.add(tf.mul(x, weights), tf.mul(others, tf.sub(1, weights)));

/** Images of a batch mixed by what was drawn. */
export const mixedImages = <Drawn extends Pairs>(
  { mix }: ImageMix<Drawn>,
  x: tf.Tensor4D,
  drawn: Drawn,
): tf.Tensor => mix(x, othersOf(x, drawn), drawn);

/** Their labels, `[batch, classes]`, by the same. */
export const mixedLabels = (labels: tf.Tensor, drawn: Pairs): tf.Tensor =>
  weighed(labels, othersOf(labels, drawn), tf.reshape(forEach(drawn.mixWeight), [-1, 1]));
