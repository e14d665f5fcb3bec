import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { channelsLast, only, tfjsClass, type LayerArgs, type LayerClass } from '../define-class.js';

/** A kernel with gaps: zeros between its values, so that a plain convolution by it is a dilated one. */
const spread = (kernel: tf.Tensor4D, [dh, dw]: readonly [number, number]): tf.Tensor4D => {
  const [height, width, channels, filters] = kernel.shape;
  const apart = tf.reshape(kernel, [height, 1, width, channels * filters]);
  const rows = tf.reshape(
    tf.pad(apart, [
      [0, 0],
      [0, dh - 1],
      [0, 0],
      [0, 0],
    ]),
    [height * dh * width, 1, channels * filters],
  );
  const both = tf.reshape(
    tf.pad(rows, [
      [0, 0],
      [0, dw - 1],
      [0, 0],
    ]),
    [height * dh, width * dw, channels, filters],
  );
  return tf.slice4d(
    both as tf.Tensor4D,
    [0, 0, 0, 0],
    [(height - 1) * dh + 1, (width - 1) * dw + 1, channels, filters],
  );
};

/** 2D convolution whose gradient is there with dilation too, which tfjs's lacks. */
export const conv2DClass = (): LayerClass => {
  const Base = tfjsClass<{
    readonly kernel: tfl.LayerVariable;
    readonly bias: tfl.LayerVariable | null;
    readonly activation: { apply(x: tf.Tensor): tf.Tensor } | null;
    call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[];
  }>('Conv2D');
  return class Conv2D extends Base {
    static readonly className = 'Conv2D';
    private readonly settings: {
      readonly dilation: readonly [number, number];
      readonly strides: [number, number];
      readonly padding: 'valid' | 'same';
      readonly first: boolean;
    };

    constructor(args: LayerArgs) {
      super(args);
      const pairOf = (value: unknown) =>
        (Array.isArray(value) ? value : [value ?? 1, value ?? 1]) as [number, number];
      this.settings = {
        dilation: pairOf(args['dilationRate']),
        strides: pairOf(args['strides']),
        padding: args['padding'] === 'same' ? 'same' : 'valid',
        first: args['dataFormat'] === 'channelsFirst',
      };
    }

    override call(inputs: tf.Tensor | tf.Tensor[], kwargs: unknown): tf.Tensor | tf.Tensor[] {
      const { dilation, strides, padding, first } = this.settings;
      if (dilation[0] === 1 && dilation[1] === 1) return super.call(inputs, kwargs);
      return tf.tidy(() =>
        channelsLast(only(inputs), first, (x) => {
          const plain = tf.conv2d(x, spread(this.kernel.read() as tf.Tensor4D, dilation), strides, padding);
          const biased = this.bias ? tf.add(plain, this.bias.read()) : plain;
          return this.activation ? this.activation.apply(biased) : biased;
        }),
      );
    }
  } as unknown as LayerClass;
};
