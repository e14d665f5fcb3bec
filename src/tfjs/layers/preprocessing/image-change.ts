import * as tf from '@tensorflow/tfjs-core';
import { randomStream } from '../../random.js';
import { channelsLast, type LayerClass } from '../define-class.js';
import { randomLayer, type Otherwise, type Settings } from '../regularization/random-layer.js';

/** The sizes of a batch of images. */
export interface ImageSizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** What a random layer makes of images, in two parts: numbers are drawn, and the rest goes by them. */
export interface ImageChange<Drawn> {
  /** The settings that files hold, but for the seed and the format. */
  readonly settings: readonly string[];
  /** Numbers for one step; `uniform` gives another from [0, 1) on each call. */
  draw(uniform: () => number, sizes: ImageSizes, settings: Settings): Drawn;
  /** What they make of images, channels last. */
  change(x: tf.Tensor4D, drawn: Drawn, settings: Settings): tf.Tensor;
}

/** A factor in a layer's settings: what is drawn is above the first, and below the second. */
export type Factor = number | readonly [number, number];

/** The bounds that a factor gives: a number those on both sides of 0, but for what must not be below `least`. */
export const boundsOf = (factor: Factor, least = -Infinity): readonly [number, number] =>
  typeof factor === 'number'
    ? [Math.max(-Math.abs(factor), least), Math.abs(factor)]
    : [Math.min(...factor), Math.max(...factor)];

/** So many numbers between bounds. */
export const drawn = (
  uniform: () => number,
  count: number,
  [lower, upper]: readonly [number, number],
): readonly number[] => Array.from({ length: count }, () => lower + (upper - lower) * uniform());

/** A number for each image, to go with all of its pixels. */
export const forEach = (numbers: readonly number[]): tf.Tensor =>
  tf.tensor4d([...numbers], [numbers.length, 1, 1, 1]);

/** Whether each image is chosen, with all of its pixels. */
export const chosen = (choices: readonly boolean[]): tf.Tensor =>
  tf.tensor4d(choices.map(Number), [choices.length, 1, 1, 1], 'bool');

/** The class of a layer that changes images in training; at any other time it does nothing, or `otherwise`, channels last. */
export const imageChangeClass = <Drawn>(
  className: string,
  rule: ImageChange<Drawn>,
  otherwise?: Otherwise,
): LayerClass => {
  const last = (x: tf.Tensor, settings: Settings, compute: (images: tf.Tensor4D) => tf.Tensor) =>
    channelsLast(x, settings['dataFormat'] === 'channelsFirst', compute);
  return randomLayer(
    className,
    [...rule.settings, 'dataFormat'],
    (x, settings, seed) =>
      last(x, settings, (images) => {
        const [batch, height, width] = images.shape;
        const drawn = rule.draw(randomStream(seed), { batch, height, width }, settings);
        return rule.change(images, drawn, settings);
      }),
    otherwise && {
      ...otherwise,
      infer: (x, settings) => last(x, settings, (images) => otherwise.infer(images, settings)),
    },
  );
};
