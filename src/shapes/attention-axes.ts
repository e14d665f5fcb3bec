import { show } from '../errors/show.js';
import type { AttentionShapes } from './attention.js';
import { matches } from './matches.js';
import { fits, misfit, showShape, type Checked, type Shape } from './shape.js';

/** The axes over which is attended, counted from the batch, in order; all between it and the features where none are said. */
export const attentionAxes = (
  layer: string,
  { query, value }: Pick<AttentionShapes, 'query' | 'value'>,
  asked: number | readonly number[] | undefined,
): Checked<readonly number[]> => {
  const between = query.slice(1, -1).map((_, i) => i + 1);
  if (asked === undefined) return fits(between);
  const over = [asked].flat().map((axis) => (axis < 0 ? axis + query.length : axis));
  if (over.length === 0 || new Set(over).size < over.length || over.some((axis) => !between.includes(axis)))
    return misfit(
      `${layer}: attentionAxes must be axes of ${showShape(query)} between the batch and the features, got ${show(asked)}`,
    );
  const others = (shape: Shape) => between.filter((axis) => !over.includes(axis)).map((axis) => shape[axis]!);
  return matches(others(value), others(query))
    ? fits(over)
    : misfit(
        `${layer}: value must be as the query ${showShape(query)} along the axes it does not attend over, got ${showShape(value)}`,
      );
};

/** The shape of the scores: `[batch, ...axes that are left alone, heads, ...steps of the query, ...of the values]`. */
export const scoresShape = (
  { query, value }: Pick<AttentionShapes, 'query' | 'value'>,
  over: readonly number[],
  heads: number,
): Shape => [
  ...query.slice(0, -1).filter((_, axis) => !over.includes(axis)),
  heads,
  ...over.map((axis) => query[axis]!),
  ...over.map((axis) => value[axis]!),
];

/** Refuses a mask that is not `[batch, ...steps of the query, ...of the values]`; over one axis `attended` has looked at it. */
export const maskFits = (
  layer: string,
  { query, value, mask }: AttentionShapes,
  over: readonly number[],
): Checked<undefined> => {
  const wanted = [query[0]!, ...over.map((axis) => query[axis]!), ...over.map((axis) => value[axis]!)];
  return !mask || query.length === 3 || matches(mask, wanted)
    ? fits(undefined)
    : misfit(`${layer}: attentionMask must be ${showShape(wanted)}, got ${showShape(mask)}`);
};
