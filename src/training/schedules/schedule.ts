import type { Said } from '../../graph/rule.js';
import { show } from '../../errors/show.js';
import { isMade } from '../../options/declare.js';
import { isWhole } from '../../shapes/arithmetic.js';

/** A learning rate that follows from how many steps were taken: given to an optimizer as `learningRate`, or read by itself. */
export interface Schedule {
  readonly kind: 'schedule';
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /**
   * The learning rate of a step, counted from 0, as a float32.
   *
   * @throws TypeError for what is no whole number of zero or more.
   * @throws RangeError where the rate that comes out is none: NaN, infinite, or below zero.
   */
  at(step: number): number;
}

/** A function that makes a schedule of its options; `Sentence` is what is said where they stand by place, as Keras has them. */
export type MakesSchedule<Options extends object, Sentence extends string> = (
  options: Options | Said<Sentence>,
  ...byPlace: readonly Said<Sentence>[]
) => Schedule;

/** What an optimizer takes as its learning rate: a number, a schedule, or a function from the step, counted from 0. */
export type LearningRate = number | Schedule | ((step: number) => number);

/** Whether a value is a schedule, and not a number or a function. */
export const isSchedule = (given: unknown): given is Schedule => isMade(given, 'schedule', 'at');

/** A schedule from its settings and its formula, whose steps and rates are checked. */
export const makeSchedule = (
  className: string,
  config: Readonly<Record<string, unknown>>,
  rateAt: (step: number) => number,
  name: unknown = className,
): Schedule => ({
  kind: 'schedule',
  className,
  config,
  at: (step) => {
    if (!isWhole(step))
      throw new TypeError(`${String(name)}: step must be a whole number, zero or more, got ${show(step)}`);
    const rate = rateAt(step);
    const single = typeof rate === 'number' ? Math.fround(rate) : Number.NaN;
    if (Number.isFinite(single) && single >= 0) return single;
    throw new RangeError(
      `the schedule ${String(name)} gives ${show(rate)} for step ${step}; a learning rate is a number of zero or more`,
    );
  },
});
