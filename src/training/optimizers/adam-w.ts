import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { notNegative } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { adamOptions, adamRule, type AdamOptions } from './adam.js';
import { makeOptimizer } from './make-optimizer.js';
import type { Optimizer } from './optimizer.js';

/** Options of `adamW`. */
export interface AdamWOptions extends AdamOptions {
  /** The share of each variable, times the learning rate, that is taken off before a step. Default 0.004. */
  readonly weightDecay?: number;
}

/**
 * AdamW: Adam with weight decay that is no part of the gradient (Loshchilov and Hutter 2017). Learning rate 0.001.
 *
 * @example compile({ optimizer: optimizers.adamW({ weightDecay: 0.01 }), loss: 'mse' })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/adamw/
 */
export const adamW: (
  options?: AdamWOptions | Said<'adamW takes its options as an object, e.g. { learningRate: 0.001 }'>,
) => Optimizer = declare(
  {
    name: 'adamW',
    options: { ...adamOptions, weightDecay: optional(notNegative, 0.004) } satisfies Declares<AdamWOptions>,
  },
  (settings) => makeOptimizer('adamw', 'AdamW', settings, adamRule(settings)),
);
