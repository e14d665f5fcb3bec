import { ShapeMismatchError, showShape, type Shape, type ShapeError, type Show } from '../../shapes/shape.js';

/** The sentence for an output without a class axis of two or more, or `unknown`. */
export type NoClasses<L extends string, Out> = Out extends readonly [unknown, ...unknown[], infer Classes]
  ? Classes extends 1
    ? ShapeError<`${L} needs two classes or more, got ${Show<Out>}; for yes or no use binaryCrossentropy`>
    : unknown
  : Out extends Shape
    ? number extends Out['length']
      ? unknown
      : ShapeError<`${L} needs an output [batch, ..., classes], got ${Show<Out>}`>
    : unknown;

/** Value twin of `NoClasses`. */
export const checkClasses = (loss: string, out: Shape): void => {
  if (out.length < 2)
    throw new ShapeMismatchError(`${loss} needs an output [batch, ..., classes], got ${showShape(out)}`);
  if (out.at(-1) === 1)
    throw new ShapeMismatchError(
      `${loss} needs two classes or more, got ${showShape(out)}; for yes or no use binaryCrossentropy`,
    );
};
