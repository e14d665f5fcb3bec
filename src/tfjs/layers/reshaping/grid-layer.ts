import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { only, type LayerArgs, type LayerClass } from '../define-class.js';
import { alongAxis } from './along-axis.js';

/** What a layer does to one spatial axis: its size, and the values, folded to `[outer, n, inner]`. */
interface AxisChange<A> {
  size(n: number, amount: A): number;
  values(x: tf.Tensor3D, amount: A): tf.Tensor;
  /** Amounts at which the axis stays as it is. */
  nothing(amount: A): boolean;
}

/**
 * The class of a layer that changes the spatial axes of sequences, images or volumes one by one: `option` holds an
 * amount for each of them.
 */
export const gridLayer = <A>(
  className: string,
  option: string,
  amountsOf: (given: unknown) => readonly A[],
  change: AxisChange<A>,
): LayerClass =>
  class GridLayer extends tfl.layers.Layer {
    static readonly className = className;
    private readonly amounts: readonly A[];
    private readonly from: 1 | 2;

    constructor(private readonly args: LayerArgs) {
      super(args as never);
      this.amounts = amountsOf(args[option]);
      this.from = args['dataFormat'] === 'channelsFirst' ? 2 : 1;
    }

    override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
      return (shape as (number | null)[]).map((n, axis) => {
        const amount = this.amounts[axis - this.from];
        return n === null || amount === undefined ? n : change.size(n, amount);
      });
    }

    override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
      return tf.tidy(() =>
        this.amounts.reduce(
          (x, amount, i) =>
            change.nothing(amount)
              ? x
              : alongAxis(x, this.from + i, (folded) => change.values(folded, amount)),
          only(inputs),
        ),
      );
    }

    override getConfig(): tf.serialization.ConfigDict {
      const dataFormat = this.from === 2 ? 'channelsFirst' : 'channelsLast';
      return { ...super.getConfig(), [option]: this.args[option]!, dataFormat };
    }
  };
