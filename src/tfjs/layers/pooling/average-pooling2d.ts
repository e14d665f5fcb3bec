import * as tf from '@tensorflow/tfjs-core';
import { channelsLast, only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';

/** How many values of an axis each window of a padded axis meets. */
const met = (n: number, size: number, stride: number, before: number): number[] =>
  Array.from({ length: Math.ceil(n / stride) }, (_, i) => {
    const start = i * stride - before;
    return Math.min(start + size, n) - Math.max(start, 0);
  });

/** What padding 'same' puts before and after an axis. */
const paddingOf = (n: number, size: number, stride: number): readonly [number, number] => {
  const total = Math.max(0, (Math.ceil(n / stride) - 1) * stride + size - n);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
};

/** Average pooling whose gradient is right at padded edges: tfjs divides by the whole window there. */
export const averagePooling2DClass = (): LayerClass => {
  const Base = tfjsClass<{ call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] }>(
    'AveragePooling2D',
  );
  return class AveragePooling2D extends Base {
    static readonly className = 'AveragePooling2D';
    private readonly settings: {
      readonly size: [number, number];
      readonly strides: [number, number];
      readonly same: boolean;
      readonly first: boolean;
    };

    constructor(args: LayerArgs) {
      super(args);
      const size = (args['poolSize'] as [number, number] | undefined) ?? [2, 2];
      this.settings = {
        size,
        strides: (args['strides'] as [number, number] | undefined) ?? size,
        same: args['padding'] === 'same',
        first: args['dataFormat'] === 'channelsFirst',
      };
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      const { size, strides, same, first } = this.settings;
      if (!same) return super.call(inputs, kwargs);
      return tf.tidy(() =>
        channelsLast(only(inputs), first, (x) => {
          const [, height, width] = x.shape;
          const top = paddingOf(height, size[0], strides[0]);
          const left = paddingOf(width, size[1], strides[1]);
          // zeros around, the mean of whole windows, and then each by how much of its window there was
          const padded = tf.pad(x, [[0, 0], [...top], [...left], [0, 0]]);
          const rows = met(height, size[0], strides[0], top[0]);
          const columns = met(width, size[1], strides[1], left[0]);
          const whole = size[0] * size[1];
          const share = rows.flatMap((r) => columns.map((c) => whole / (r * c)));
          return tf.mul(
            tf.avgPool(padded, size, strides, 'valid'),
            tf.tensor4d(share, [1, rows.length, columns.length, 1]),
          );
        }),
      );
    }
  } as unknown as LayerClass;
};
