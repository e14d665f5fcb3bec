import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { number } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import { fits, misfit, showShape, type Shape, type ShapeError, type Show } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';

/** Options of `masking`. */
export interface MaskingOptions extends LayerOptions {
  /** What a step that is not there is full of. Default 0. */
  maskValue?: number;
}

/** The shape stays, if it has features. */
export interface MaskingRule extends Rule {
  readonly of: ['masking'];
  readonly params: '0';
  readonly out: this['in'] extends readonly [unknown, unknown, ...unknown[]]
    ? this['in']
    : number extends (this['in'] & Shape)['length']
      ? this['in']
      : ShapeError<`masking needs [batch, ..., features], got ${Show<this['in']>}`, this['in']>;
}

/** A mask of steps that are not there; its signature, wherever it stands. */
export interface Masking<Where extends Place> {
  /**
   * Makes a mask: a step whose features all are `maskValue` is not there, for the layers that follow and the loss. What it
   * gives there is 0.
   *
   * Input `[batch, ..., features]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input has no features.
   * @example input(['time', 8]).masking({ maskValue: -1 }).lstm(16)
   * @see https://keras.io/api/layers/core_layers/masking/
   */
  <Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, MaskingRule, Given>,
    options?: OptionalArg<
      At,
      MaskingRule,
      Given,
      MaskingOptions | AsObject<'masking', '{ maskValue: -1 }', Name>
    >,
  ): Placed<At, MaskingRule, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A mask of steps that are not there.
     *
     * @example input(['time', 8]).masking({ maskValue: -1 }).lstm(16)
     * @see https://keras.io/api/layers/core_layers/masking/
     */
    readonly masking: Masking<OnTensor>;
  }
}

/**
 * A mask of steps that are not there.
 *
 * @example sequential([20, 8], [masking({ maskValue: -1 }), lstm(16)])
 * @see https://keras.io/api/layers/core_layers/masking/
 */
export const masking: Masking<Free> = defineLayer({
  name: 'masking',
  className: 'Masking',
  baseName: 'masking',
  masks: 'begin',
  options: { maskValue: optional(number, 0) } satisfies OwnOptions<MaskingOptions>,
  spec: () => ({
    outputShape: (inputs) => {
      const shape = onlyInput('masking', inputs);
      return shape.length < 2
        ? misfit(`masking needs [batch, ..., features], got ${showShape(shape)}`)
        : fits(shape);
    },
    weights: () => [],
  }),
});
