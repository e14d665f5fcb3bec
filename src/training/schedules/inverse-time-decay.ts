import { declare } from '../../options/declare.js';
import { flag, notNegative, positive } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { makeSchedule, type MakesSchedule } from './schedule.js';

/** Options of `inverseTimeDecay`. */
export interface InverseTimeDecayOptions {
  /** The rate of the first step: zero or more. */
  readonly initialLearningRate: number;
  /** In how many steps `decayRate` is added to what the rate is divided by: above zero. */
  readonly decaySteps: number;
  /** How strongly the rate falls: zero or more. */
  readonly decayRate: number;
  /** Whether it falls at once after each `decaySteps`, not a little with each step. Default false. */
  readonly staircase?: boolean;
}

const f = Math.fround;

/**
 * Falls as one over time: `initialLearningRate / (1 + decayRate * step / decaySteps)`.
 *
 * @example schedules.inverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 1, decayRate: 0.5 })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/
 */
export const inverseTimeDecay: MakesSchedule<
  InverseTimeDecayOptions,
  'inverseTimeDecay takes its options as an object, e.g. { initialLearningRate: 0.1, decaySteps: 1000, decayRate: 0.5 }'
> = declare(
  {
    name: 'inverseTimeDecay',
    options: {
      initialLearningRate: notNegative,
      decaySteps: positive,
      decayRate: notNegative,
      staircase: optional(flag, false),
    } satisfies Declares<InverseTimeDecayOptions>,
  },
  (config) => {
    const { initialLearningRate, decaySteps, decayRate, staircase } = config;
    return makeSchedule('InverseTimeDecay', config, (step) => {
      const passed = f(f(step) / f(decaySteps));
      return f(initialLearningRate) / f(1 + f(f(decayRate) * (staircase ? Math.floor(passed) : passed)));
    });
  },
);
