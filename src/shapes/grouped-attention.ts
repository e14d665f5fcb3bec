// A query, [batch, steps, features], that attends to values of its own features, as grouped heads have it.
import { apart, type Apart } from './apart.js';
import { attended, type AndScores, type Attended, type AttentionShapes, type NotValue } from './attention.js';
import {
  fits,
  misfit,
  showShape,
  whenFits,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from './shape.js';

type Layer = 'groupedQueryAttention';
const layer: Layer = 'groupedQueryAttention';

/** `Attended`, of one axis of steps alone. */
export type Grouped<Query, Value, Heads extends number, Scores extends boolean> = Query extends readonly [
  unknown,
  unknown,
  unknown,
]
  ? Attended<Layer, Query, Value, Heads, undefined, Scores>
  : number extends (Query & Shape)['length']
    ? AndScores<Shape, Shape, Scores>
    : ShapeError<
        `${Layer} needs [batch, steps, features], got ${Show<Query>}`,
        AndScores<Shape, Shape, Scores>
      >;

/** `NotValue`, which also refuses values of other features than the query's. */
export type NotGroupedValue<Query, Value> =
  NotValue<Layer, Query, Value> extends infer Why extends string
    ? Why
    : [Query, Value] extends [readonly [...unknown[], infer F], readonly [...unknown[], infer G]]
      ? Apart<G, F> extends infer Why extends string
        ? `${Layer}: ${Why}, the features of the value ${Show<Value>} and of the query ${Show<Query>}; give the value as many`
        : unknown
      : unknown;

/** Value twin of `Grouped`, and of what fits beside a query. */
export const grouped = (
  shapes: AttentionShapes,
  heads: number,
  scores: boolean,
): Checked<Shape | readonly Shape[]> => {
  const { query, value } = shapes;
  if (query.length !== 3) return misfit(`${layer} needs [batch, steps, features], got ${showShape(query)}`);
  return whenFits(attended(layer, shapes, undefined), (made) => {
    const why = apart(value[2]!, query[2]!);
    if (why !== undefined)
      return misfit(
        `${layer}: ${why}, the features of the value ${showShape(value)} and of the query ${showShape(query)}; give the value as many`,
      );
    const seen = [query[0]!, heads, query[1]!, value[1]!];
    return fits<Shape | readonly Shape[]>(scores ? [made, seen] : made);
  });
};
