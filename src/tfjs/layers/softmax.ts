import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from './define-class.js';

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
        if (axes.length === 1 && axes[0] === x.rank - 1) return tf.softmax(x);
        return tf.exp(tf.sub(x, tf.logSumExp(x, axes, true)));
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), axis: this.axis };
    }
  };
