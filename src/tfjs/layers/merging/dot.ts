import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { countOf } from '../../../shapes/sizes.js';
import type { LayerArgs, LayerClass } from '../define-class.js';
import { toUnitLength } from '../unit-length.js';

/** An axis put last, or, after the batch, first. */
const moved = (x: tf.Tensor, axis: number, to: number): tf.Tensor => {
  const order = x.shape.map((_, i) => i).filter((i) => i !== axis);
  order.splice(to, 0, axis);
  return axis === to ? x : tf.transpose(x, order);
};

/** The dot product of samples of any rank; tfjs's takes three axes at most. */
export const dotClass = (): LayerClass =>
  class Dot extends tfl.layers.Layer {
    static readonly className = 'Dot';
    private readonly axes: number | [number, number];
    private readonly normalize: boolean;

    constructor(args: LayerArgs) {
      super(args as never);
      this.axes = (args['axes'] as number | [number, number] | undefined) ?? -1;
      this.normalize = args['normalize'] === true;
    }

    private placesOf(x: tfl.Shape, y: tfl.Shape): readonly [number, number] {
      const [i, j] = Array.isArray(this.axes) ? this.axes : [this.axes, this.axes];
      return [i < 0 ? x.length + i : i, j < 0 ? y.length + j : j];
    }

    override computeOutputShape(shapes: tfl.Shape | tfl.Shape[]): tfl.Shape {
      const [x, y] = shapes as [tfl.Shape, tfl.Shape];
      const [i, j] = this.placesOf(x, y);
      const left = [...x.filter((_, at) => at > 0 && at !== i), ...y.filter((_, at) => at > 0 && at !== j)];
      return [x[0]!, ...(left.length > 0 ? left : [1])];
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() => {
        const [x, y] = inputs as [tf.Tensor, tf.Tensor];
        const [i, j] = this.placesOf(x.shape, y.shape);
        const scaled = (each: tf.Tensor, axis: number) =>
          this.normalize ? toUnitLength(each, axis, 1e7) : each;
        const [a, b] = [moved(scaled(x, i), i, x.rank - 1), moved(scaled(y, j), j, 1)];
        const [batch, rows, columns] = [x.shape[0]!, a.shape.slice(1, -1), b.shape.slice(2)];
        const product = tf.matMul(
          tf.reshape(a, [batch, countOf(rows), x.shape[i]!]),
          tf.reshape(b, [batch, y.shape[j]!, countOf(columns)]),
        );
        const left = [...rows, ...columns];
        return tf.reshape(product, [batch, ...(left.length > 0 ? left : [1])]);
      });
    }

    override getConfig(): tf.serialization.ConfigDict {
      return { ...super.getConfig(), axes: this.axes, normalize: this.normalize };
    }
  };
