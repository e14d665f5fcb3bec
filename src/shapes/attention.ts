// A query, [batch, ..., features], that attends to values: what fits together, and what comes of it.
import type { Counted } from './arithmetic.js';
import type { ScoresShape } from './attention-axes.js';
import { matches, type Matches } from './matches.js';
import { fits, misfit, showShape, type Checked, type Shape, type ShapeError, type Show } from './shape.js';
import { notStepMask } from './step-mask.js';

/** What a query becomes: its last axis gives way to `Out`; with `Scores` how it looks at the values, along the axes that are `Asked` for, too. */
export type Attended<
  L extends string,
  Query,
  Value,
  Heads extends number,
  Out,
  Scores extends boolean,
  Asked = undefined,
> = Query extends readonly [infer B, infer T, ...infer Rest, infer F]
  ? F extends null | string
    ? ShapeError<
        `${L} needs to know the size of the last axis, got ${Show<Query>}`,
        WithScores<[B, T, ...Rest, ...OutSizes<Out, number>], Query, Value, Heads, Scores, Asked>
      >
    : WithScores<[B, T, ...Rest, ...OutSizes<Out, F>], Query, Value, Heads, Scores, Asked>
  : number extends (Query & Shape)['length']
    ? WithScores<Shape, Query, Value, Heads, Scores, Asked>
    : ShapeError<
        `${L} needs [batch, ..., steps, features], got ${Show<Query>}`,
        WithScores<Shape, Query, Value, Heads, Scores, Asked>
      >;

type OutSizes<Out, F> = Out extends number ? [Counted<Out>] : Out extends readonly number[] ? Out : [F];

/** `WithScores<[null, 5, 8], [null, 5, 8], [null, 7, 8], 2, true>` is `[[null, 5, 8], [null, 2, 5, 7]]`. */
type WithScores<Made, Query, Value, Heads extends number, Scores extends boolean, Asked> = AndScores<
  Made,
  Query extends readonly [infer B, infer T, unknown]
    ? [B, Counted<Heads>, T, Value extends readonly [unknown, infer S, unknown] ? S : T]
    : ScoresShape<Query, Value, Counted<Heads>, Asked>,
  Scores
>;

/** What is made, with `Scores` and them; where it is not known whether, one or both. */
export type AndScores<Made, Seen, Scores extends boolean> = [Scores] extends [false]
  ? Made
  : [Scores] extends [true]
    ? [Made, Seen]
    : Made | [Made, Shape];

/** Why values do not fit a query, or `unknown`: `NotValue<'attention', [null, 5, 8], [null, 8]>` is a sentence. */
export type NotValue<L extends string, Query, Value> = Value extends Shape
  ? NotAsManyAxes<L, Query, Value> extends infer Why extends string
    ? Why
    : NotKnown<L, Value>
  : unknown;

/** Why values have not the query's axes, or `unknown`. */
export type NotAsManyAxes<L extends string, Query, Value extends Shape> = number extends
  Value['length'] | (Query & Shape)['length']
  ? unknown
  : Value['length'] extends (Query & Shape)['length']
    ? unknown
    : `${L}: value must have as many axes as the query ${Show<Query>}, got ${Show<Value>}`;

type NotKnown<L extends string, S extends Shape> = S extends readonly [...unknown[], null | string]
  ? `${L} needs to know the size of the last axis, got ${Show<S>}`
  : unknown;

/** Why keys do not fit values, or `unknown`: there is one for each, of its own features. */
export type NotKey<L extends string, Value, Key> = Key extends Shape
  ? NotKnown<L, Key> extends infer Why extends string
    ? Why
    : NotOneForEach<L, Value, Key>
  : unknown;

/** Why there is not one key for each value, or `unknown`. */
export type NotOneForEach<L extends string, Value, Key extends Shape> = number extends
  Key['length'] | (Value & Shape)['length']
  ? unknown
  : [Key, Value] extends [readonly [...infer Steps, unknown], readonly [...infer Wanted, unknown]]
    ? Matches<Steps, Wanted> extends true
      ? unknown
      : `${L}: key must be as value ${Show<Value>} but for the last axis, got ${Show<Key>}`
    : unknown;

/** Why a mask does not fit, or `unknown`: it says for each step of a query to which values it may look. */
export type NotMask<L extends string, Query, Value, Mask> = Mask extends Shape
  ? [Query, Value] extends [readonly [infer B, infer T, unknown], readonly [unknown, infer S, unknown]]
    ? Mask extends readonly [infer b, infer t, infer s]
      ? false extends Spreads<b, B> | Spreads<t, T> | Spreads<s, S>
        ? MaskSentence<L, T, S, Mask>
        : unknown
      : MaskSentence<L, T, S, Mask>
    : unknown
  : unknown;

type MaskSentence<
  L extends string,
  T,
  S,
  Mask,
> = `${L}: attentionMask must be [batch, ${ShowAxis<T>}, ${ShowAxis<S>}], got ${Show<Mask>}`;
type ShowAxis<D> = `${D & (string | number | null)}`;

/** Whether an axis is another, or 1, or not known. */
type Spreads<A, B> = A extends 1 ? true : Matches<[A], [B]>;

/** The shapes of a call. */
export interface AttentionShapes {
  readonly query: Shape;
  readonly value: Shape;
  readonly key: Shape;
  readonly mask: Shape | undefined;
  readonly queryMask?: Shape | undefined;
  readonly valueMask?: Shape | undefined;
  readonly keyMask?: Shape | undefined;
}

const known = (layer: string, shape: Shape): string | undefined =>
  typeof shape.at(-1) === 'number'
    ? undefined
    : `${layer} needs to know the size of the last axis, got ${showShape(shape)}`;

/** Value twin of `NotAsManyAxes`. */
export const notAsManyAxes = (layer: string, query: Shape, value: Shape): string | undefined =>
  value.length === query.length
    ? undefined
    : `${layer}: value must have as many axes as the query ${showShape(query)}, got ${showShape(value)}`;

/** Value twin of `NotOneForEach`. */
export const notOneForEach = (layer: string, value: Shape, key: Shape): string | undefined =>
  matches(key.slice(0, -1), value.slice(0, -1))
    ? undefined
    : `${layer}: key must be as value ${showShape(value)} but for the last axis, got ${showShape(key)}`;

/** Value twin of `NotValue`, `NotKey`, `NotMask` and `NotStepMask`: the first sentence there is. */
const unfit = (layer: string, shapes: AttentionShapes): string | undefined => {
  const { query, value, key, mask } = shapes;
  const why =
    notAsManyAxes(layer, query, value) ??
    known(layer, value) ??
    known(layer, key) ??
    notOneForEach(layer, value, key) ??
    notStepMask(layer, 'queryMask', query, shapes.queryMask) ??
    notStepMask(layer, 'valueMask', value, shapes.valueMask) ??
    notStepMask(layer, 'keyMask', value, shapes.keyMask);
  if (why !== undefined || !mask || query.length !== 3) return why;
  const [wanted, spread] = [[query[0]!, query[1]!, value[1]!], mask.map((dim) => (dim === 1 ? null : dim))];
  return matches(spread, wanted)
    ? undefined
    : `${layer}: attentionMask must be [batch, ${query[1]!}, ${value[1]!}], got ${showShape(mask)}`;
};

/** Value twin of `Attended`, and of what fits beside a query. */
export const attended = (
  layer: string,
  shapes: AttentionShapes,
  out: readonly number[] | undefined,
): Checked => {
  const { query } = shapes;
  if (query.length < 3)
    return misfit(`${layer} needs [batch, ..., steps, features], got ${showShape(query)}`);
  const why = known(layer, query) ?? unfit(layer, shapes);
  return why === undefined ? fits([...query.slice(0, -1), ...(out ?? [query.at(-1)!])]) : misfit(why);
};
