// The classes that labels and outputs of a model say.
import { number } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import { isWhole } from '../../shapes/arithmetic.js';
import { showShape } from '../../shapes/shape.js';
import { DataError } from '../../training/data/data-error.js';
import { readArray, type ReadArray } from '../array-data.js';

/** Where the second of two classes begins. */
export const threshold = optional(number);

/** Rows of shares, or of single values. */
export const readScores = (what: string, data: unknown): ReadArray & { readonly width: number } => {
  const { values, shape } = readArray(what, data);
  if (values.length === 0) throw new DataError(`${what} is empty`);
  if (shape.length > 2)
    throw new DataError(`${what} must have shape [samples] or [samples, classes], got ${showShape(shape)}`);
  for (let i = 0; i < values.length; i++)
    if (Number.isNaN(values[i])) throw new DataError(`${what} holds NaN, first in row ${Math.floor(i / (shape[1] ?? 1))}`); // prettier-ignore
  return { values, shape, width: shape[1] ?? 1 };
};

/** The place of the greatest value of a row, the first of several. */
const greatest = (values: ArrayLike<number>, row: number, width: number): number => {
  let best = 0;
  for (let i = 1; i < width; i++) if (values[row * width + i]! > values[row * width + best]!) best = i;
  return best;
};

/**
 * The class of each row: where its greatest value is; of single values the class itself where they are whole numbers, and
 * otherwise whether the value is above the threshold.
 */
export const classesFrom = (what: string, data: unknown, threshold?: number): Int32Array => {
  const { values, shape, width } = readScores(what, data);
  const rows = shape[0]!;
  if (width > 1) return Int32Array.from({ length: rows }, (_, row) => greatest(values, row, width));
  const all = Array.from(values);
  if (threshold === undefined && all.every(isWhole)) return Int32Array.from(all);
  if (threshold === undefined) {
    const odd = all.findIndex((value) => value < 0 || value > 1);
    if (odd >= 0)
      throw new DataError(
        `${what} holds ${all[odd]} in row ${odd}, which is no class and no share from 0 to 1; of logits, give threshold: 0`,
      );
  }
  return Int32Array.from(all, (value) => (value > (threshold ?? 0.5) ? 1 : 0));
};

/** The classes of labels and of predictions, as many of the one as of the other. */
export const classPairs = (where: string, yTrue: unknown, yPred: unknown, threshold: number | undefined) => {
  const labels = classesFrom(`${where}: yTrue`, yTrue);
  const predictions = classesFrom(`${where}: yPred`, yPred, threshold);
  if (labels.length !== predictions.length)
    throw new DataError(`${where}: yTrue has ${labels.length} rows, but yPred ${predictions.length}`);
  return { labels, predictions };
};

/** How many classes there are, at least as many as are seen. */
export const classCount = (
  where: string,
  given: number | undefined,
  ...seen: readonly Int32Array[]
): number => {
  const largest = seen.reduce((most, each) => each.reduce((a, b) => Math.max(a, b), most), 0);
  if (given !== undefined && largest >= given)
    throw new DataError(
      `${where}: there is a class ${largest}, but ${given} classes: they go from 0 to ${given - 1}`,
    );
  if (largest >= 2 ** 14) throw new DataError(`${where}: yTrue or yPred holds class ${largest}; ${2 ** 14} classes are the most`); // prettier-ignore
  return given ?? largest + 1;
};
