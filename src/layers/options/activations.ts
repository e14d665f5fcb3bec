import { nameOf } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import { camelCase, underscored } from '../../options/spelling.js';

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

/** Keras's spelling of those of several words. */
type KerasSpelling =
  | 'hard_shrink'
  | 'hard_sigmoid'
  | 'hard_silu'
  | 'hard_swish'
  | 'hard_tanh'
  | 'leaky_relu'
  | 'log_sigmoid'
  | 'log_softmax'
  | 'soft_shrink'
  | 'sparse_plus'
  | 'sparse_sigmoid'
  | 'tanh_shrink';

/** The name of an activation function, in our spelling or in Keras's. */
export type Activation = (typeof activations)[number] | KerasSpelling;

/** What `hard_sigmoid` was before Keras 3, `0.2 x + 0.5` from 0 to 1: files hold it, and nobody writes it. */
const older: string = 'hardSigmoidOfKeras2';

/** Names in either spelling, as ours, and that of files. */
const spelt = <T extends string>({ needs, hint, read }: Kind<T>): Kind<T | KerasSpelling> => ({
  needs,
  ...(hint && { hint }),
  read: (given) => {
    if (given === older) return older as T;
    const ours = read(typeof given === 'string' ? camelCase(given) : given);
    return ours === given || (ours !== undefined && underscored(ours) === given) ? ours : undefined;
  },
});

const names = spelt(nameOf("an activation such as 'relu'", activations));

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

/** The name of an activation function as a layer, in our spelling or in Keras's. */
export type LayerActivation = (typeof layerActivations)[number] | KerasSpelling;

/** An activation function as a layer. */
export const layerActivation = spelt(nameOf("an activation such as 'relu'", layerActivations));
