import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';
import { encodedShape, encodeTokens } from './category-encoding.js';

/** Bins in place of numbers, which tfjs lacks. */
export const discretizationClass = (): LayerClass =>
  class Discretization extends tfl.layers.Layer {
    static readonly className = 'Discretization';
    private readonly boundaries: number[];
    private readonly mode: string;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.boundaries = (args['binBoundaries'] as number[] | undefined) ?? [];
      this.mode = (args['outputMode'] as string | undefined) ?? 'int';
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const given = shape as tfl.Shape;
      return this.mode === 'int' ? given : encodedShape(given, this.boundaries.length + 1, this.mode);
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const n = this.boundaries.length;
        // of NaN none is above: it is in the last bin
        const above = n === 0 ? tf.zerosLike(x) : this.above(x);
        const bins = tf.cast(tf.sub(n, above), 'int32');
        return this.mode === 'int' ? bins : encodeTokens(bins, n + 1, this.mode);
      });
    }

    /** How many boundaries are above each value. */
    private above(x: tf.Tensor): tf.Tensor {
      const less = tf.less(tf.expandDims(x, -1), tf.tensor1d(this.boundaries));
      return tf.sum(tf.cast(less, 'float32'), -1);
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...this.args, ...super.getConfig() };
    }
  };
