import { defineLayer, onlyInput, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { count } from '../../options/kinds.js';
import type { NotCount, Remainder } from '../../shapes/arithmetic.js';
import { grouped, type Grouped, type NotGroupedValue } from '../../shapes/grouped-attention.js';
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
import type { Count, CountArg } from '../options/numbers.js';

/** Options of `groupedQueryAttention`. */
export type GroupedQueryAttentionOptions<Scores extends boolean = boolean> = HeadsOptions<Scores>;

/** A query stays as it is; with the scores there are two outputs. */
export interface GroupedQueryAttentionRule<
  D extends number,
  N extends number,
  G extends number,
  Scores extends boolean,
> extends RoleRule {
  readonly of: ['groupedQueryAttention', D, N, G, Scores];
  readonly out: Grouped<this['in'], ValueOf<this['in'], this['given']>, N, Scores>;
  readonly refused: Refused<this['in'], this['given']>;
}

/** Those of any attention by heads, but values are as long as the query. */
interface Refused<Query, Given> extends Omit<HeadsRefused<'groupedQueryAttention', Query, Given>, 'value'> {
  readonly value: Given extends { readonly value: infer Value } ? NotGroupedValue<Query, Value> : unknown;
}

/**
 * The type of `numKeyValueHeads`: G, or the sentence where it is no count, or does not divide the query's heads.
 * `KeyHeads<8, 3>` is `'groupedQueryAttention: numKeyValueHeads must divide the 8 heads of the query, got 3'`.
 */
type KeyHeads<N extends number, G extends number> =
  Count<'groupedQueryAttention: numKeyValueHeads', G> extends infer Why extends string
    ? Why
    : number extends N | G
      ? G
      : `${N}` extends NotCount
        ? G
        : Remainder<N, G> extends 0
          ? G
          : `groupedQueryAttention: numKeyValueHeads must divide the ${N} heads of the query, got ${G}`;

/** Grouped-query attention; its signature, wherever it stands. */
export interface GroupedQueryAttention<Where extends Place> {
  /**
   * Multi-head attention whose keys and values have fewer heads than the query, each used by as many of its. Ainslie et al.
   * 2023. With one it is multi-query attention.
   *
   * Input `[batch, steps, features]`, output the same; with `returnAttentionScores` that and the scores `[batch,
   * numQueryHeads, steps, values]`. By itself the query attends to itself; `value`, as long as the query, `key` and
   * `attentionMask` are given where the layer is called. Masks of the query, value and key are heeded;
   * `queryMask`, `valueMask` and `keyMask` stand in their place. Weights:
   * `query/kernel` `[features, numQueryHeads, headDim]`, `key/kernel`, `value/kernel` `[features, numKeyValueHeads,
   * headDim]`, `attention_output/kernel` `[numQueryHeads, headDim, features]`, each with a bias.
   *
   * @param headDim The size of each head.
   * @param numQueryHeads How many heads the query has.
   * @param numKeyValueHeads How many keys and values have: they divide those of the query.
   * @throws ShapeMismatchError where there are no steps and features, their number is not known, or value, key and mask do
   * not fit; TypeError where `numKeyValueHeads` does not divide `numQueryHeads`.
   * @example input(['time', 64]).groupedQueryAttention(8, 8, 2, { useCausalMask: true }) // [null, 'time', 64]
   * @see https://keras.io/api/layers/attention_layers/group_query_attention/
   */
  <
    const D extends number,
    const N extends number,
    const G extends number,
    const Scores extends boolean = false,
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
    headDim: Arg<
      At,
      GroupedQueryAttentionRule<D, N, G, Scores>,
      CountArg<'groupedQueryAttention: headDim', D>
    >,
    numQueryHeads: CountArg<'groupedQueryAttention: numQueryHeads', N>,
    numKeyValueHeads: KeyHeads<N, G> extends infer Why extends string ? Why : G,
    options?:
      | (GroupedQueryAttentionOptions<Scores> &
          AttentionTensors<At, GroupedQueryAttentionRule<D, N, G, Scores>, BesideQuery<V, Y, M, QM, VM, YM>>)
      | AsObject<'groupedQueryAttention', '{ value, dropout: 0.1 }', Name>,
  ): PlacedCall<
    At,
    GroupedQueryAttentionRule<D, N, G, Scores>,
    BesideQuery<V, Y, M, QM, VM, YM>,
    AttentionRoles,
    Name
  >;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Multi-head attention whose keys and values have fewer heads than the query.
     *
     * @example input(['time', 64]).groupedQueryAttention(8, 8, 2, { useCausalMask: true }) // [null, 'time', 64]
     * @see https://keras.io/api/layers/attention_layers/group_query_attention/
     */
    readonly groupedQueryAttention: GroupedQueryAttention<OnTensor>;
  }
}

const layer = 'groupedQueryAttention';

/**
 * Multi-head attention whose keys and values have fewer heads than the query.
 *
 * @example sequential([20, 64], [groupedQueryAttention(8, 8, 2)]) // [null, 20, 64]
 * @see https://keras.io/api/layers/attention_layers/group_query_attention/
 */
export const groupedQueryAttention: GroupedQueryAttention<Free> = defineLayer({
  name: layer,
  className: 'GroupedQueryAttention',
  baseName: 'grouped_query_attention',
  roles: headsRoles,
  perCall: ['useCausalMask'],
  masks: 'make',
  takes: { headDim: count, numQueryHeads: count, numKeyValueHeads: count },
  options: headsOptions satisfies OwnOptions<GroupedQueryAttentionOptions>,
  spec: ({ headDim, numQueryHeads: heads, numKeyValueHeads: groups, ...options }) => {
    if (heads % groups !== 0)
      throw new TypeError(
        `${layer}: numKeyValueHeads must divide the ${heads} heads of the query, got ${groups}`,
      );
    const sizes = { heads, groups, keys: headDim, values: headDim, out: undefined };
    return {
      random: options.dropout > 0,
      outputShape: (inputs, call) =>
        grouped(headsShapes(onlyInput(layer, inputs), call), heads, options.returnAttentionScores),
      weights: ([query], call) => headsWeights(headsShapes(query!, call), sizes, options),
    };
  },
});
