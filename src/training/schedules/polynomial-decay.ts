import { declare } from '../../options/declare.js';
import { flag, notNegative, positive } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { makeSchedule, type MakesSchedule } from './schedule.js';

/** Options of `polynomialDecay`. */
export interface PolynomialDecayOptions {
  /** The rate of the first step: zero or more. */
  readonly initialLearningRate: number;
  /** After how many steps the rate is `endLearningRate`: above zero. */
  readonly decaySteps: number;
  /** The rate at the end: zero or more. Default 0.0001. */
  readonly endLearningRate?: number;
  /** The power of the polynomial: zero or more; 1 falls along a line. Default 1. */
  readonly power?: number;
  /** Whether it rises again after `decaySteps`, to fall over twice as many, then thrice. Default false. */
  readonly cycle?: boolean;
}

const f = Math.fround;

/**
 * Falls along a polynomial, and then stays:
 * `(initialLearningRate - endLearningRate) * (1 - step / decaySteps) ** power + endLearningRate`.
 *
 * @example schedules.polynomialDecay({ initialLearningRate: 0.1, decaySteps: 10_000, endLearningRate: 0.01, power: 0.5 })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/learning_rate_schedules/polynomial_decay/
 */
export const polynomialDecay: MakesSchedule<
  PolynomialDecayOptions,
  'polynomialDecay takes its options as an object, e.g. { initialLearningRate: 0.1, decaySteps: 1000 }'
> = declare(
  {
    name: 'polynomialDecay',
    options: {
      initialLearningRate: notNegative,
      decaySteps: positive,
      endLearningRate: optional(notNegative, 0.0001),
      power: optional(notNegative, 1),
      cycle: optional(flag, false),
    } satisfies Declares<PolynomialDecayOptions>,
  },
  (config) => {
    const { initialLearningRate, endLearningRate, power, cycle } = config;
    const [first, last, once] = [f(initialLearningRate), f(endLearningRate), f(config.decaySteps)];
    return makeSchedule('PolynomialDecay', config, (step) => {
      const times = cycle && step > 0 ? Math.ceil(f(f(step) / once)) : 1;
      const passed = f((cycle ? f(step) : Math.min(f(step), once)) / f(once * times));
      return f(f(first - last) * f(f(1 - passed) ** f(power))) + last;
    });
  },
);
