// What operations take and give, in the types: tensors, numbers and lists of numbers, and the sentence where they do not fit.
import type { SymbolicTensor, Tensed } from '../graph/symbolic-tensor.js';
import type { TensorOf } from '../graph/rule.js';
import type { Shape } from '../shapes/shape.js';

/** Numbers in lists, all of one length at each depth: `[[1, 2], [3, 4]]` is of the shape `[2, 2]`. */
export type Numbers = readonly (number | boolean | Numbers)[];

/** What stands in an operation in place of a tensor: a tensor, a number, or numbers in lists. */
export type Operand = SymbolicTensor | number | boolean | Numbers;

/** Options of every operation. */
export interface OperationOptions {
  /** What the operation is called in summaries and files. Default: its class in snake_case, numbered in each model. */
  name?: string;
}

/** The shape of an operand; a number has none. */
export type ShapeOf<X> =
  X extends Tensed<infer S extends Shape> ? S : X extends readonly unknown[] ? SizesOf<X> : [];

/** The sizes of lists, a size that is not known as a number; of lists of any depth no more is known. */
type SizesOf<X extends readonly unknown[]> = Numbers extends X
  ? Shape
  : X extends readonly [infer Head, ...unknown[]]
    ? [X['length'], ...(Head extends readonly unknown[] ? SizesOf<Head> : [])]
    : X extends readonly (infer Each)[]
      ? Each extends readonly unknown[]
        ? [number, ...SizesOf<Each>]
        : [number]
      : [];

/** The shapes of some operands. */
export type ShapesOf<T extends readonly unknown[]> = { -readonly [K in keyof T]: ShapeOf<T[K]> };

/** What tensors among operands come from. */
export type FromOf<X> = X extends Tensed<unknown, infer From> ? From : never;

/** The sentences among what came of some shapes, or `never`. */
type SentenceIn<Out> = Out extends { readonly shapeError: infer Why extends string } ? Why : never;

/** An argument, or in its place the sentence where what comes of it is none. `[X]` keeps the `const` of what is inferred. */
export type Fitting<Out, X> = [SentenceIn<Out>] extends [never] ? X : SentenceIn<Out>;

/** The tensor, or the tensors, of what came of some shapes. */
export type Made<Out, From> = TensorOf<Out, From>;

/** One tensor at least is on one side: else there is nothing to put into a model. */
export type OnTensor<L extends string, X, Y, Fits> = [Extract<X | Y, Tensed>] extends [never]
  ? `${L} works on one tensor of a model at least, got numbers alone`
  : Fits;

/** An operation number by number. */
export interface Elementwise {
  <X extends SymbolicTensor>(x: X, options?: OperationOptions): Made<ShapeOf<X>, FromOf<X>>;
}
