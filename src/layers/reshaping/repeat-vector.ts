import { defineLayer, onlyInput, type LayerOptions } from '../../graph/layer.js';
import { count } from '../../options/kinds.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import type { Counted } from '../../shapes/arithmetic.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import type { CountArg } from '../options/numbers.js';

/** The row becomes `n` steps: `[null, 32]` gives `[null, 3, 32]`. */
export interface RepeatVectorRule<N extends number> extends Rule {
  readonly of: ['repeatVector', N];
  readonly params: '0';
  readonly out: this['in'] extends readonly [infer B, infer Features]
    ? [B, Counted<N>, Features]
    : number extends (this['in'] & Shape)['length']
      ? [null, Counted<N>, number]
      : ShapeError<
          `repeatVector needs [batch, features], got ${Show<this['in']>}`,
          [null, Counted<N>, number]
        >;
}

/** Value twin of `RepeatVectorRule`. */
const repeatedShape = (shape: Shape, n: number): Checked =>
  shape.length === 2
    ? fits([shape[0]!, n, shape[1]!])
    : misfit(`repeatVector needs [batch, features], got ${showShape(shape)}`);

/** Repetition of a row; its signature, wherever it stands. */
export interface RepeatVector<Where extends Place> {
  /**
   * Repeats each row `n` times, as steps.
   *
   * Input `[batch, features]`, output `[batch, n, features]`.
   *
   * @param n How often: a whole number above zero.
   * @throws ShapeMismatchError where the input is no row.
   * @example input([32]).repeatVector(3) // [null, 3, 32]
   * @see https://keras.io/api/layers/reshaping_layers/repeat_vector/
   */
  <const N extends number, Name extends string = never, At = Where>(
    this: This<Where, At>,
    n: Arg<At, RepeatVectorRule<N>, CountArg<'repeatVector: n', N>>,
    options?: LayerOptions | AsObject<'repeatVector', "{ name: 'first' }", Name>,
  ): Placed<At, RepeatVectorRule<N>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Repetition of a row.
     *
     * @example input([32]).repeatVector(3) // [null, 3, 32]
     * @see https://keras.io/api/layers/reshaping_layers/repeat_vector/
     */
    readonly repeatVector: RepeatVector<OnTensor>;
  }
}

/**
 * Repetition of a row.
 *
 * @example sequential([32], [repeatVector(3)]) // [null, 3, 32]
 * @see https://keras.io/api/layers/reshaping_layers/repeat_vector/
 */
export const repeatVector: RepeatVector<Free> = defineLayer({
  name: 'repeatVector',
  className: 'RepeatVector',
  baseName: 'repeat_vector',
  integers: true,
  takes: { n: count },
  options: {},
  spec: ({ n }) => ({
    outputShape: (inputs) => repeatedShape(onlyInput('repeatVector', inputs), n),
    weights: () => [],
  }),
});
