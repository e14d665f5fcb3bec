// What stands as `learningRate` of an optimizer, and how files and workers tell of it.
import { isCallable, isUncalled } from '../../options/declare.js';
import { notNegative } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import { fromFunction, ownSchedule } from './custom.js';
import { isSchedule, type LearningRate, type Schedule } from './schedule.js';

/** The learning rate among an optimizer's options. */
export const learningRate: Kind<number | Schedule, LearningRate> = {
  needs: 'a number of zero or more, or a schedule',
  read: (given) => {
    if (isSchedule(given)) return given;
    if (isCallable(given)) {
      const rateAt = given as (step: number) => number;
      return fromFunction(rateAt, rateAt.name || 'schedule');
    }
    return notNegative.read(given);
  },
  hint: (given) =>
    isUncalled(given) ? `call it: schedules.${given.declaration.name}({ ... })` : notNegative.hint?.(given),
};

/** A schedule as plain data. */
export interface ScheduleRecord {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A learning rate as plain data. */
export const writeRate = (rate: number | Schedule): number | ScheduleRecord =>
  typeof rate === 'number' ? rate : { className: rate.className, config: rate.config };

/** Whether a learning rate is a schedule as plain data. */
export const isRecord = (rate: unknown): rate is ScheduleRecord =>
  typeof rate === 'object' && rate !== null && 'className' in rate && 'config' in rate;

/** The name of a function of the user's that stands as an optimizer's learning rate, if one does. */
export const ownScheduleOf = (config: Readonly<Record<string, unknown>>): string | undefined => {
  const rate = config['learningRate'];
  return isRecord(rate) && rate.className === ownSchedule ? String(rate.config['name']) : undefined;
};
