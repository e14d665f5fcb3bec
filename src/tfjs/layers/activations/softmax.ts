import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';

/** log(sum(exp(x))), the axes kept, as TensorFlow computes it: tfjs's is NaN where an infinity is among the values. */
const logSumExp = (x: tf.Tensor, axes: number[]): tf.Tensor =>
  tf.customGrad((given, save) => {
    const logits = given as tf.Tensor;
    const largest = tf.max(logits, axes, true);
    const shift = tf.where(tf.isFinite(largest), largest, tf.zerosLike(largest));
    const value = tf.add(tf.log(tf.sum(tf.exp(tf.sub(logits, shift)), axes, true)), shift);
    (save as tf.GradSaveFunc)([logits, value]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, tf.exp(tf.sub(saved[0]!, saved[1]!))),
    };
  })(x);

/** Softmax along any axis, or several; tfjs's knows only the last. */
export const softmaxClass = (): LayerClass =>
  class Softmax extends tfl.layers.Layer {
    static readonly className = 'Softmax';
    override readonly supportsMasking = true;
    private readonly axis: number | number[];

    constructor(args: LayerArgs) {
      super(args as never);
      this.axis = (args['axis'] as number | number[] | undefined) ?? -1;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const axes = [this.axis].flat().map((axis) => (axis < 0 ? x.rank + axis : axis));
        const [axis] = axes;
        if (axes.length === 1 && axis === x.rank - 1) return tf.softmax(x);
        if (axes.length === 1) {
          // tfjs's own is along the last axis: it and the wanted one change places, and back
          const order = x.shape.map((_, i) => (i === axis ? x.rank - 1 : i === x.rank - 1 ? axis! : i));
          return tf.transpose(tf.softmax(tf.transpose(x, order)), order);
        }
        return tf.exp(tf.sub(x, logSumExp(x, axes)));
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), axis: this.axis };
    }
  };
