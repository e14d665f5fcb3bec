import type { Said } from '../../graph/rule.js';
import * as tf from '@tensorflow/tfjs-core';
import { declare } from '../../options/declare.js';
import { countBetween, flag, listOf, notNegative, number, orNull, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { makeOptimizer } from './make-optimizer.js';
import { adamRule } from './adam.js';
import {
  pattern,
  optimizerOptions,
  type Optimizer,
  type OptimizerOptions,
  type UpdateRule,
} from './optimizer.js';

/** Options of `muon`. */
export interface MuonOptions extends OptimizerOptions {
  /** The share of a matrix, times the learning rate, that is taken off before a step. Default 0.004. */
  readonly weightDecay?: number;
  /** How slowly the mean of gradients forgets where Adam steps: 0 to 1. Default 0.9. */
  readonly adamBeta1?: number;
  /** How slowly the mean of their squares forgets there: 0 to 1. Default 0.999. */
  readonly adamBeta2?: number;
  /** The weight decay of the variables that Adam steps. Default 0.004. */
  readonly adamWeightDecay?: number;
  /** What keeps Adam's division finite. Default 1e-7. */
  readonly epsilon?: number;
  /** Words (or patterns of regular expressions) in the places of weights that Adam is to step: `['output']`. Default none. */
  readonly excludeLayers?: readonly string[];
  /** Whether Adam steps whatever has 'embedding' in its place. Default true. */
  readonly excludeEmbeddings?: boolean;
  /** The polynomial's first factor. Default 3.4445. */
  readonly muonA?: number;
  /** The polynomial's factor of the third power. Default -4.775. */
  readonly muonB?: number;
  /** The polynomial's factor of the fifth power. Default 2.0315. */
  readonly muonC?: number;
  /** How many times Muon's learning rate Adam's is: zero or more. Default 1. */
  readonly adamLrRatio?: number;
  /** How much of the gradients so far is carried on: 0 to 1. Default 0.95. */
  readonly momentum?: number;
  /** How often the polynomial is applied: 1 to 100. Default 5. */
  readonly nsSteps?: number;
  /** Whether the gradient is looked at one step ahead. Default true. */
  readonly nesterov?: boolean;
  /** How large a step's root mean square is (Liu et al. 2025), or null for steps as they come out. Default 0.2. */
  readonly rmsRate?: number | null;
}

type Settings = Required<Omit<MuonOptions, Exclude<keyof OptimizerOptions, 'weightDecay'>>>;

/** The nearest matrix whose singular values are all about one, by iterations of Newton and Schulz. */
const orthogonal = (x: tf.Tensor2D, { muonA, muonB, muonC, nsSteps }: Settings): tf.Tensor2D => {
  const isTall = x.shape[0] > x.shape[1];
  const flat = isTall ? tf.transpose(x) : x;
  let y: tf.Tensor2D = tf.div(flat, tf.add(tf.norm(flat), 1e-7));
  for (let i = 0; i < nsSteps; i++) {
    const square = tf.matMul(y, y, false, true);
    const mixed: tf.Tensor2D = tf.add(
      tf.mul(square, muonB),
      tf.matMul(tf.mul<tf.Tensor2D>(square, muonC), square),
    );
    y = tf.add(tf.mul(y, muonA), tf.matMul(mixed, y));
  }
  return isTall ? tf.transpose(y) : y;
};

const muonRule = (settings: Settings): UpdateRule => {
  const { adamBeta1, adamBeta2, epsilon, momentum, nesterov, rmsRate, adamLrRatio } = settings;
  const words = settings.excludeLayers.map((word) => new RegExp(word));
  const isAdams = (path: string, shape: readonly number[]) =>
    shape.length !== 2 ||
    (settings.excludeEmbeddings && path.toLowerCase().includes('embedding')) ||
    words.some((word) => word.test(path));
  const adam = adamRule({ beta1: adamBeta1, beta2: adamBeta2, epsilon, amsgrad: false });
  return {
    slots: ['momentum', 'velocity'],
    slotsFor: (path, shape) =>
      ['momentum', ...(isAdams(path, shape) ? ['velocity'] : [])].map((name) => ({ name, shape })),
    kernel: undefined,
    kernelFor: (path, shape) =>
      isAdams(path, shape) ? adam.kernel! : { name: 'MuonStep', slots: ['momentum'] },
    scalars: (rate, t) => ({
      ...adam.scalars(rate * adamLrRatio, t),
      ofMatrix: rate,
      momentum,
      ofGradient: nesterov ? 1 : 0,
      ofCarried: nesterov ? momentum : 1,
      rmsRate: rmsRate ?? -1,
      nsSteps: settings.nsSteps,
      muonA: settings.muonA,
      muonB: settings.muonB,
      muonC: settings.muonC,
    }),
    decayOf: (path, shape) => (isAdams(path, shape) ? settings.adamWeightDecay : settings.weightDecay),
    step: (value, gradient, slots, scalars) => {
      if (slots.length > 1) return adam.step(value, gradient, slots, scalars);
      const [x, g] = [native(value) as tf.Tensor2D, native(gradient) as tf.Tensor2D];
      const m: tf.Tensor2D = tf.add(g, tf.mul(native(slots[0]!), momentum));
      const update = orthogonal(nesterov ? tf.add(g, tf.mul(m, momentum)) : m, settings);
      const size = rmsRate === null ? 1 : Math.sqrt(Math.max(...x.shape)) * rmsRate;
      return [tf.sub(x, tf.mul(update, scalars['ofMatrix']! * size)), m] as unknown as Tensor[];
    },
  };
};

/**
 * Muon: steps by matrices whose singular values are made alike (Jordan et al. 2024; Liu et al. 2025); what is no matrix, embeddings,
 * and what `excludeLayers` names is stepped by AdamW. The output layer should be named there. Learning rate 0.001.
 *
 * @example compile({ optimizer: optimizers.muon({ excludeLayers: ['output'] }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/muon/
 */
export const muon: (
  options?: MuonOptions | Said<'muon takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'muon',
    options: {
      ...optimizerOptions(0.001),
      weightDecay: optional(notNegative, 0.004),
      adamBeta1: optional(share, 0.9),
      adamBeta2: optional(share, 0.999),
      adamWeightDecay: optional(notNegative, 0.004),
      epsilon: optional(notNegative, 1e-7),
      excludeLayers: optional(listOf('a list of words in the places of weights', pattern), []),
      excludeEmbeddings: optional(flag, true),
      muonA: optional(number, 3.4445),
      muonB: optional(number, -4.775),
      muonC: optional(number, 2.0315),
      adamLrRatio: optional(notNegative, 1),
      momentum: optional(share, 0.95),
      nsSteps: optional(countBetween(1, 100), 5),
      nesterov: optional(flag, true),
      rmsRate: optional(orNull(notNegative), 0.2),
    } satisfies Declares<MuonOptions>,
  },
  (settings) => makeOptimizer('muon', 'Muon', settings, muonRule(settings)),
);
