import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import { axisOf } from '../../shapes/axis.js';
import { fits } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { axisOrAxes, onAxis, type OnAxes, type OnAxis } from '../options/axis.js';

/** Options of `unitNormalization`. */
export interface UnitNormalizationOptions<
  A extends number | readonly number[] = number | readonly number[],
> extends LayerOptions {
  /** The axis, or axes, along which the length becomes 1; from the end if negative. Default -1. */
  axis?: A;
}

/** The shape stays, if it has the axis. */
export interface UnitNormalizationRule<A extends number | readonly number[]> extends Rule {
  readonly of: ['unitNormalization', A];
  readonly out: A extends readonly number[]
    ? OnAxes<'unitNormalization', this['in'], A>
    : OnAxis<'unitNormalization', this['in'], A & number>;
}

/** Normalization to length 1; its signature, wherever it stands. */
export interface UnitNormalization<Where extends Place> {
  /**
   * Scales to length 1 along an axis: `x / sqrt(sum(x^2))`; where all is 0, it stays so.
   *
   * Input `[batch, ...]`, output the same shape.
   *
   * @throws ShapeMismatchError where there is no such axis.
   * @example input([64]).unitNormalization()
   * @see https://keras.io/api/layers/normalization_layers/unit_normalization/
   */
  <
    const A extends number | readonly number[] = -1,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, UnitNormalizationRule<A>, Given>,
    options?: OptionalArg<
      At,
      UnitNormalizationRule<A>,
      Given,
      UnitNormalizationOptions<A> | AsObject<'unitNormalization', '{ axis: 1 }', Name>
    >,
  ): Placed<At, UnitNormalizationRule<A>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Normalization to length 1.
     *
     * @example input([64]).unitNormalization()
     * @see https://keras.io/api/layers/normalization_layers/unit_normalization/
     */
    readonly unitNormalization: UnitNormalization<OnTensor>;
  }
}

const layer = 'unitNormalization';

/**
 * Normalization to length 1.
 *
 * @example sequential([64], [dense(32), unitNormalization()])
 * @see https://keras.io/api/layers/normalization_layers/unit_normalization/
 */
export const unitNormalization: UnitNormalization<Free> = defineLayer({
  name: layer,
  className: 'UnitNormalization',
  baseName: 'unit_normalization',
  masks: 'pass',
  options: { axis: optional(axisOrAxes, -1) } satisfies OwnOptions<UnitNormalizationOptions>,
  spec: ({ axis }) => ({
    outputShape: (inputs) => {
      const shape = onlyInput(layer, inputs);
      const missing = [axis].flat().find((each) => axisOf(shape, each) === undefined);
      return missing === undefined ? fits(shape) : onAxis(layer, shape, missing);
    },
    weights: () => [],
  }),
});
