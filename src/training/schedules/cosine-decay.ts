import { declare } from '../../options/declare.js';
import { notNegative, positive, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { makeSchedule, type MakesSchedule } from './schedule.js';

/** Options of `cosineDecay`. */
export interface CosineDecayOptions {
  /** The rate of the first step: zero or more. */
  readonly initialLearningRate: number;
  /** Over how many steps the rate falls, those of the warm-up not among them: above zero. */
  readonly decaySteps: number;
  /** What share of the highest rate is left at the end: 0 to 1. Default 0. */
  readonly alpha?: number;
  /** The rate that is risen to before it falls: zero or more. Default none: it falls from the first step. */
  readonly warmupTarget?: number;
  /** Over how many steps it is risen to: zero or more. Default 0. */
  readonly warmupSteps?: number;
}

const f = Math.fround;
const pi = f(Math.PI);

/**
 * Falls along half a wave of the cosine, and then stays; rises along a line before, where there is a `warmupTarget`
 * (Loshchilov and Hutter 2016; Goyal et al. 2017): `rate * ((1 - alpha) * (1 + cos(pi * step / decaySteps)) / 2 + alpha)`.
 *
 * @example schedules.cosineDecay({ initialLearningRate: 0, decaySteps: 1000, warmupTarget: 0.1, warmupSteps: 100 })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/
 */
export const cosineDecay: MakesSchedule<
  CosineDecayOptions,
  'cosineDecay takes its options as an object, e.g. { initialLearningRate: 0.1, decaySteps: 1000 }'
> = declare(
  {
    name: 'cosineDecay',
    options: {
      initialLearningRate: notNegative,
      decaySteps: positive,
      alpha: optional(share, 0),
      warmupTarget: optional(notNegative),
      warmupSteps: optional(notNegative, 0),
    } satisfies Declares<CosineDecayOptions>,
  },
  (config) => {
    const [first, length] = [f(config.initialLearningRate), f(config.decaySteps)];
    const [alpha, rest] = [f(config.alpha), f(1 - config.alpha)];
    const warm = config.warmupTarget === undefined ? 0 : f(config.warmupSteps);
    const top = f(config.warmupTarget ?? config.initialLearningRate);
    return makeSchedule('CosineDecay', config, (step) => {
      const passed = Math.min(f(step), f(length + warm));
      if (passed < warm) return f(f(top - first) * f(passed / warm)) + first;
      const wave = f(0.5 * f(1 + f(Math.cos(f(pi * f(f(passed - warm) / length))))));
      return top * f(f(rest * wave) + alpha);
    });
  },
);
