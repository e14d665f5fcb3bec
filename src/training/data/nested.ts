// Nested arrays: their shape, and each value in them.
import type { Sizes } from '../../shapes/sizes.js';
import { isList } from '../../errors/show.js';
import { DataError } from './data-error.js';

/** A level of nested arrays; the last may be typed. */
const isRow = (level: unknown): level is ArrayLike<unknown> =>
  isList(level) || (ArrayBuffer.isView(level) && 'length' in level);

/** What a value is called that is not of the kind that is needed. */
export const kindOf = (value: unknown): string =>
  isRow(value) ? 'an array' : value === null ? 'null' : typeof value;

/** The shape that the first value of each level tells. */
export const nestedShape = (data: unknown): Sizes => {
  const shape: number[] = [];
  for (let level = data; isRow(level); level = level[0]) shape.push(level.length);
  return shape;
};

/** Visits the values row by row, each with its place; refuses arrays that are not as long as those before them. */
export const visitNested = (
  data: unknown,
  shape: Sizes,
  what: string,
  visit: (value: unknown, place: string) => void,
): void => {
  const go = (level: unknown, depth: number, place: string): void => {
    if (depth === shape.length) return visit(level, place);
    if (!isRow(level) || level.length !== shape[depth])
      throw new DataError(
        `${place} has ${isRow(level) ? `length ${level.length}` : 'no length'}, but the arrays before it have ${shape[depth]}`,
      );
    // by index, for an array may have holes
    for (let i = 0; i < level.length; i++) go(level[i], depth + 1, `${place}[${i}]`);
  };
  go(data, 0, what);
};
