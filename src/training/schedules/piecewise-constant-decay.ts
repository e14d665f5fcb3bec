import { declare } from '../../options/declare.js';
import { listOf, notNegative, number } from '../../options/kinds.js';
import type { Declares } from '../../options/option.js';
import { makeSchedule, type MakesSchedule } from './schedule.js';

/** Options of `piecewiseConstantDecay`. */
export interface PiecewiseConstantDecayOptions {
  /** The last step of each rate but the last: one or more, rising. */
  readonly boundaries: readonly number[];
  /** The rates: one more than there are boundaries. */
  readonly values: readonly number[];
}

const rising = (list: readonly number[]) =>
  list.length > 0 && list.every((each, i) => i === 0 || each > list[i - 1]!);

/**
 * One rate after the other: `values[0]` up to and with the step `boundaries[0]`, then `values[1]`, and so on.
 *
 * @example schedules.piecewiseConstantDecay({ boundaries: [1000, 2000], values: [0.1, 0.05, 0.01] })
 * @throws TypeError for a misspelt option or an impossible value, or where there is not one value more than boundaries.
 * @see https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/
 */
export const piecewiseConstantDecay: MakesSchedule<
  PiecewiseConstantDecayOptions,
  'piecewiseConstantDecay takes its options as an object, e.g. { boundaries: [1000], values: [0.1, 0.01] }'
> = declare(
  {
    name: 'piecewiseConstantDecay',
    options: {
      boundaries: listOf('a list of one step or more, each greater than the one before', number, rising),
      values: listOf('a list of numbers of zero or more', notNegative),
    } satisfies Declares<PiecewiseConstantDecayOptions>,
  },
  (config) => {
    const { boundaries, values } = config;
    if (values.length !== boundaries.length + 1)
      throw new TypeError(
        `piecewiseConstantDecay: ${boundaries.length} boundaries part ${boundaries.length + 1} values, got ${values.length}`,
      );
    // as in Keras, a boundary between two steps is that of the whole step before
    const ends = boundaries.map(Math.trunc);
    return makeSchedule('PiecewiseConstantDecay', config, (step) => {
      const piece = ends.findIndex((end) => step <= end);
      return values[piece < 0 ? values.length - 1 : piece]!;
    });
  },
);
