// The options that every layer with a kernel and a bias shares.
import { checkActivation, type Activation } from './activations.js';
import { toConstraint, type Constraint } from './constraints.js';
import { flag } from './flag.js';
import { toInitializer, type Initializer } from './initializers.js';
import { toRegularizer, type Regularizer } from './regularizers.js';

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

/** The names of `KernelOptions`. */
export const kernelOptionNames = [
  'activation',
  'useBias',
  'kernelInitializer',
  'biasInitializer',
  'kernelRegularizer',
  'biasRegularizer',
  'kernelConstraint',
  'biasConstraint',
] as const;

/** The configuration of `KernelOptions`, Keras's defaults filled in. */
export const kernelConfig = (layer: string, options: KernelOptions) => ({
  activation: checkActivation(layer, options.activation ?? 'linear'),
  useBias: flag(layer, 'useBias', options.useBias, true),
  kernelInitializer: toInitializer(layer, 'kernelInitializer', options.kernelInitializer ?? 'glorotUniform'),
  biasInitializer: toInitializer(layer, 'biasInitializer', options.biasInitializer ?? 'zeros'),
  kernelRegularizer: toRegularizer(layer, 'kernelRegularizer', options.kernelRegularizer),
  biasRegularizer: toRegularizer(layer, 'biasRegularizer', options.biasRegularizer),
  kernelConstraint: toConstraint(layer, 'kernelConstraint', options.kernelConstraint),
  biasConstraint: toConstraint(layer, 'biasConstraint', options.biasConstraint),
});
