import { suggest } from '../../errors/suggest.js';

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

/** The activation of that name, or an error with the nearest one. */
export const checkActivation = (layer: string, name: string): Activation => {
  if ((activations as readonly string[]).includes(name)) return name as Activation;
  const near = suggest(name, activations);
  throw new TypeError(
    `${layer}: there is no activation '${name}'; ${near ? `did you mean '${near}'?` : `use one of ${activations.join(', ')}`}`,
  );
};
