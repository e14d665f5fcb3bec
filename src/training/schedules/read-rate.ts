// Learning rates as files and workers tell of them: learning-rate.ts is the other way round.
import { cosineDecay } from './cosine-decay.js';
import { cosineDecayRestarts } from './cosine-decay-restarts.js';
import { fromFunction, ownSchedule } from './custom.js';
import { exponentialDecay } from './exponential-decay.js';
import { inverseTimeDecay } from './inverse-time-decay.js';
import { isRecord } from './learning-rate.js';
import { piecewiseConstantDecay } from './piecewise-constant-decay.js';
import { polynomialDecay } from './polynomial-decay.js';
import type { Schedule } from './schedule.js';

const byClass = {
  CosineDecay: cosineDecay,
  CosineDecayRestarts: cosineDecayRestarts,
  ExponentialDecay: exponentialDecay,
  InverseTimeDecay: inverseTimeDecay,
  PiecewiseConstantDecay: piecewiseConstantDecay,
  PolynomialDecay: polynomialDecay,
} as unknown as Readonly<Record<string, (config: object) => Schedule>>;

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
