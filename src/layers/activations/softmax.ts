import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import { axisOf } from '../../shapes/axis.js';
import { fits } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { axisOrAxes, onAxis, type OnAxes, type OnAxis } from '../options/axis.js';

/** Options of `softmax`. */
export interface SoftmaxOptions<
  A extends number | readonly number[] = number | readonly number[],
> extends LayerOptions {
  /** The axis, or axes, whose values come to sum to one; from the end if negative. Default -1. */
  axis?: A;
}

/** The shape stays, if it has the axis. */
export interface SoftmaxRule<A extends number | readonly number[]> extends Rule {
  readonly of: ['softmax', A];
  readonly params: '0';
  readonly out: A extends readonly number[]
    ? OnAxes<'softmax', this['in'], A>
    : OnAxis<'softmax', this['in'], A & number>;
}

/** Softmax; its signature, wherever it stands. */
export interface Softmax<Where extends Place> {
  /**
   * `exp(x) / sum(exp(x))` along an axis.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @throws ShapeMismatchError where there is no such axis.
   * @example input([10]).softmax()
   * @see https://keras.io/api/layers/activation_layers/softmax/
   */
  <
    const A extends number | readonly number[] = -1,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, SoftmaxRule<A>, Given>,
    options?: OptionalArg<
      At,
      SoftmaxRule<A>,
      Given,
      SoftmaxOptions<A> | AsObject<'softmax', '{ axis: 1 }', Name>
    >,
  ): Placed<At, SoftmaxRule<A>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Softmax.
     *
     * @example input([10]).softmax()
     * @see https://keras.io/api/layers/activation_layers/softmax/
     */
    readonly softmax: Softmax<OnTensor>;
  }
}

/**
 * Softmax.
 *
 * @example sequential([10], [softmax()])
 * @see https://keras.io/api/layers/activation_layers/softmax/
 */
export const softmax: Softmax<Free> = defineLayer({
  name: 'softmax',
  className: 'Softmax',
  baseName: 'softmax',
  masks: 'pass',
  options: { axis: optional(axisOrAxes, -1) } satisfies OwnOptions<SoftmaxOptions>,
  spec: ({ axis }) => ({
    outputShape: (inputs) => {
      const shape = onlyInput('softmax', inputs);
      const axes = typeof axis === 'number' ? [axis] : axis;
      const missing = axes.find((each) => axisOf(shape, each) === undefined);
      return missing === undefined ? fits(shape) : onAxis('softmax', shape, missing);
    },
    weights: () => [],
  }),
});
