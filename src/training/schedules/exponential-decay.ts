import { declare } from '../../options/declare.js';
import { flag, notNegative, positive } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { makeSchedule, type MakesSchedule } from './schedule.js';

/** Options of `exponentialDecay`. */
export interface ExponentialDecayOptions {
  /** The rate of the first step: zero or more. */
  readonly initialLearningRate: number;
  /** After how many steps the rate is `decayRate` times what it was: above zero. */
  readonly decaySteps: number;
  /** What the rate is multiplied by. */
  readonly decayRate: number;
  /** Whether it falls at once after each `decaySteps`, not a little with each step. Default false. */
  readonly staircase?: boolean;
}

const f = Math.fround;

/**
 * Falls by a factor: `initialLearningRate * decayRate ** (step / decaySteps)`.
 *
 * @example schedules.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.96, staircase: true })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/
 */
export const exponentialDecay: MakesSchedule<
  ExponentialDecayOptions,
  'exponentialDecay takes its options as an object, e.g. { initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.9 }'
> = declare(
  {
    name: 'exponentialDecay',
    options: {
      initialLearningRate: notNegative,
      decaySteps: positive,
      decayRate: notNegative,
      staircase: optional(flag, false),
    } satisfies Declares<ExponentialDecayOptions>,
  },
  (config) => {
    const { initialLearningRate, decaySteps, decayRate, staircase } = config;
    return makeSchedule('ExponentialDecay', config, (step) => {
      const passed = f(f(step) / f(decaySteps));
      return f(initialLearningRate) * f(f(decayRate) ** (staircase ? Math.floor(passed) : passed));
    });
  },
);
