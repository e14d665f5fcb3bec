// What the names in a model's inputs stand for, where it is called on tensors.
import {
  bind,
  type Bind,
  type Names,
  type ShapeAt,
  type Unbound,
  type WithoutNames,
} from '../shapes/binding.js';
import { before, type Before } from '../shapes/formulas/sum.js';
import { matches, type Matches } from '../shapes/matches.js';
import {
  fits,
  misfit,
  showShape,
  whenFits,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../shapes/shape.js';
import type { LayerGraph } from './layer-graph.js';
import type { Shapes } from './model.js';

export type Needs<I, A> = `this model needs ${Show<I>}, got ${Show<A>}`;

/** The same where an axis has a name: the output is worked out with what its names stand for. */
export type NamedOut<In, I extends Shape, O extends Shape> =
  NamesOf<In, I> extends infer Names
    ? Names extends Unbound<infer Why>
      ? ShapeError<Why, WithoutNames<O>>
      : ShapeAt<O, Names>
    : never;

/** What the names of I stand for on A, besides those that are bound already; where A does not fit, the sentence. */
type NamesOf<A, I extends Shape, Bound = object> =
  Matches<A, WithoutNames<I>> extends true
    ? Bind<A, I, Bound> extends infer Names
      ? Names extends Unbound<infer Why>
        ? Unbound<`this model needs ${Why} in ${Show<A>}`>
        : Names
      : never
    : Unbound<Needs<I, A>>;

/** X where its shape A fits I, names and all, else the sentence; `Bound` is what names stand for already. */
export type NamedFit<A, I, X, Bound = object> = I extends Shape
  ? NamesOf<A, I, Bound> extends Unbound<infer Why>
    ? Why
    : X
  : X;

/** What the names of a model's inputs stand for on X: of one tensor, or of all together. */
export type NamesOn<I extends Shapes, X> = I extends Shape
  ? X extends { readonly shape: infer A }
    ? NamesOf<A, I>
    : object
  : NamesBefore<I, X, keyof I & string>;

/**
 * What the names of the inputs among K stand for on X. With Of, of those that come before it: in the order of their
 * letters, for types keep no other.
 */
export type NamesBefore<I, X, K extends keyof I & string, Of extends string = never> = Together<
  {
    [J in K]: [Of] extends [never]
      ? NamesOfInput<I, X, J>
      : Before<J, Of> extends true
        ? NamesOfInput<I, X, J>
        : object;
  }[K]
>;

type NamesOfInput<I, X, K extends keyof I> = [K, I[K]] extends [keyof X, infer S extends Shape]
  ? X[K & keyof X] extends { readonly shape: infer A }
    ? NamesOf<A, S>
    : object
  : object;

/** The intersection of a union: `Together<{ a: 1 } | { b: 2 }>` is `{ a: 1 } & { b: 2 }`. */
type Together<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer All) => void ? All : never;

/** Value twin of `NamesOn`: what the names of a graph's inputs stand for on some shapes. */
export const namesOn = (graph: LayerGraph, shapes: readonly Shape[]): Checked<Names> =>
  [...graph.inputs.keys()]
    .sort((i, j) => (before(graph.inputs[i]!.name, graph.inputs[j]!.name) ? -1 : 1))
    .reduce<Checked<Names>>(
      (checked, i) =>
        whenFits(checked, (names) => {
          const { tensor } = graph.inputs[i]!;
          const given = shapes[i]!;
          if (!matches(given, tensor.shape))
            return misfit(`this model needs ${showShape(tensor.shape)}, got ${showShape(given)}`);
          const bound = bind(given, tensor.shape, names);
          return bound._tag === 'Left'
            ? misfit(`this model needs ${bound.left.sentence} in ${showShape(given)}`)
            : bound;
        }),
      fits({}),
    );
