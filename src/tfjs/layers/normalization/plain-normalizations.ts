import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';
import { toUnitLength } from '../unit-length.js';

/** Axes counted from the start, the first one first. */
const placesOf = (axes: number | readonly number[], rank: number): number[] =>
  [axes].flat().map((axis) => (axis < 0 ? rank + axis : axis));

/** Normalization by the root mean square, which tfjs lacks. */
export const rmsNormalizationClass = (): LayerClass =>
  class RMSNormalization extends tfl.layers.Layer {
    static readonly className = 'RMSNormalization';
    private readonly axis: number | number[];
    private readonly epsilon: number;
    private scale!: tfl.LayerVariable;

    constructor(args: LayerArgs) {
      super(args as never);
      this.axis = (args['axis'] as number | number[] | undefined) ?? -1;
      this.epsilon = (args['epsilon'] as number | undefined) ?? 1e-6;
    }

    /** In Keras's order, negative ones first. */
    private axesOf(rank: number): number[] {
      return placesOf(
        [this.axis].flat().sort((a, b) => a - b),
        rank,
      );
    }

    override build(shape: tfl.Shape | tfl.Shape[]): void {
      const given = shape as number[];
      const sizes = this.axesOf(given.length).map((axis) => given[axis]!);
      this.scale = this.addWeight('scale', sizes, 'float32', tfl.initializers.ones() as never);
      super.build(shape);
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        const axes = this.axesOf(x.rank);
        const root = tf.rsqrt(tf.add(tf.mean(tf.square(x), axes, true), this.epsilon));
        return tf.mul(tf.mul(x, root), this.alongAxes(x, axes));
      });
    }

    /** The scale, its axes where they are in the input. */
    private alongAxes(x: tf.Tensor, axes: readonly number[]): tf.Tensor {
      return tf.reshape(
        this.scale.read(),
        x.shape.map((n, axis) => (axes.includes(axis) ? n : 1)),
      );
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), axis: this.axis, epsilon: this.epsilon };
    }
  };

/** Normalization to length 1, which tfjs lacks. */
export const unitNormalizationClass = (): LayerClass =>
  class UnitNormalization extends tfl.layers.Layer {
    static readonly className = 'UnitNormalization';
    override readonly supportsMasking = true;
    private readonly axis: number | number[];

    constructor(args: LayerArgs) {
      super(args as never);
      this.axis = (args['axis'] as number | number[] | undefined) ?? -1;
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const x = only(inputs);
        return toUnitLength(x, placesOf(this.axis, x.rank), 1e12);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), axis: this.axis };
    }
  };
