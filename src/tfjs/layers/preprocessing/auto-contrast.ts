import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';
import { apart } from './apart.js';
import { inRange, type ValueRange } from './value-range.js';

/** Spreads the values of each channel over the whole range. */
export const autoContrastClass = (): LayerClass =>
  class AutoContrast extends tfl.layers.Layer {
    static readonly className = 'AutoContrast';

    constructor(private readonly args: LayerArgs) {
      super(args as never);
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const values = this.args['valueRange'] as unknown as ValueRange;
        const images = inRange(x, values, [0, 255]);
        const [low, high] = [tf.min(images, [1, 2], true), tf.max(images, [1, 2], true)];
        const range = tf.sub(high, low);
        const isFlat = apart(range, (given) => tf.equal(given, 0));
        const scale = tf.div(255, tf.where(isFlat, tf.onesLike(range), range));
        const spread = tf.add(tf.mul(images, scale), tf.mul(tf.neg(low), scale));
        return tf.where(isFlat, x, inRange(tf.clipByValue(spread, 0, 255), [0, 255], values));
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
