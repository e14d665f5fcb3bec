// What attention without heads shares: `attention` and `additiveAttention` differ in what likeness is.
import { onlyInput, type LayerOptions } from '../../graph/layer.js';
import type { RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { CallShapes } from '../../graph/roles.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { flag, seed, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { oneHead, type NotFound, type NotSeen, type OneHead } from '../../shapes/one-head.js';
import type { Checked, Shape } from '../../shapes/shape.js';
import type { NotStepMask } from '../../shapes/step-mask.js';
import { regularizerKind, type Regularizer } from './regularizers.js';

/** Options of attention without heads. */
export interface OneHeadOptions<Scores extends boolean = boolean> extends LayerOptions {
  /** The share of the scores that is dropped in training: 0 to 1. Default 0. */
  dropout?: number;
  /** Whether a step sees only those up to itself. Default false. */
  useCausalMask?: boolean;
  /** Whether the scores are given too, `[batch, steps, values]`. Default false. */
  returnAttentionScores?: Scores;
  /** The same seed drops the same, another part each batch. Default: a fresh one. */
  seed?: number;
  /** A penalty on what the layer gives, the scores too where it gives them, for each sample, added to the loss. Default none. */
  activityRegularizer?: Regularizer;
}

/** `OneHeadOptions`, declared. */
export const oneHeadOptions = {
  dropout: optional(share, 0),
  useCausalMask: optional(flag, false),
  returnAttentionScores: optional(flag, false),
  seed: optional(seed),
  activityRegularizer: optional(regularizerKind),
} satisfies Declares<OneHeadOptions, keyof LayerOptions>;

/** What a call of attention without heads takes beside the query. */
export interface OneHeadRoles {
  /** What is attended to, `[batch, ..., features]`. Default: the query. */
  readonly value?: SymbolicTensor;
  /** By what it is found, one for each value, of the query's features. Default: the value. */
  readonly key?: SymbolicTensor;
  /** Which steps of the query count, `[batch, steps]`: the output of others is zero. Default: those its mask keeps. */
  readonly queryMask?: SymbolicTensor;
  /** Which values may be looked at, `[batch, values]`. Default: those their mask keeps. */
  readonly valueMask?: SymbolicTensor;
  /** Whether a step of this call sees only those up to itself. Default: as the layer has it. */
  readonly useCausalMask?: boolean;
}

/** The tensors that stand among the options of a call on a tensor. */
export interface OneHeadTensors<
  At,
  R extends RoleRule,
  Given extends Beside<unknown, unknown, unknown, unknown>,
> {
  /** What is attended to. Default: the query. */
  value?: RoleArg<At, R, Given, 'value'>;
  /** By what it is found, one for each value, of the query's features. Default: the value. */
  key?: RoleArg<At, R, Given, 'key'>;
  /** Which steps of the query count: the output of others is zero. Default: those its mask keeps. */
  queryMask?: RoleArg<At, R, Given, 'queryMask'>;
  /** Which values may be looked at. Default: those their mask keeps. */
  valueMask?: RoleArg<At, R, Given, 'valueMask'>;
}

/** What tensors are given, by role. */
export interface Beside<V, Y, Q, M> {
  readonly value: V;
  readonly key: Y;
  readonly queryMask: Q;
  readonly valueMask: M;
}

/** The verdict on a query and what is given with it. */
export type OneHeadOut<L extends string, Query, Given, Scores extends boolean> = OneHead<
  L,
  Query,
  ValueOf<Query, Given>,
  Scores
>;

/** The sentence at each role that does not fit. */
export interface OneHeadRefused<L extends string, Query, Given> {
  readonly value: NotSeen<L, Query, At<Given, 'value'>, At<Given, 'key'>>;
  readonly key: NotFound<L, Query, ValueOf<Query, Given>, At<Given, 'key'>>;
  readonly queryMask: NotStepMask<L, 'queryMask', Query, At<Given, 'queryMask'>>;
  readonly valueMask: NotStepMask<L, 'valueMask', ValueOf<Query, Given>, At<Given, 'valueMask'>>;
}

type At<Given, Role extends string> = Given extends { readonly [R in Role]: infer X } ? X : undefined;
type ValueOf<Query, Given> = At<Given, 'value'> extends infer Value extends Shape ? Value : Query;

/** What such a layer gives on the shapes of a call. */
export const oneHeadShape = (
  layer: string,
  inputs: readonly Shape[],
  { roles }: CallShapes,
  scores: boolean,
): Checked<Shape | readonly Shape[]> => {
  const at = (role: string) => roles[role]?.[0];
  const query = onlyInput(layer, inputs);
  return oneHead(
    layer,
    { query, value: at('value'), key: at('key'), queryMask: at('queryMask'), valueMask: at('valueMask') },
    scores,
  );
};
