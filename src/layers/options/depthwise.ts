// The options of layers whose kernels look at one channel each.
import { count, flag } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Counted, Multiply } from '../../shapes/arithmetic.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import type { Along, DataFormat, Rank } from '../../shapes/rank.js';
import type { SpaceParts } from '../../shapes/space.js';
import { activation, type Activation } from './activations.js';
import { constraintKind, type Constraint } from './constraints.js';
import { initializerKind, type Initializer } from './initializers.js';
import type { BiasShape, KernelSize } from './kernel.js';
import { regularizerKind, type Regularizer } from './regularizers.js';

/** The numbers in a depthwise kernel and its bias: `DepthwiseNumbers<2, [null, 9, 9, 3], 3, 2, 'channelsLast', true>` is `'60'`. */
export type DepthwiseNumbers<
  R extends Rank,
  In,
  K,
  M extends number,
  F extends DataFormat,
  B extends boolean,
> =
  SpaceParts<In, F> extends readonly [unknown, Along<R, unknown>, infer Z extends number]
    ? NumbersIn<[[...KernelSize<R, K>, Z, M], ...BiasShape<Multiply<Z, Counted<M>>, B>]>
    : unknown;

/** The same with a pointwise kernel behind it, C channels out. */
export type SeparableNumbers<
  R extends Rank,
  In,
  K,
  M extends number,
  C extends number,
  F extends DataFormat,
  B extends boolean,
> =
  SpaceParts<In, F> extends readonly [unknown, Along<R, unknown>, infer Z extends number]
    ? NumbersIn<[[...KernelSize<R, K>, Z, M], [Multiply<Z, Counted<M>>, C], ...BiasShape<C, B>]>
    : unknown;

/** Options of a layer with a depthwise kernel and a bias. */
export interface DepthwiseOptions<B extends boolean = boolean> {
  /** The function on the layer's output. Default `'linear'`: none. */
  activation?: Activation;
  /** Whether a bias is added. Default true. */
  useBias?: B;
  /** How the depthwise kernel begins. Default `'glorotUniform'`. */
  depthwiseInitializer?: Initializer;
  /** How the bias begins. Default `'zeros'`. */
  biasInitializer?: Initializer;
  /** A penalty on the depthwise kernel, added to the loss. Default none. */
  depthwiseRegularizer?: Regularizer;
  /** A penalty on the bias, added to the loss. Default none. */
  biasRegularizer?: Regularizer;
  /** A penalty on what the layer gives, for each sample, added to the loss. Default none. */
  activityRegularizer?: Regularizer;
  /** What the depthwise kernel is held to after each step. Default none. */
  depthwiseConstraint?: Constraint;
  /** What the bias is held to after each step. Default none. */
  biasConstraint?: Constraint;
}

/** `DepthwiseOptions`, declared. */
export const depthwiseOptions = {
  activation: optional(activation, 'linear'),
  useBias: optional(flag, true),
  depthwiseInitializer: optional(initializerKind, 'glorotUniform'),
  biasInitializer: optional(initializerKind, 'zeros'),
  depthwiseRegularizer: optional(regularizerKind),
  biasRegularizer: optional(regularizerKind),
  activityRegularizer: optional(regularizerKind),
  depthwiseConstraint: optional(constraintKind),
  biasConstraint: optional(constraintKind),
} satisfies Declares<DepthwiseOptions>;

/** Options of the pointwise kernel behind a depthwise one. */
export interface PointwiseOptions {
  /** How the pointwise kernel begins. Default `'glorotUniform'`. */
  pointwiseInitializer?: Initializer;
  /** A penalty on the pointwise kernel, added to the loss. Default none. */
  pointwiseRegularizer?: Regularizer;
  /** What the pointwise kernel is held to after each step. Default none. */
  pointwiseConstraint?: Constraint;
}

/** `PointwiseOptions`, declared. */
export const pointwiseOptions = {
  pointwiseInitializer: optional(initializerKind, 'glorotUniform'),
  pointwiseRegularizer: optional(regularizerKind),
  pointwiseConstraint: optional(constraintKind),
} satisfies Declares<PointwiseOptions>;

/** How many channels come of each. */
export const depthMultiplier = optional(count, 1);
