// What attention by heads shares: `multiHeadAttention` and `groupedQueryAttention`.
import type { LayerOptions, WeightInitializer, WeightSpec } from '../../graph/layer.js';
import type { RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { CallShapes } from '../../graph/roles.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { count, flag, seed, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { AttentionShapes, NotKey, NotMask, NotValue } from '../../shapes/attention.js';
import type { Shape } from '../../shapes/shape.js';
import type { NotStepMask } from '../../shapes/step-mask.js';
import { countOf } from '../../shapes/sizes.js';
import type { Regularizer } from './regularizers.js';
import { drawnByFans, kernelOptions, kernelWeightOptions, type KernelOptions } from './kernel.js';

/** Options of attention by heads. */
export interface HeadsOptions<Scores extends boolean = boolean, Causal extends boolean = boolean>
  extends LayerOptions, Omit<KernelOptions, 'activation' | 'activityRegularizer'> {
  /** A penalty on what each dense layer inside gives, for each sample, added to the loss. Default none. */
  activityRegularizer?: Regularizer;
  /** The share of the scores that is dropped in training: 0 to 1. Default 0. */
  dropout?: number;
  /** Whether the heads' outputs pass a sigmoid gate of the query. Default false. */
  useGate?: boolean;
  /** How many steps before and behind it a step looks at, itself counted. Default: all. */
  slidingWindow?: number;
  /** Whether a step sees only those up to itself. Default false. */
  useCausalMask?: Causal;
  /** Whether the scores are given too, `[batch, heads, steps, values]`. Default false. */
  returnAttentionScores?: Scores;
  /** The same seed drops the same, another part each batch. Default: a fresh one. */
  seed?: number;
}

/** `HeadsOptions`, declared. */
export const headsOptions = {
  useBias: kernelOptions.useBias,
  ...kernelWeightOptions,
  activityRegularizer: kernelOptions.activityRegularizer,
  dropout: optional(share, 0),
  useGate: optional(flag, false),
  slidingWindow: optional(count),
  useCausalMask: optional(flag, false),
  returnAttentionScores: optional(flag, false),
  seed: optional(seed),
} satisfies Declares<HeadsOptions, keyof LayerOptions>;

/** What a call of attention by heads takes beside the query. */
export interface AttentionRoles {
  /** What is attended to, `[batch, ..., features]`. Default: the query. */
  readonly value?: SymbolicTensor;
  /** By what it is found, one for each value. Default: the value. */
  readonly key?: SymbolicTensor;
  /** To which values each step of the query may look, `[batch, steps, values]`: 1, or 0. */
  readonly attentionMask?: SymbolicTensor;
  /** Which steps of the query count, `[batch, steps]`; others look at nothing. Default: those its mask keeps. */
  readonly queryMask?: SymbolicTensor;
  /** Which values may be looked at, `[batch, values]`. Default: those their mask keeps. */
  readonly valueMask?: SymbolicTensor;
  /** Which keys may be looked at, `[batch, values]`. Default: those the mask of a `key` keeps. */
  readonly keyMask?: SymbolicTensor;
  /** Whether a step of this call sees only those up to itself. Default: as the layer has it. */
  readonly useCausalMask?: boolean;
}

/** The tensors that stand among the options of a call on a tensor. */
export interface AttentionTensors<
  At,
  R extends RoleRule,
  Given extends BesideQuery<unknown, unknown, unknown, unknown, unknown, unknown>,
> {
  /** What is attended to. Default: the query. */
  value?: RoleArg<At, R, Given, 'value'>;
  /** By what it is found, one for each value. Default: the value. */
  key?: RoleArg<At, R, Given, 'key'>;
  /** To which values each step of the query may look. Default: all. */
  attentionMask?: RoleArg<At, R, Given, 'attentionMask'>;
  /** Which steps of the query count: others look at nothing. Default: those its mask keeps. */
  queryMask?: RoleArg<At, R, Given, 'queryMask'>;
  /** Which values may be looked at. Default: those their mask keeps. */
  valueMask?: RoleArg<At, R, Given, 'valueMask'>;
  /** Which keys may be looked at. Default: those the mask of a `key` keeps. */
  keyMask?: RoleArg<At, R, Given, 'keyMask'>;
}

/** What tensors are given, by role. */
export interface BesideQuery<V, Y, M, QM, VM, YM> {
  readonly value: V;
  readonly key: Y;
  readonly attentionMask: M;
  readonly queryMask: QM;
  readonly valueMask: VM;
  readonly keyMask: YM;
}

/** The sentence at each role that does not fit. */
export interface HeadsRefused<L extends string, Query, Given> {
  readonly value: Given extends { readonly value: infer Value } ? NotValue<L, Query, Value> : unknown;
  readonly key: Given extends { readonly key: infer Key } ? NotKey<L, ValueOf<Query, Given>, Key> : unknown;
  readonly attentionMask: Given extends { readonly attentionMask: infer Mask }
    ? NotMask<L, Query, ValueOf<Query, Given>, Mask>
    : unknown;
  readonly queryMask: Given extends { readonly queryMask: infer Mask }
    ? NotStepMask<L, 'queryMask', Query, Mask>
    : unknown;
  readonly valueMask: Given extends { readonly valueMask: infer Mask }
    ? NotStepMask<L, 'valueMask', ValueOf<Query, Given>, Mask>
    : unknown;
  readonly keyMask: Given extends { readonly keyMask: infer Mask }
    ? NotStepMask<L, 'keyMask', ValueOf<Query, Given>, Mask>
    : unknown;
}

/** The roles of a call beside the query, in the order in which its inputs stand. */
export const headsRoles = ['value', 'key', 'attentionMask', 'queryMask', 'valueMask', 'keyMask'] as const;

/** The values of a call: without others, the query. */
export type ValueOf<Query, Given> = Given extends { readonly value: infer Value extends Shape }
  ? Value
  : Query;

/** The shapes of a call: what is not given is the query, or the value. */
export const headsShapes = (query: Shape, { roles }: CallShapes): AttentionShapes => {
  const [value, key, mask, queryMask, valueMask, keyMask] = headsRoles.map((role) => roles[role]?.[0]);
  return {
    ...{ query, value: value ?? query, key: key ?? value ?? query },
    ...{ mask, queryMask, valueMask, keyMask },
  };
};

interface Sizes {
  readonly heads: number;
  /** Of keys and values. */
  readonly groups: number;
  readonly keys: number;
  readonly values: number;
  /** What takes the place of the query's features. */
  readonly out: readonly number[] | undefined;
}

/** What the weights hang on beside sizes. */
interface WeightOptions {
  readonly useBias: boolean;
  readonly useGate: boolean;
  readonly kernelInitializer: WeightInitializer;
  readonly biasInitializer: WeightInitializer;
}

/** The weights of dense layers into heads, and out of them, in Keras's order. */
export const headsWeights = (
  { query, value, key }: AttentionShapes,
  { heads, groups, keys, values, out }: Sizes,
  { useBias, useGate, kernelInitializer, biasInitializer }: WeightOptions,
): readonly WeightSpec[] => {
  // Keras draws by what is summed over, `into` of it, and what comes of it
  const dense = (name: string, into: readonly number[], of: readonly number[]): readonly WeightSpec[] => [
    {
      name: `${name}/kernel`,
      shape: [...into, ...of],
      trainable: true,
      initializer: drawnByFans(kernelInitializer, [countOf(into), countOf(of)]),
    },
    ...(useBias ? [{ name: `${name}/bias`, shape: of, trainable: true, initializer: biasInitializer }] : []),
  ];
  const last = (each: Shape) => each.at(-1) as number;
  return [
    ...dense('query', [last(query)], [heads, keys]),
    ...dense('key', [last(key)], [groups, keys]),
    ...(useGate ? dense('gate', [last(query)], [heads, values]) : []),
    ...dense('value', [last(value)], [groups, values]),
    ...dense('attention_output', [heads, values], out ?? [last(query)]),
  ];
};
