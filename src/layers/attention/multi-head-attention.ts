import { defineLayer, onlyInput, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { count, either, integer, listOf } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import { attended, type Attended, type NotValue } from '../../shapes/attention.js';
import {
  attentionAxes,
  maskFits,
  scoresShape,
  type NotAlike,
  type NotAxes,
} from '../../shapes/attention-axes.js';
import { fits, misfit, showShape, whenFits, type Shape, type ShapeError } from '../../shapes/shape.js';
import type { AsObject } from '../options/as-object.js';
import {
  headsOptions,
  headsRoles,
  headsShapes,
  headsWeights,
  type AttentionRoles,
  type AttentionTensors,
  type BesideQuery,
  type HeadsOptions,
  type HeadsRefused,
  type ValueOf,
} from '../options/heads.js';
import type { CountArg } from '../options/numbers.js';

/** The sizes that take the place of the query's features: one, or a list of them. */
type OutputSizes = number | readonly number[];

/** The axes over which is attended. */
type AttentionAxes = number | readonly number[];

/** Options of `multiHeadAttention`. */
export interface MultiHeadAttentionOptions<
  Out extends OutputSizes = OutputSizes,
  Scores extends boolean = boolean,
  Asked extends AttentionAxes = AttentionAxes,
  Causal extends boolean = boolean,
> extends HeadsOptions<Scores, Causal> {
  /** The size of each head's values. Default `keyDim`. */
  valueDim?: number;
  /** What the last axis of the output becomes: one size, or a list of them. Default: the query's features. */
  outputShape?: Out;
  /** The axes over which is attended, the batch being 0. Default: all between the batch and the features. */
  attentionAxes?: Asked;
}

/** A query stays but for its features; with the scores there are two outputs. */
export interface MultiHeadAttentionRule<
  N extends number,
  K extends number,
  Out extends OutputSizes | undefined,
  Scores extends boolean,
  Asked extends AttentionAxes | undefined = undefined,
  Causal extends boolean = false,
> extends RoleRule {
  readonly of: ['multiHeadAttention', N, K, Out, Scores, Asked, Causal];
  readonly out: OverAxes<
    Attended<'multiHeadAttention', this['in'], ValueOf<this['in'], this['given']>, N, Out, Scores, Asked>,
    NotAxes<'multiHeadAttention', this['in'], Asked, Causal>
  >;
  readonly refused: AxesRefused<this['in'], this['given'], Asked>;
}

interface AxesRefused<Query, Given, Asked> extends Omit<
  HeadsRefused<'multiHeadAttention', Query, Given>,
  'value'
> {
  readonly value: Given extends { readonly value: infer Value }
    ? NotValue<'multiHeadAttention', Query, Value> extends infer Why extends string
      ? Why
      : NotAlike<'multiHeadAttention', Query, Value, Asked>
    : unknown;
}

/** What is made, or the sentence for axes that it cannot attend over. */
type OverAxes<Made, Why> = Why extends string
  ? Made extends ShapeError<string>
    ? Made
    : ShapeError<Why, Made>
  : Made;

/** Multi-head attention; its signature, wherever it stands. */
export interface MultiHeadAttention<Where extends Place> {
  /**
   * Multi-head attention: each head looks, from each step of a query, at the values whose keys are like it. Vaswani et al.
   * 2017.
   *
   * Input `[batch, ..., features]`, output the same, or of `outputShape`; with `returnAttentionScores` that and the scores
   * `[batch, numHeads, steps, values]`. By itself the query attends to itself; `value`, `key` and `attentionMask` are given
   * where the layer is called. Masks of the query, value and key are heeded; `queryMask`, `valueMask` and `keyMask` stand in
   * their place (Keras 3.15 itself forgets a `query_mask` that is given). Weights: `query/kernel`, `key/kernel`
   * `[features, numHeads, keyDim]`, `value/kernel` `[features, numHeads, valueDim]`, `attention_output/kernel` `[numHeads,
   * valueDim, features]`, each with a bias.
   *
   * @param numHeads How many heads: a whole number above zero.
   * @param keyDim The size of each head's queries and keys.
   * @throws ShapeMismatchError where there are no steps and features, their number is not known, value, key and mask do not
   * fit, or `useCausalMask` or `slidingWindow` meet several axes of steps.
   * @example input(['time', 64]).multiHeadAttention(8, 16, { useCausalMask: true }) // [null, 'time', 64]
   * @see https://keras.io/api/layers/attention_layers/multi_head_attention/
   */
  <
    const N extends number,
    const K extends number,
    const Out extends OutputSizes | undefined = undefined,
    const Scores extends boolean = false,
    const Asked extends AttentionAxes | undefined = undefined,
    const Causal extends boolean = false,
    const V extends SymbolicTensor | undefined = undefined,
    const Y extends SymbolicTensor | undefined = undefined,
    const M extends SymbolicTensor | undefined = undefined,
    const QM extends SymbolicTensor | undefined = undefined,
    const VM extends SymbolicTensor | undefined = undefined,
    const YM extends SymbolicTensor | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    numHeads: Arg<
      At,
      MultiHeadAttentionRule<N, K, Out, Scores, Asked, Causal>,
      CountArg<'multiHeadAttention: numHeads', N>
    >,
    keyDim: CountArg<'multiHeadAttention: keyDim', K>,
    options?:
      | (MultiHeadAttentionOptions<Out & OutputSizes, Scores, Asked & AttentionAxes, Causal> &
          AttentionTensors<
            At,
            MultiHeadAttentionRule<N, K, Out, Scores, Asked, Causal>,
            BesideQuery<V, Y, M, QM, VM, YM>
          >)
      | AsObject<'multiHeadAttention', '{ value, dropout: 0.1 }', Name>,
  ): PlacedCall<
    At,
    MultiHeadAttentionRule<N, K, Out, Scores, Asked, Causal>,
    BesideQuery<V, Y, M, QM, VM, YM>,
    AttentionRoles,
    Name
  >;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Multi-head attention, of the tensor to itself, or to a `value`.
     *
     * @example input(['time', 64]).multiHeadAttention(8, 16, { useCausalMask: true }) // [null, 'time', 64]
     * @see https://keras.io/api/layers/attention_layers/multi_head_attention/
     */
    readonly multiHeadAttention: MultiHeadAttention<OnTensor>;
  }
}

const numbers = either(count, listOf('a list of whole numbers above zero', count));
const axes = either(integer, listOf('a list of whole numbers', integer));

/**
 * Multi-head attention.
 *
 * @example sequential([20, 64], [multiHeadAttention(8, 16)]) // [null, 20, 64]
 * @see https://keras.io/api/layers/attention_layers/multi_head_attention/
 */
export const multiHeadAttention: MultiHeadAttention<Free> = defineLayer({
  name: 'multiHeadAttention',
  className: 'MultiHeadAttention',
  baseName: 'multi_head_attention',
  roles: headsRoles,
  perCall: ['useCausalMask'],
  masks: 'make',
  takes: { numHeads: count, keyDim: count },
  options: {
    ...headsOptions,
    valueDim: optional(count),
    outputShape: optional(numbers),
    attentionAxes: optional(axes),
  } satisfies OwnOptions<MultiHeadAttentionOptions>,
  spec: ({ numHeads, keyDim, valueDim = keyDim, outputShape, ...options }) => {
    const out = outputShape === undefined ? undefined : [outputShape].flat();
    const sizes = { heads: numHeads, groups: numHeads, keys: keyDim, values: valueDim, out };
    return {
      random: options.dropout > 0,
      outputShape: (inputs, call) => {
        const shapes = headsShapes(onlyInput('multiHeadAttention', inputs), call);
        const { useCausalMask = options.useCausalMask } = call.options;
        const windowed = useCausalMask ? 'useCausalMask' : options.slidingWindow && 'slidingWindow';
        if (windowed && shapes.query.length > 3)
          return misfit(
            `multiHeadAttention: ${windowed} needs [batch, steps, features], got ${showShape(shapes.query)}`,
          );
        return whenFits(attended('multiHeadAttention', shapes, out), (made) =>
          whenFits(attentionAxes('multiHeadAttention', shapes, options.attentionAxes), (over) =>
            whenFits(maskFits('multiHeadAttention', shapes, over), () =>
              fits<Shape | readonly Shape[]>(
                options.returnAttentionScores ? [made, scoresShape(shapes, over, numHeads)] : made,
              ),
            ),
          ),
        );
      },
      weights: ([query], call) => headsWeights(headsShapes(query!, call), sizes, options),
    };
  },
});
