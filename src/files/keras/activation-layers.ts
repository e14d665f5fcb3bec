// Layers that stand in a file as the activation of another: `Dense(8, activation=LeakyReLU(0.1))`.
import { isKerasObject, type KerasObject } from './keras-object.js';

/** Layers whose activation comes last, so that a layer behind them does the same. */
const comesLast = /^(Dense|EinsumDense|Activation|(Separable|Depthwise)?Conv[123]D(Transpose)?)$/;

/** Layers of settings that are activations; those without settings stand for the function of their name. */
const activations = /^(LeakyReLU|ReLU|ELU|Softmax)$/;

/** A layer with a plain activation, and the one that stood there, which is called on what it gives. */
export interface Parted {
  readonly layer: KerasObject;
  readonly activation: KerasObject | undefined;
}

/** A layer and its activation, apart where that is a layer with settings of its own. */
export const activationApart = (given: KerasObject): Parted => {
  const { activation, name } = given.config;
  if (
    !comesLast.test(given.class_name) ||
    !isKerasObject(activation) ||
    !activations.test(activation.class_name)
  )
    return { layer: given, activation: undefined };
  return {
    layer: { ...given, config: { ...given.config, activation: 'linear' } },
    activation: { ...activation, config: { ...activation.config, name: `${String(name)}_activation` } },
  };
};
