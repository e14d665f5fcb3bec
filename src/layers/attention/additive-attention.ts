import { defineLayer, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleRule } from '../../graph/role-layer.js';
import type { Free, OnTensor, OptionalArg, Place, Receiver } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { flag } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import {
  misfit,
  showShape,
  whenFits,
  fits,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import { glorotUniform } from '../options/initializers.js';
import {
  oneHeadOptions,
  oneHeadShape,
  type Beside,
  type OneHeadOptions,
  type OneHeadOut,
  type OneHeadRefused,
  type OneHeadRoles,
  type OneHeadTensors,
} from '../options/one-head.js';

/** Options of `additiveAttention`. */
export interface AdditiveAttentionOptions<
  Scores extends boolean = boolean,
  Sc extends boolean = boolean,
> extends OneHeadOptions<Scores> {
  /** Whether each feature counts by a learned number. Default true. */
  useScale?: Sc;
}

/** A query's features give way to those of the values; with the scores there are two outputs. */
export interface AdditiveAttentionRule<
  Scores extends boolean,
  Sc extends boolean = boolean,
> extends RoleRule {
  readonly of: ['additiveAttention', Scores, Sc];
  readonly params: Sc extends false
    ? '0'
    : this['in'] extends readonly [...unknown[], infer F extends number]
      ? NumbersIn<[[F]]>
      : unknown;
  readonly out: Scaled<this['in'], Sc, OneHeadOut<'additiveAttention', this['in'], this['given'], Scores>>;
  readonly refused: OneHeadRefused<'additiveAttention', this['in'], this['given']>;
}

/** The scale has a number for each feature, which must be known. */
type Scaled<In, Sc extends boolean, Out> = [Sc] extends [true]
  ? In extends readonly [unknown, unknown, ...unknown[], null | string]
    ? ShapeError<`additiveAttention needs to know the size of the last axis, got ${Show<In>}`, Out>
    : Out
  : Out;

/** Additive attention; its signature, wherever it stands. */
export interface AdditiveAttention<Where extends Place> {
  /**
   * Additive attention: each step of a query looks at the values whose keys are like it, by the sum of `scale * tanh(query +
   * key)`. Bahdanau et al. 2015.
   *
   * Input `[batch, ..., steps, features]`, output `[batch, ..., steps, features of the values]`; with
   * `returnAttentionScores` that and the scores `[batch, ..., steps, values]`. By itself the query attends to itself;
   * `value` and `key` are given where the layer is called. A query's masked steps give zeros, masked values are not looked at.
   * Weight: `scale` `[features]`.
   *
   * @throws ShapeMismatchError where there are no steps and features, their number is not known, or value, key and masks do
   * not fit.
   * @example input(['time', 64]).additiveAttention({ value: input(['words', 64]) }) // [null, 'time', 64]
   * @see https://keras.io/api/layers/attention_layers/additive_attention/
   */
  <
    const Scores extends boolean = false,
    const Sc extends boolean = true,
    const V extends SymbolicTensor | undefined = undefined,
    const Y extends SymbolicTensor | undefined = undefined,
    const Q extends SymbolicTensor | undefined = undefined,
    const M extends SymbolicTensor | undefined = undefined,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, AdditiveAttentionRule<Scores, Sc>, Given>,
    options?: OptionalArg<
      At,
      AdditiveAttentionRule<Scores, Sc>,
      Given,
      | (AdditiveAttentionOptions<Scores, Sc> &
          OneHeadTensors<At, AdditiveAttentionRule<Scores, Sc>, Beside<V, Y, Q, M>>)
      | AsObject<'additiveAttention', '{ value }', Name>
    >,
  ): PlacedCall<At, AdditiveAttentionRule<Scores, Sc>, Beside<V, Y, Q, M>, OneHeadRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Additive attention, of the tensor to itself, or to a `value`.
     *
     * @example input(['time', 64]).additiveAttention({ value: input(['words', 64]) }) // [null, 'time', 64]
     * @see https://keras.io/api/layers/attention_layers/additive_attention/
     */
    readonly additiveAttention: AdditiveAttention<OnTensor>;
  }
}

const layer = 'additiveAttention';

/**
 * Additive attention.
 *
 * @example additiveAttention()(query, { value, key }) // or query.additiveAttention({ value, key })
 * @see https://keras.io/api/layers/attention_layers/additive_attention/
 */
export const additiveAttention: AdditiveAttention<Free> = defineLayer({
  name: layer,
  className: 'AdditiveAttention',
  baseName: 'additive_attention',
  roles: ['value', 'key', 'queryMask', 'valueMask'],
  perCall: ['useCausalMask'],
  masks: 'make',
  options: {
    useScale: optional(flag, true),
    ...oneHeadOptions,
  } satisfies OwnOptions<AdditiveAttentionOptions>,
  spec: ({ useScale, dropout, returnAttentionScores }) => ({
    random: dropout > 0,
    outputShape: (inputs, call) =>
      whenFits(oneHeadShape(layer, inputs, call, returnAttentionScores), (out) =>
        useScale && typeof inputs[0]!.at(-1) !== 'number'
          ? misfit(`${layer} needs to know the size of the last axis, got ${showShape(inputs[0]!)}`)
          : fits<Shape | readonly Shape[]>(out),
      ),
    weights: ([query]) =>
      useScale
        ? [
            {
              name: 'scale',
              shape: [query!.at(-1) as number],
              trainable: true,
              initializer: glorotUniform(),
            },
          ]
        : [],
  }),
});
