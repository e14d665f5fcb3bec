// The options that every layer with a kernel and a bias shares.
import type { WeightInitializer } from '../../graph/layer.js';
import { flag } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { FloorDivide } from '../../shapes/arithmetic.js';
import type { NumbersIn } from '../../shapes/numbers-in.js';
import type { Along, DataFormat, Rank } from '../../shapes/rank.js';
import type { SizeAlong } from '../../shapes/slide.js';
import type { SpaceParts } from '../../shapes/space.js';
import { activation, type Activation } from './activations.js';
import { constraintKind, type Constraint } from './constraints.js';
import { initializerKind, type Initializer } from './initializers.js';
import { regularizerKind, type Regularizer } from './regularizers.js';

/** The shape of a bias for so many outputs, if there is one: `BiasShape<10, true>` is `[[10]]`. */
export type BiasShape<N extends number, B extends boolean> = B extends true ? [[N]] : [];

/** A size along each axis: `KernelSize<2, 3>` is `[3, 3]`. */
export type KernelSize<R extends Rank, K> = {
  1: [SizeAlong<K, '0'>];
  2: [SizeAlong<K, '0'>, SizeAlong<K, '1'>];
  3: [SizeAlong<K, '0'>, SizeAlong<K, '1'>, SizeAlong<K, '2'>];
}[R];

/**
 * The numbers in a kernel over a space, of so many groups, and its bias:
 * `KernelNumbers<2, [null, 9, 9, 3], 3, 8, 'channelsLast', true>` is `'224'`.
 */
export type KernelNumbers<
  R extends Rank,
  In,
  K,
  C extends number,
  F extends DataFormat,
  B extends boolean,
  G extends number = 1,
> =
  SpaceParts<In, F> extends readonly [unknown, Along<R, unknown>, infer Z extends number]
    ? NumbersIn<[[...KernelSize<R, K>, FloorDivide<Z, G>, C], ...BiasShape<C, B>]>
    : unknown;

/** Options of a layer with a kernel and a bias. */
export interface KernelOptions<B extends boolean = boolean> {
  /** The function on the layer's output. Default `'linear'`: none. */
  activation?: Activation;
  /** Whether a bias is added. Default true. */
  useBias?: B;
  /** How the kernel begins. Default `'glorotUniform'`. */
  kernelInitializer?: Initializer;
  /** How the bias begins. Default `'zeros'`. */
  biasInitializer?: Initializer;
  /** A penalty on the kernel, added to the loss. Default none. */
  kernelRegularizer?: Regularizer;
  /** A penalty on the bias, added to the loss. Default none. */
  biasRegularizer?: Regularizer;
  /** A penalty on what the layer gives, for each sample, added to the loss. Default none. */
  activityRegularizer?: Regularizer;
  /** What the kernel is held to after each step. Default none. */
  kernelConstraint?: Constraint;
  /** What the bias is held to after each step. Default none. */
  biasConstraint?: Constraint;
}

/** `KernelOptions`, declared. */
export const kernelOptions = {
  activation: optional(activation, 'linear'),
  useBias: optional(flag, true),
  kernelInitializer: optional(initializerKind, 'glorotUniform'),
  biasInitializer: optional(initializerKind, 'zeros'),
  kernelRegularizer: optional(regularizerKind),
  biasRegularizer: optional(regularizerKind),
  activityRegularizer: optional(regularizerKind),
  kernelConstraint: optional(constraintKind),
  biasConstraint: optional(constraintKind),
} satisfies Declares<KernelOptions>;

/** Those of a kernel and a bias themselves, for layers that have not all of `KernelOptions`. */
export const kernelWeightOptions = {
  kernelInitializer: kernelOptions.kernelInitializer,
  biasInitializer: kernelOptions.biasInitializer,
  kernelRegularizer: kernelOptions.kernelRegularizer,
  biasRegularizer: kernelOptions.biasRegularizer,
  kernelConstraint: kernelOptions.kernelConstraint,
  biasConstraint: kernelOptions.biasConstraint,
};

/** An initializer that draws by so many numbers in and out, where the shape of a kernel does not tell them. */
export const drawnByFans = (
  { className, config }: WeightInitializer,
  fans: readonly [number, number],
): WeightInitializer => ({ className, config: { ...config, fans } });
