// What the user may give as inputs and labels, and how its type is held against the model's shapes.
import type { Shapes } from '../../graph/model.js';
import type { Matches } from '../../shapes/matches.js';
import type { Bind, Unbound, WithoutNames } from '../../shapes/binding.js';
import type { Shape, Show } from '../../shapes/shape.js';
import type { Sizes } from '../../shapes/sizes.js';
import type { IsTexts } from '../../shapes/texts.js';
import type { NestedNumbers } from '../../tfjs/tensor.js';

/** Numbers in one flat array. */
export type TypedArray =
  Float32Array | Float64Array | Int32Array | Int16Array | Int8Array | Uint8Array | Uint16Array | Uint32Array;

/** Flat numbers with their shape, the rows first: `{ values: pixels, shape: [60000, 28, 28] }`. */
export interface ShapedValues<S extends Shape = Shape> {
  readonly values: TypedArray;
  readonly shape: S;
}

/** A tensor, as far as its data's shape goes: every `tf.Tensor` is one. */
export interface TensorLike {
  readonly shape: Sizes;
  readonly dtype: string;
  dataSync(): unknown;
}

/** One input or output's worth of data, as it is known at run time. */
export type AnyData =
  TensorLike | ShapedValues | TypedArray | readonly NestedNumbers[] | readonly NestedTexts[];

/** Nested arrays of strings. */
export type NestedTexts = string | readonly NestedTexts[];

/** A weight for each sample, `[batch]`, or for each step of each, `[batch, steps]`. */
export type SampleWeight =
  readonly number[] | readonly (readonly number[])[] | TypedArray | ShapedValues | TensorLike;

/** A stream of batches, as `tf.data.Dataset` is one: each element `{ xs, ys }`, tensors with their batch axis. */
export interface DatasetLike {
  iterator(): Promise<{ next(): Promise<{ readonly value: unknown; readonly done?: boolean | undefined }> }>;
}

/** The shape of some data, as far as its type says: nested arrays have a rank only, a plain `tf.Tensor` not even that. */
export type ShapeOfData<X> = X extends { readonly shape: infer S }
  ? Settled<S>
  : X extends TypedArray
    ? [number]
    : X extends readonly unknown[]
      ? ShapeOfNested<X>
      : Shape;

/** A shape whose rank the type knows, or else any. */
type Settled<S> = [S] extends [Shape] ? (number extends S['length'] ? Shape : S) : Shape;

/** The rank of nested arrays, as a shape of `number`s; past eight levels nobody counts. */
type ShapeOfNested<X, Done extends readonly number[] = []> = Done['length'] extends 8
  ? Shape
  : [X] extends [readonly (infer Row)[]]
    ? ShapeOfNested<Row, [...Done, number]>
    : [X] extends [number | string]
      ? Done
      : Shape;

/** The batch axis of data is free, and a last axis of 1 may be left out or be one too many, as in Keras. */
export type DataFits<A, S extends Shape> = S extends readonly [unknown, ...infer Rest]
  ? A extends readonly [unknown, ...infer Given]
    ? Matches<Given, Rest> extends true
      ? true
      : Rest extends readonly [...infer Fewer, 1]
        ? Matches<Given, Fewer>
        : Given extends readonly [...infer Fewer, 1]
          ? Matches<Fewer, Rest>
          : false
    : number extends (A & Shape)['length']
      ? true
      : false
  : true;

/** Value twin of `DataFits`: the data's shape as the model has it, or `undefined` where it does not fit. */
export const rowsOf = (given: Sizes, needed: Shape): Sizes | undefined => {
  const same = (a: Sizes) =>
    a.length === needed.length &&
    a.every((dim, i) => i === 0 || typeof needed[i] !== 'number' || needed[i] === dim);
  if (same(given)) return given;
  if (needed.at(-1) === 1 && same([...given, 1])) return [...given, 1];
  if (given.at(-1) === 1 && same(given.slice(0, -1))) return given.slice(0, -1);
  return undefined;
};

/** Whether data of a shape fits. */
export const fitsRows = (given: Sizes, needed: Shape): boolean => rowsOf(given, needed) !== undefined;

/** A shape whose first axis is the batch, in print: `[batch, 28, 28]`. */
export type ShowBatch<S> = S extends readonly [unknown, ...infer Rest]
  ? Show<Rest> extends `[${infer Inner}]`
    ? Inner extends ''
      ? '[batch]'
      : `[batch, ${Inner}]`
    : never
  : Show<S>;

/** Value twin of `ShowBatch`. */
export const showBatch = (shape: Shape): string => `[${['batch', ...shape.slice(1).map(String)].join(', ')}]`;

type Misfits<What extends string, A, S> = `${What} has shape ${Show<A>}, but the model needs ${ShowBatch<S>}`;

type OneArg<What extends string, X, S extends Shape> =
  IsTexts<S> extends true
    ? false extends HoldsTexts<X>
      ? `${What} needs strings, got numbers`
      : ShapedArg<What, X, S>
    : true extends HoldsTexts<X>
      ? `${What} needs numbers, got strings`
      : ShapedArg<What, X, S>;

type ShapedArg<What extends string, X, S extends Shape> =
  DataFits<ShapeOfData<X>, S> extends true ? X : NamedArgOf<What, X, ShapeOfData<X>, S>;

/** Whether data holds strings, and not numbers: of mixed lists, both; of what the type does not know, neither. */
type HoldsTexts<X, Depth extends readonly 0[] = []> = Depth['length'] extends 8
  ? never
  : [X] extends [number | TypedArray | { readonly values: TypedArray }]
    ? false
    : [X] extends [readonly (infer Row)[]]
      ? HoldsTexts<Row, [...Depth, 0]>
      : X extends string
        ? true
        : X extends number
          ? false
          : never;

/** The same where an axis has a name, which stands for one size in all of a column. */
type NamedArgOf<What extends string, X, A, S extends Shape> =
  DataFits<A, WithoutNames<S>> extends true
    ? Bind<A, S> extends Unbound<infer Why>
      ? `${What} needs ${Why} in ${Show<A>}`
      : X
    : Misfits<What, A, S>;

/**
 * A parameter for data of some shapes: X where it fits, the sentence where not, each at its name or place. The first
 * branch is never taken: X stands there by itself, for TypeScript to infer it whole.
 */
export type DataArg<What extends string, X, S extends Shapes> = [X] extends [never]
  ? X
  : S extends Shape
    ? OneArg<What, X, S>
    : [X] extends [{ readonly [K in keyof S]: AnyData }]
      ? {
          readonly [K in keyof X]: K extends keyof S ? NamedArg<PartName<What, K, S>, X[K], S[K]> : never;
        }
      : { readonly [K in keyof S]: AnyData };

type NamedArg<What extends string, X, S> = S extends Shape ? OneArg<What, X, S> : never;

/** A part in print: `x.title`, or `x[0]` of a list. */
export type PartName<What extends string, K, S> = S extends readonly unknown[]
  ? `${What}[${K & string}]`
  : `${What}.${K & string}`;

/** What data the model's shapes ask for, without looking at types of its own. */
export type DataFor<S extends Shapes> = S extends Shape ? AnyData : { readonly [K in keyof S]: AnyData };
