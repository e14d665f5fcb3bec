import { declare } from '../../options/declare.js';
import { notNegative, oneOrMore, positive, share } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { makeSchedule, type MakesSchedule } from './schedule.js';

/** Options of `cosineDecayRestarts`. */
export interface CosineDecayRestartsOptions {
  /** The rate of the first step: zero or more. */
  readonly initialLearningRate: number;
  /** Over how many steps it falls the first time: above zero. */
  readonly firstDecaySteps: number;
  /** How many times as long each fall is as the one before: 1 or more. Default 2. */
  readonly tMul?: number;
  /** How many times as high each fall begins as the one before: zero or more. Default 1. */
  readonly mMul?: number;
  /** What share of the first rate is left at the end of a fall: 0 to 1. Default 0. */
  readonly alpha?: number;
}

const f = Math.fround;
const pi = f(Math.PI);

/** How many falls are over, and how much of the one at hand is, after `passed` lengths of the first; each is `times` as long. */
const fallAt = (passed: number, times: number): readonly [over: number, fraction: number] => {
  if (times === 1) return [Math.floor(passed), f(passed - Math.floor(passed))];
  const over = Math.floor(f(f(Math.log(f(1 - f(passed * f(1 - times))))) / f(Math.log(times))));
  const length = f(times ** over);
  return [over, f(f(passed - f(f(1 - length) / f(1 - times))) / length)];
};

/**
 * Falls along half a wave of the cosine, again and again: warm restarts (Loshchilov and Hutter 2016).
 *
 * @example schedules.cosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 1000, mMul: 0.5 })
 * @throws TypeError for a misspelt option or an impossible value.
 * @see https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay_restarts/
 */
export const cosineDecayRestarts: MakesSchedule<
  CosineDecayRestartsOptions,
  'cosineDecayRestarts takes its options as an object, e.g. { initialLearningRate: 0.1, firstDecaySteps: 1000 }'
> = declare(
  {
    name: 'cosineDecayRestarts',
    options: {
      initialLearningRate: notNegative,
      firstDecaySteps: positive,
      tMul: optional(oneOrMore, 2),
      mMul: optional(notNegative, 1),
      alpha: optional(share, 0),
    } satisfies Declares<CosineDecayRestartsOptions>,
  },
  (config) => {
    const [first, length] = [f(config.initialLearningRate), f(config.firstDecaySteps)];
    const [times, height, alpha] = [f(config.tMul), f(config.mMul), f(config.alpha)];
    return makeSchedule('CosineDecayRestarts', config, (step) => {
      const [over, fraction] = fallAt(f(f(step) / length), times);
      const wave = f(f(0.5 * f(height ** over)) * f(1 + f(Math.cos(f(pi * fraction)))));
      return first * f(f(f(1 - alpha) * wave) + alpha);
    });
  },
);
