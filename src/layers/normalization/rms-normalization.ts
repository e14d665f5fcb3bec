import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { notNegative } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import { axisOf } from '../../shapes/axis.js';
import type { AsObject } from '../options/as-object.js';
import { axisOrAxes, onKnownAxes, type OnKnownAxes } from '../options/axis.js';
import { ones } from '../options/initializers.js';

/** Options of `rmsNormalization`. */
export interface RMSNormalizationOptions<
  A extends number | readonly number[] = number | readonly number[],
> extends LayerOptions {
  /** The axis, or axes, that are normalized together; from the end if negative. Default -1. */
  axis?: A;
  /** Added to the mean of squares. Default 0.000001. */
  epsilon?: number;
}

/** The shape stays, if the sizes of the axes are known. */
export interface RMSNormalizationRule<A extends number | readonly number[]> extends Rule {
  readonly of: ['rmsNormalization', A];
  readonly out: OnKnownAxes<'rmsNormalization', this['in'], A extends readonly number[] ? A : [A & number]>;
}

/** Normalization by the root mean square; its signature, wherever it stands. */
export interface RMSNormalization<Where extends Place> {
  /**
   * Divides by the root of the mean of squares along an axis, then multiplies by a learned scale. Zhang and Sennrich 2019.
   *
   * Input `[batch, ..., features]`, output the same shape.
   * Weights: `scale` `[features]`.
   *
   * @throws ShapeMismatchError where the size of an axis is not known, or there is no such axis.
   * @example input([20, 64]).rmsNormalization()
   * @see https://keras.io/api/layers/normalization_layers/rms_normalization/
   */
  <
    const A extends number | readonly number[] = -1,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, RMSNormalizationRule<A>, Given>,
    options?: OptionalArg<
      At,
      RMSNormalizationRule<A>,
      Given,
      RMSNormalizationOptions<A> | AsObject<'rmsNormalization', '{ epsilon: 0.001 }', Name>
    >,
  ): Placed<At, RMSNormalizationRule<A>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Normalization by the root mean square.
     *
     * @example input([20, 64]).rmsNormalization()
     * @see https://keras.io/api/layers/normalization_layers/rms_normalization/
     */
    readonly rmsNormalization: RMSNormalization<OnTensor>;
  }
}

const layer = 'rmsNormalization';

/**
 * Normalization by the root mean square.
 *
 * @example sequential([20, 64], [dense(64), rmsNormalization()])
 * @see https://keras.io/api/layers/normalization_layers/rms_normalization/
 */
export const rmsNormalization: RMSNormalization<Free> = defineLayer({
  name: layer,
  className: 'RMSNormalization',
  baseName: 'rms_normalization',
  options: {
    axis: optional(axisOrAxes, -1),
    epsilon: optional(notNegative, 1e-6),
  } satisfies OwnOptions<RMSNormalizationOptions>,
  spec: ({ axis }) => {
    const axes = [axis].flat().sort((a, b) => a - b);
    return {
      outputShape: (inputs) => onKnownAxes(layer, onlyInput(layer, inputs), [axis].flat()),
      weights: ([shape]) => [
        {
          name: 'scale',
          shape: axes.map((each) => shape![axisOf(shape!, each)!] as number),
          trainable: true,
          initializer: ones(),
        },
      ],
    };
  },
});
