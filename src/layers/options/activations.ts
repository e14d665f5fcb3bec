import { nameOf } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';

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

const names = nameOf("an activation such as 'relu'", activations);

/** An activation function among the options. */
export const activation: Kind<Activation> = {
  ...names,
  hint: (given) =>
    given === 'glu' || given === 'threshold'
      ? `that is a layer by itself: put activation('${given}'${given === 'glu' ? '' : ', ...'}) behind`
      : names.hint?.(given),
};

/** As layers there are two more: `'glu'` changes the shape, and `'threshold'` has numbers of its own. */
const layerActivations = [...activations, 'glu', 'threshold'] as const;

/** The name of an activation function as a layer. */
export type LayerActivation = (typeof layerActivations)[number];

/** An activation function as a layer. */
export const layerActivation = nameOf("an activation such as 'relu'", layerActivations);
