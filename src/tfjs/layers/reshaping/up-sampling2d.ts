import * as tf from '@tensorflow/tfjs-core';
import { channelsLast, only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';

/** Every step along axis 1 of `[outer, n, inner]` repeated. */
const repeated = (
  x: tf.Tensor,
  [outer, n, inner]: readonly [number, number, number],
  times: number,
): tf.Tensor => (times === 1 ? x : tf.tile(tf.reshape(x, [outer * n, 1, inner]), [1, times, 1]));

/** The matrix that interpolates n values to n * times, pixel centres in the middle of their pixels, as Keras does. */
const between = (n: number, times: number): tf.Tensor3D => {
  const matrix = new Float32Array(n * times * n);
  for (let i = 0; i < n * times; i++) {
    const at = Math.min(n - 1, Math.max(0, (i + 0.5) / times - 0.5));
    const low = Math.floor(at);
    const high = Math.min(n - 1, low + 1);
    matrix[i * n + low]! += 1 - (at - low);
    matrix[i * n + high]! += at - low;
  }
  return tf.tensor3d(matrix, [1, n * times, n]);
};

/** Up-sampling as Keras computes it: tfjs's gradient is wrong for 'nearest', and its 'bilinear' is another. */
export const upSampling2DClass = (): LayerClass => {
  const Base = tfjsClass<object>('UpSampling2D');
  return class UpSampling2D extends Base {
    static readonly className = 'UpSampling2D';
    private readonly settings: {
      readonly size: readonly [number, number];
      readonly smooth: boolean;
      readonly first: boolean;
    };

    constructor(args: LayerArgs) {
      super(args);
      this.settings = {
        size: (args['size'] as [number, number] | undefined) ?? [2, 2],
        smooth: args['interpolation'] === 'bilinear',
        first: args['dataFormat'] === 'channelsFirst',
      };
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      const { size, smooth, first } = this.settings;
      return tf.tidy(() =>
        channelsLast(only(inputs), first, (x) => {
          const [batch, height, width, channels] = x.shape;
          const [tall, wide] = [height * size[0], width * size[1]];
          const out: [number, number, number, number] = [batch, tall, wide, channels];
          if (!smooth) {
            const rows = repeated(x, [batch, height, width * channels], size[0]);
            return tf.reshape(repeated(rows, [batch * tall, width, channels], size[1]), out);
          }
          const rows = tf.matMul(between(height, size[0]), tf.reshape(x, [batch, height, width * channels]));
          const columns = tf.matMul(
            between(width, size[1]),
            tf.reshape(rows, [batch * tall, width, channels]),
          );
          return tf.reshape(columns, out);
        }),
      );
    }
  } as unknown as LayerClass;
};
