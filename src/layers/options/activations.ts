import { nameOf } from '../../options/kinds.js';

/** Keras's activation functions; each is its formula at https://keras.io/api/layers/activations/. */
export const activations = [
  'elu',
  'exponential',
  'gelu',
  'hardSigmoid',
  'leakyRelu',
  'linear',
  'logSoftmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'silu',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
] as const;

/** The name of an activation function. */
export type Activation = (typeof activations)[number];

/** An activation function among the options. */
export const activation = nameOf("an activation such as 'relu'", activations);
