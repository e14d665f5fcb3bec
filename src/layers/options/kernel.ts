// The options that every layer with a kernel and a bias shares.
import { flag } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { activation, type Activation } from './activations.js';
import { constraintKind, type Constraint } from './constraints.js';
import { initializerKind, type Initializer } from './initializers.js';
import { regularizerKind, type Regularizer } from './regularizers.js';

/** Options of a layer with a kernel and a bias. */
export interface KernelOptions {
  /** The function on the layer's output. Default `'linear'`: none. */
  activation?: Activation;
  /** Whether a bias is added. Default true. */
  useBias?: boolean;
  /** How the kernel begins. Default `'glorotUniform'`. */
  kernelInitializer?: Initializer;
  /** How the bias begins. Default `'zeros'`. */
  biasInitializer?: Initializer;
  /** A penalty on the kernel, added to the loss. Default none. */
  kernelRegularizer?: Regularizer;
  /** A penalty on the bias, added to the loss. Default none. */
  biasRegularizer?: Regularizer;
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
  kernelConstraint: optional(constraintKind),
  biasConstraint: optional(constraintKind),
} satisfies Declares<KernelOptions>;
