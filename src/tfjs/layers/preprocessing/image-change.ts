import * as tf from '@tensorflow/tfjs-core';
import type { Settings } from '../regularization/random-layer.js';

/** The sizes of a batch of images. */
export interface ImageSizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** What a random layer makes of images, in two parts: numbers are drawn, and the rest goes by them. */
export interface ImageChange<Drawn> {
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
