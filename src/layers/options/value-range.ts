import { listOf, number } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';

/** The least and the largest value that pixels may have. */
export type ValueRange = readonly [least: number, largest: number];

export const valueRange = listOf(
  '[least, largest], two numbers in that order',
  number,
  (range) => range.length === 2 && range[0]! < range[1]!,
) as unknown as Kind<ValueRange>;
