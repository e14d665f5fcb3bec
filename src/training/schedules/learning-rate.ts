// What stands as `learningRate` of an optimizer, and how files and workers tell of it.
import { isCallable, isUncalled } from '../../options/declare.js';
import { notNegative } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import { cosineDecay } from './cosine-decay.js';
import { cosineDecayRestarts } from './cosine-decay-restarts.js';
import { fromFunction, ownSchedule } from './custom.js';
import { exponentialDecay } from './exponential-decay.js';
import { inverseTimeDecay } from './inverse-time-decay.js';
import { piecewiseConstantDecay } from './piecewise-constant-decay.js';
import { polynomialDecay } from './polynomial-decay.js';
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

const byClass = {
  CosineDecay: cosineDecay,
  CosineDecayRestarts: cosineDecayRestarts,
  ExponentialDecay: exponentialDecay,
  InverseTimeDecay: inverseTimeDecay,
  PiecewiseConstantDecay: piecewiseConstantDecay,
  PolynomialDecay: polynomialDecay,
} as unknown as Readonly<Record<string, (config: object) => Schedule>>;

const isRecord = (rate: unknown): rate is ScheduleRecord =>
  typeof rate === 'object' && rate !== null && 'className' in rate && 'config' in rate;

/**
 * The learning rate again; whatever is no record of a schedule comes out as it is. Of a function only the name is known.
 *
 * @throws TypeError for a schedule of no class of ours.
 */
export const readRate = (rate: unknown): unknown => {
  if (!isRecord(rate)) return rate;
  const { className, config } = rate;
  if (className === ownSchedule) {
    const name = String(config['name']);
    return fromFunction(() => {
      throw new TypeError(`the schedule '${name}' is a function, of which only the name is known here`);
    }, name);
  }
  if (!Object.hasOwn(byClass, className)) throw new TypeError(`there is no schedule '${className}'`);
  return byClass[className]!(config);
};

/** The name of a function of the user's that stands as an optimizer's learning rate, if one does. */
export const ownScheduleOf = (config: Readonly<Record<string, unknown>>): string | undefined => {
  const rate = config['learningRate'];
  return isRecord(rate) && rate.className === ownSchedule ? String(rate.config['name']) : undefined;
};
