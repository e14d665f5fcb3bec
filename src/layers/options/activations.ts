import { nameOf } from '../../options/kinds.js';

/** Keras's activation functions; each is its formula at https://keras.io/api/layers/activations/. */
export const activations = [
  'celu',
  'elu',
  'exponential',
  'gelu',
  'hardShrink',
  'hardSigmoid',
  'hardSilu',
  'hardSwish',
  'hardTanh',
  'leakyRelu',
  'linear',
  'logSigmoid',
  'logSoftmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'silu',
  'softShrink',
  'softmax',
  'softplus',
  'softsign',
  'sparsePlus',
  'sparseSigmoid',
  'sparsemax',
  'squareplus',
  'swish',
  'tanh',
  'tanhShrink',
] as const;

/** The name of an activation function. */
export type Activation = (typeof activations)[number];

/** An activation function among the options. */
export const activation = nameOf("an activation such as 'relu'", activations);
