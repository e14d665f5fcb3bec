import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';

/** `x` above a threshold, and 0 up to it; asked so that NaN passes. */
const above = (x: tf.Tensor, threshold: number): tf.Tensor =>
  tf.customGrad((given, save) => {
    const below = tf.lessEqual(given as tf.Tensor, threshold);
    (save as tf.GradSaveFunc)([below]);
    return {
      value: tf.where(below, tf.zerosLike(given as tf.Tensor), given as tf.Tensor),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.where(saved[0]!, tf.zerosLike(dy), dy),
    };
  })(x);

/** Keras's ReLU with all its options: tfjs's knows only `maxValue`. */
export const reluClass = (): LayerClass =>
  class ReLU extends tfl.layers.Layer {
    static readonly className = 'ReLU';
    override readonly supportsMasking = true;
    private readonly maxValue: number | undefined;
    private readonly negativeSlope: number;
    private readonly threshold: number;

    constructor(args: LayerArgs) {
      super(args as never);
      this.maxValue = (args['maxValue'] as number | null | undefined) ?? undefined;
      this.negativeSlope = (args['negativeSlope'] as number | undefined) ?? 0;
      this.threshold = (args['threshold'] as number | undefined) ?? 0;
    }

    /** `x` from above the threshold up to `maxValue`, and `negativeSlope * (x - threshold)` below: Keras's steps. */
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const { maxValue, negativeSlope, threshold } = this;
        if (negativeSlope !== 0 && maxValue === undefined && threshold === 0)
          return tf.leakyRelu(x, negativeSlope);
        const capped = this.capped(x);
        if (negativeSlope === 0) return capped;
        const below = tf.relu(threshold === 0 ? tf.neg(x) : tf.sub(threshold, x));
        return tf.sub(capped, tf.mul(below, negativeSlope));
      });
    }

    private capped(x: tf.Tensor): tf.Tensor {
      const { maxValue, threshold } = this;
      if (threshold === 0 && maxValue === 6) return tf.relu6(x);
      const passed = threshold === 0 ? tf.relu(x) : above(x, threshold);
      return maxValue === undefined ? passed : tf.clipByValue(passed, 0, maxValue);
    }

    override getConfig(): tf.serialization.ConfigDict {
      const own = {
        maxValue: this.maxValue ?? null,
        negativeSlope: this.negativeSlope,
        threshold: this.threshold,
      };
      return { ...super.getConfig(), ...own };
    }
  };
