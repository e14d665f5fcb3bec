import { declare } from '../../options/declare.js';
import { callable, text } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { makeSchedule, type Schedule } from './schedule.js';

/** Options of `custom`. */
export interface CustomScheduleOptions {
  /** What errors and files call it. Default: the function's name. */
  readonly name?: string;
}

/** The class, in files, of schedules that are functions of the user's. */
export const ownSchedule = 'CustomSchedule';

/** A schedule from a function. */
export const fromFunction = (rateAt: (step: number) => number, name: string): Schedule =>
  makeSchedule(ownSchedule, { name }, rateAt, `'${name}'`);

/**
 * A schedule from a function of the step, counted from 0. The function itself will do as `learningRate` too. A file keeps its
 * name alone: `compile` gives it anew; it cannot be sent to a worker.
 *
 * @param rateAt The step in, the learning rate out.
 * @example optimizers.adam({ learningRate: schedules.custom((step) => 0.1 / (step + 1), { name: 'oneOver' }) })
 * @throws TypeError for what is no function.
 */
export const custom: (rateAt: (step: number) => number, options?: CustomScheduleOptions) => Schedule =
  declare(
    {
      name: 'custom',
      takes: { rateAt: callable<(step: number) => number>('a function of the step') },
      options: { name: optional(text) } satisfies Declares<CustomScheduleOptions>,
    },
    ({ rateAt, name = rateAt.name || 'schedule' }) => fromFunction(rateAt, name),
  );
