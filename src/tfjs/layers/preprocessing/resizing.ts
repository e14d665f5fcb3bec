import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { channelsLast, only, type LayerArgs, type LayerClass } from '../define-class.js';
import { resizeAxis, type Interpolation } from '../interpolation.js';

/** A height and a width. */
export type Size = readonly [height: number, width: number];

/** The part of an image, or the image with what is around it, that has the proportions of a size: the larger of the two, or the smaller. */
const proportioned = ([height, width]: Size, target: Size, limit: typeof Math.min): Size => [
  limit(height, Math.trunc(Math.fround(Math.fround(width * target[0]) / target[1]))),
  limit(width, Math.trunc(Math.fround(Math.fround(height * target[1]) / target[0]))),
];

const sizeOf = ({ shape }: tf.Tensor): Size => [shape[1]!, shape[2]!];

/** The middle of images, channels last. */
const middle = (x: tf.Tensor4D, [height, width]: Size): tf.Tensor4D => {
  const [h, w] = sizeOf(x);
  const start = [0, Math.floor((h - height) / 2), Math.floor((w - width) / 2), 0];
  return tf.slice(x, start as [number, number, number, number], [-1, height, width, -1]);
};

/** The middle of images, as large as it may be in the proportions of a size. */
export const cropped = (x: tf.Tensor4D, target: Size): tf.Tensor4D => {
  const [height, width] = proportioned(sizeOf(x), target, Math.min);
  return middle(x, [Math.max(height, 1), Math.max(width, 1)]);
};

/** As much on both sides: where that is odd, Keras leaves a pixel out. */
const padded = (x: tf.Tensor4D, target: Size, value: number): tf.Tensor4D => {
  const [height, width] = proportioned(sizeOf(x), target, Math.max);
  const [h, w] = sizeOf(x).map((n, i) => Math.trunc(([height, width][i]! - n) / 2)) as [number, number];
  return tf.pad(x, [[0, 0], [h, h], [w, w], [0, 0]], value); // prettier-ignore
};

/** Images at another height and width, whatever comes of their proportions. */
export const stretched = (
  x: tf.Tensor,
  [height, width]: Size,
  interpolation: Interpolation,
  antialias = false,
): tf.Tensor =>
  resizeAxis(resizeAxis(x, 1, height, interpolation, antialias), 2, width, interpolation, antialias);

/** The class of a layer that makes images of another size; `size` is given them channels last. */
const sizedClass = (
  className: string,
  sized: (x: tf.Tensor4D, size: Size, args: LayerArgs) => tf.Tensor,
): LayerClass =>
  class Sized extends tfl.layers.Layer {
    static readonly className = className;
    private readonly size: Size;
    private readonly first: boolean;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.size = [args['height'] as number, args['width'] as number];
      this.first = args['dataFormat'] === 'channelsFirst';
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const [batch, one, , last] = shape as tfl.Shape;
      return this.first ? [batch!, one!, ...this.size] : [batch!, ...this.size, last!];
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => channelsLast(only(inputs), this.first, (x) => sized(x, this.size, this.args)));
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };

export const resizingClass = (): LayerClass =>
  sizedClass('Resizing', (images, size, args) => {
    const x = tf.cast(images, 'float32') as tf.Tensor4D;
    const fill = (args['fillValue'] as number | undefined) ?? 0;
    const even = args['cropToAspectRatio']
      ? cropped(x, size)
      : args['padToAspectRatio']
        ? padded(x, size, fill)
        : x;
    const interpolation = (args['interpolation'] as Interpolation | undefined) ?? 'bilinear';
    const y = stretched(even, size, interpolation, args['antialias'] === true);
    return images.dtype === 'int32' ? tf.cast(tf.round(y), 'int32') : y;
  });

export const centerCropClass = (): LayerClass =>
  sizedClass('CenterCrop', (x, size) => {
    const [height, width] = sizeOf(x);
    return height >= size[0] && width >= size[1]
      ? middle(x, size)
      : stretched(cropped(x, size), size, 'bilinear');
  });
