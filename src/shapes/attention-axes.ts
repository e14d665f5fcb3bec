import { show } from '../errors/show.js';
import type { AttentionShapes } from './attention.js';
import type { Axis } from './axis.js';
import { matches, type Matches } from './matches.js';
import { fits, misfit, showShape, type Checked, type Shape, type Show } from './shape.js';

/** The axes that were asked for, as a list. */
type Listed<Asked> = Asked extends readonly number[] ? Asked : [Asked & number];

/** The places between the batch and the features: `Between<[null, 4, 5, 8]>` is `1 | 2`. */
type Between<S, At extends unknown[] = []> = S extends readonly [unknown, ...infer Rest]
  ? Rest extends readonly []
    ? never
    : (At extends [] ? never : At['length']) | Between<Rest, [...At, 0]>
  : never;

/** The places of the axes that were asked for: `Places<[null, 4, 5, 8], [-2]>` is `2`. */
type Places<S extends Shape, List extends readonly number[]> = {
  [K in keyof List]: Axis<S, List[K]>;
}[number];

/** What is left alone: the batch, and what is between it and the features but not attended over. */
type LeftAlone<
  S,
  Over,
  At extends unknown[] = [],
  Kept extends readonly unknown[] = [],
> = S extends readonly [infer D, ...infer Rest]
  ? Rest extends readonly []
    ? Kept
    : LeftAlone<Rest, Over, [...At, 0], At['length'] extends Over ? Kept : [...Kept, D]>
  : Kept;

/** The sizes of the axes that were asked for, in that order. */
type SizesOver<
  S extends Shape,
  List extends readonly number[],
  Sizes extends readonly unknown[] = [],
> = List extends readonly [infer A extends number, ...infer Rest extends readonly number[]]
  ? SizesOver<S, Rest, [...Sizes, S[Axis<S, A>]]>
  : Sizes;

/** Value twin: `scoresShape`. `ScoresShape<[null, 4, 5, 8], [null, 4, 7, 8], 2, [2]>` is `[null, 4, 2, 5, 7]`. */
export type ScoresShape<Query, Value, Heads, Asked> = [Query, Value] extends [
  infer Q extends Shape,
  infer V extends Shape,
]
  ? number extends Q['length'] | V['length']
    ? Shape
    : [Asked] extends [undefined]
      ? [Q, V] extends [
          readonly [infer B, ...infer Steps, unknown],
          readonly [unknown, ...infer Others, unknown],
        ]
        ? [B, Heads, ...Steps, ...Others]
        : Shape
      : number extends Listed<Asked>['length'] | Listed<Asked>[number]
        ? Shape
        : [
            ...LeftAlone<Q, Places<Q, Listed<Asked>>>,
            Heads,
            ...SizesOver<Q, Listed<Asked>>,
            ...SizesOver<V, Listed<Asked>>,
          ]
  : Shape;

/** Whether a list has an axis that is not between the batch and the features, or one twice. */
type Odd<Q extends Shape, List extends readonly number[], Free = Between<Q>> = List extends readonly [
  infer A extends number,
  ...infer Rest extends readonly number[],
]
  ? [Axis<Q, A>] extends [never]
    ? true
    : [Axis<Q, A>] extends [Free]
      ? Odd<Q, Rest, Exclude<Free, Axis<Q, A>>>
      : true
  : false;

/** Why one cannot attend over the axes that were asked for, or `unknown`. */
export type NotAxes<L extends string, Query, Asked, Causal> = Query extends Shape
  ? number extends Query['length']
    ? unknown
    : [Causal, Query['length'] extends 0 | 1 | 2 | 3 ? false : true] extends [true, true]
      ? `${L}: useCausalMask needs [batch, steps, features], got ${Show<Query>}`
      : [Asked] extends [undefined]
        ? unknown
        : number extends Listed<Asked>['length'] | Listed<Asked>[number]
          ? unknown
          : [Listed<Asked> extends readonly [] ? true : Odd<Query, Listed<Asked>>] extends [false]
            ? unknown
            : `${L}: attentionAxes must be axes of ${Show<Query>} between the batch and the features, got ${Asked extends number ? `${Asked}` : Show<Asked>}`
  : unknown;

/** Why a value is not as the query along the axes that are left alone, or `unknown`. */
export type NotAlike<L extends string, Query, Value, Asked> = [Asked] extends [undefined]
  ? unknown
  : [Query, Value] extends [infer Q extends Shape, infer V extends Shape]
    ? number extends Q['length'] | V['length'] | Listed<Asked>['length'] | Listed<Asked>[number]
      ? unknown
      : NotAlong<L, Q, V, Places<Q, Listed<Asked>>>
    : unknown;

type NotAlong<
  L extends string,
  Query extends Shape,
  Value extends Shape,
  Over,
> = Value['length'] extends Query['length']
  ? [LeftAlone<Value, Over>, LeftAlone<Query, Over>] extends [
      infer Given extends Shape,
      infer Wanted extends Shape,
    ]
    ? Matches<Given, Wanted> extends true
      ? unknown
      : `${L}: value must be as the query ${Show<Query>} along the axes it does not attend over, got ${Show<Value>}`
    : unknown
  : unknown;

/** Value twin of `NotAxes`: the axes over which is attended, counted from the batch, in order; all between it and the features where none are said. */
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
