import { defineLayer, onlyInput, type LayerOptions } from '../../graph/layer.js';
import { listOf } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import type { AsObject } from '../options/as-object.js';
import type { ListIn, ListOr } from '../options/numbers.js';
import type { Free, OnTensor, Place, Placed, Rule, This, TupleArg } from '../../graph/rule.js';
import type { EachOf } from '../../shapes/shape.js';
import { reshaped, type Reshaped } from '../../shapes/reshape.js';
import { fits, orThrow, whenFits, type Shape, type ShapeError } from '../../shapes/shape.js';

/** The axes after the batch take the target's sizes: `[null, 784]` and `[28, 28, -1]` give `[null, 28, 28, 1]`. */
export interface ReshapeRule<To extends readonly number[]> extends Rule {
  readonly of: ['reshape', To];
  readonly params: '0';
  readonly out: EachOf<To extends unknown ? ReshapeOut<this['in'], To> : never>;
}

type ReshapeOut<In, To extends readonly number[]> = In extends readonly [infer B, ...infer Rest extends Shape]
  ? WithBatch<B, Reshaped<Rest, To>>
  : number extends (In & Shape)['length']
    ? WithBatch<null, Reshaped<Shape, To>>
    : ShapeError<'reshape needs [batch, ...], got []', [null, ...To]>;

/** The batch axis put back before a verdict's shape. */
type WithBatch<B, Out> = Out extends Shape
  ? [B, ...Out]
  : Out extends ShapeError<infer Sentence, infer Intended extends Shape>
    ? ShapeError<Sentence, [B, ...Intended]>
    : never;

/** Value twin of `ReshapeRule`. */
const reshapeShape = (shape: Shape, target: readonly number[]) =>
  whenFits(reshaped(shape.slice(1), target), (rest) => fits([shape[0]!, ...rest]));

/** Reshaping; its signature, wherever it stands. */
export interface Reshape<Where extends Place> {
  /**
   * Gives the axes after the batch other sizes, the elements in the same order.
   *
   * Input `[batch, ...]`, output `[batch, ...targetShape]`.
   *
   * @param targetShape The new sizes, without the batch; one may be -1, and is then what is left.
   * @throws ShapeMismatchError where the elements don't add up.
   * @example input([784]).reshape([28, 28, -1]) // [null, 28, 28, 1]
   * @see https://keras.io/api/layers/reshaping_layers/reshape/
   */
  <const To, Name extends string = never, At = Where>(
    this: This<Where, At>,
    targetShape: ListOr<
      'reshape: targetShape',
      'a list of sizes, e.g. [28, 28, 1]',
      To,
      TupleArg<At, ReshapeRule<ListIn<To>>, ListIn<To>>
    >,
    options?: LayerOptions | AsObject<'reshape', "{ name: 'first' }", Name>,
  ): Placed<At, ReshapeRule<ListIn<To>>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Reshaping.
     *
     * @example input([784]).reshape([28, 28, -1]) // [null, 28, 28, 1]
     * @see https://keras.io/api/layers/reshaping_layers/reshape/
     */
    readonly reshape: Reshape<OnTensor>;
  }
}

/** Any number: the rule says which of them are sizes. */
const anyNumber: Kind<number> = {
  needs: '',
  read: (given) => (typeof given === 'number' ? given : undefined),
};

/**
 * Reshaping.
 *
 * @example sequential([784], [reshape([28, 28, -1])]) // [null, 28, 28, 1]
 * @see https://keras.io/api/layers/reshaping_layers/reshape/
 */
export const reshape: Reshape<Free> = defineLayer({
  name: 'reshape',
  className: 'Reshape',
  baseName: 'reshape',
  integers: true,
  takes: {
    targetShape: listOf('a list of sizes, e.g. [28, 28, 1]', anyNumber, (sizes) => sizes.length < 16),
  },
  options: {},
  spec: ({ targetShape }) => {
    // sizes that fit nothing are refused here, whatever the input
    orThrow(reshaped([null], targetShape));
    return {
      outputShape: (inputs) => reshapeShape(onlyInput('reshape', inputs), targetShape),
      weights: () => [],
    };
  },
});
