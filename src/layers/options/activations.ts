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

/** What `hard_sigmoid` was before Keras 3, `0.2 x + 0.5` from 0 to 1: files hold it, and nobody writes it. */
const older: string = 'hardSigmoidOfKeras2';

/** Names, and that of files. */
const withOlder = <T extends string>(kind: Kind<T>): Kind<T> => ({
  ...kind,
  read: (given) => (given === older ? (older as T) : kind.read(given)),
});

const names = withOlder(nameOf("an activation such as 'relu'", activations));

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
export const layerActivation = withOlder(nameOf("an activation such as 'relu'", layerActivations));
