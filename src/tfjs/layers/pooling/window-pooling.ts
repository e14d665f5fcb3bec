import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Rank } from '../../../shapes/rank.js';
import { orThrow } from '../../../shapes/shape.js';
import { slideSpace } from '../../../shapes/slide.js';
import { padded, samePadding } from '../convolutional/windows.js';
import { channelsLast, only, type LayerArgs, type LayerClass } from '../define-class.js';

/** A pooling over images, channels last. */
export type Pool = (
  x: tf.Tensor4D,
  size: [number, number],
  strides: [number, number],
  padding: 'valid' | 'same',
) => tf.Tensor4D;

export const largest: Pool = (x, size, strides, padding) => tf.maxPool(x, size, strides, padding);

/** How many values of an axis each window of a padded axis meets. */
const met = (n: number, size: number, stride: number, before: number): number[] =>
  Array.from({ length: Math.ceil(n / stride) }, (_, i) => {
    const start = i * stride - before;
    return Math.min(start + size, n) - Math.max(start, 0);
  });

/** The mean of each window; tfjs's gradient divides by the whole window at padded edges. */
export const mean: Pool = (x, size, strides, padding) => {
  if (padding === 'valid') return tf.avgPool(x, size, strides, 'valid');
  const [, height, width] = x.shape;
  const top = samePadding(height, size[0], strides[0]);
  const left = samePadding(width, size[1], strides[1]);
  // zeros around, the mean of whole windows, and then each by how much of its window there was
  const around = padded(x, [top, left]) as tf.Tensor4D;
  const rows = met(height, size[0], strides[0], top[0]);
  const columns = met(width, size[1], strides[1], left[0]);
  const share = rows.flatMap((r) => columns.map((c) => (size[0] * size[1]) / (r * c)));
  return tf.mul(
    tf.avgPool(around, size, strides, 'valid'),
    tf.tensor4d(share, [1, rows.length, columns.length, 1]),
  );
};

interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: 'valid' | 'same';
}

/**
 * A pooling over steps, images or volumes, by one over images, whose kernels and gradients are there on every backend: steps
 * are a column; of a volume first the planes are pooled, then their depth, which comes to the same.
 */
const poolSpace = (x: tf.Tensor, { size, strides, padding }: Window, pool: Pool): tf.Tensor => {
  const [batch, n, ...rest] = x.shape as [number, number, ...number[]];
  const channels = x.shape.at(-1)!;
  if (size.length === 2)
    return pool(x as tf.Tensor4D, [size[0]!, size[1]!], [strides[0]!, strides[1]!], padding);
  if (size.length === 1) {
    const column = tf.reshape(x, [batch, n, 1, channels]) as tf.Tensor4D;
    const made = pool(column, [size[0]!, 1], [strides[0]!, 1], padding);
    return tf.reshape(made, [batch, made.shape[1], channels]);
  }
  const planes = pool(
    tf.reshape<tf.Rank>(x, [batch * n, ...rest]) as tf.Tensor4D,
    [size[1]!, size[2]!],
    [strides[1]!, strides[2]!],
    padding,
  );
  const [, height, width] = planes.shape;
  const deep = tf.reshape(planes, [batch, n, height * width, channels]) as tf.Tensor4D;
  const made = pool(deep, [size[0]!, 1], [strides[0]!, 1], padding);
  return tf.reshape(made, [batch, made.shape[1], height, width, channels]);
};

/** The class of a pooling layer, in both data formats, which tfjs's lack over steps. */
export const windowPoolingClass = (className: string, rank: Rank, pool: Pool): LayerClass =>
  class WindowPooling extends tfl.layers.Layer {
    static readonly className = className;
    private readonly window: Window;
    private readonly first: boolean;

    constructor(args: LayerArgs) {
      super(args as never);
      const along = (value: unknown): readonly number[] =>
        Array.isArray(value) ? (value as number[]) : Array.from({ length: rank }, () => value as number);
      const size = along(args['poolSize'] ?? 2);
      this.window = {
        size,
        strides: (args['strides'] ?? undefined) === undefined ? size : along(args['strides']),
        padding: args['padding'] === 'same' ? 'same' : 'valid',
      };
      this.first = args['dataFormat'] === 'channelsFirst';
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const window = {
        ...this.window,
        dilation: this.window.size.map(() => 1),
        format: this.first ? 'channelsFirst' : 'channelsLast',
      } as const;
      return [...orThrow(slideSpace(className, shape as tfl.Shape, window, 'same'))] as tfl.Shape;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() =>
        channelsLast<tf.Tensor>(only(inputs), this.first, (x) => poolSpace(x, this.window, pool)),
      );
    }

    override getConfig(): tf.serialization.ConfigDict {
      const { size, strides, padding } = this.window;
      const dataFormat = this.first ? 'channelsFirst' : 'channelsLast';
      return { ...super.getConfig(), poolSize: [...size], strides: [...strides], padding, dataFormat };
    }
  } as unknown as LayerClass;
