import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from './define-class.js';

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

    /** `x` from the threshold up to `maxValue`, and `negativeSlope * (x - threshold)` below. */
    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const { maxValue, negativeSlope, threshold } = this;
        const passed = threshold === 0 ? tf.relu(x) : tf.mul(x, tf.step(tf.sub(x, threshold)));
        const capped = maxValue === undefined ? passed : tf.minimum(passed, maxValue);
        if (negativeSlope === 0) return capped;
        return tf.sub(capped, tf.mul(tf.relu(tf.sub(threshold, x)), negativeSlope));
      });
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
