// A query, [batch, ..., steps, features], that looks at values by the likeness of their keys, without heads: what fits
// together, and what comes of it.
import { apart, type Apart } from './apart.js';
import {
  notAsManyAxes,
  notOneForEach,
  type AndScores,
  type NotAsManyAxes,
  type NotOneForEach,
} from './attention.js';
import { matches, type Matches } from './matches.js';
import { fits, misfit, showShape, type Checked, type Shape, type ShapeError, type Show } from './shape.js';
import { notStepMask } from './step-mask.js';

/**
 * What a query becomes: its features give way to those of the values; with `Scores`, how it looks at them, too.
 * `OneHead<'attention', [null, 5, 8], [null, 7, 3], true>` is `[[null, 5, 3], [null, 5, 7]]`.
 */
export type OneHead<L extends string, Query, Value, Scores extends boolean> = number extends
  (Query & Shape)['length'] | (Value & Shape)['length']
  ? AndScores<Shape, Shape, Scores>
  : Query extends readonly [infer B, infer T, ...infer Rest, unknown]
    ? Value extends readonly [...unknown[], infer S, infer F]
      ? AndScores<[B, T, ...Rest, F], [B, T, ...Rest, S], Scores>
      : AndScores<Shape, Shape, Scores>
    : ShapeError<
        `${L} needs [batch, ..., steps, features], got ${Show<Query>}`,
        AndScores<Shape, Shape, Scores>
      >;

/** Why values do not fit a query, or `unknown`: they have its axes but for the steps, and without `Key` its features too. */
export type NotSeen<L extends string, Query, Value, Key> = Value extends Shape
  ? NotAsManyAxes<L, Query, Value> extends infer Why extends string
    ? Why
    : [Value, Query] extends [
          readonly [...infer Theirs, unknown, unknown],
          readonly [...infer Ours, unknown, unknown],
        ]
      ? Matches<Theirs, Ours> extends true
        ? Key extends Shape
          ? unknown
          : NotAlike<L, 'value', Query, Value>
        : `${L}: value must be as the query ${Show<Query>} but for steps and features, got ${Show<Value>}`
      : unknown
  : unknown;

/** Why keys do not fit a query and its values, or `unknown`. */
export type NotFound<L extends string, Query, Value, Key> = Key extends Shape
  ? NotOneForEach<L, Value, Key> extends infer Why extends string
    ? Why
    : NotAlike<L, 'key', Query, Key>
  : unknown;

type NotAlike<L extends string, Role extends string, Query, Key> = [Query, Key] extends [
  readonly [...unknown[], infer F],
  readonly [...unknown[], infer G],
]
  ? Apart<G, F> extends infer Why extends string
    ? `${L}: ${Why}, the features of the ${Role} ${Show<Key>} and of the query ${Show<Query>}; give a key of as many`
    : unknown
  : unknown;

/** The shapes of a call; what is not given is not there. */
export interface OneHeadShapes {
  readonly query: Shape;
  readonly value: Shape | undefined;
  readonly key: Shape | undefined;
  readonly queryMask: Shape | undefined;
  readonly valueMask: Shape | undefined;
}

/** Value twin of `NotAlike`. */
const notAlike = (layer: string, role: string, query: Shape, key: Shape): string | undefined => {
  const why = apart(key.at(-1)!, query.at(-1)!);
  return (
    why &&
    `${layer}: ${why}, the features of the ${role} ${showShape(key)} and of the query ${showShape(query)}; give a key of as many`
  );
};

/** Value twin of `OneHead`, and of what fits beside a query. */
export const oneHead = (
  layer: string,
  { query, value = query, key, queryMask, valueMask }: OneHeadShapes,
  scores: boolean,
): Checked<Shape | readonly Shape[]> => {
  if (query.length < 3)
    return misfit(`${layer} needs [batch, ..., steps, features], got ${showShape(query)}`);
  const why =
    notAsManyAxes(layer, query, value) ??
    (matches(value.slice(0, -2), query.slice(0, -2))
      ? undefined
      : `${layer}: value must be as the query ${showShape(query)} but for steps and features, got ${showShape(value)}`) ??
    (key
      ? (notOneForEach(layer, value, key) ?? notAlike(layer, 'key', query, key))
      : notAlike(layer, 'value', query, value)) ??
    notStepMask(layer, 'queryMask', query, queryMask) ??
    notStepMask(layer, 'valueMask', value, valueMask);
  if (why !== undefined) return misfit(why);
  const before = query.slice(0, -1);
  const made = [...before, value.at(-1)!];
  return fits<Shape | readonly Shape[]>(scores ? [made, [...before, value.at(-2)!]] : made);
};
