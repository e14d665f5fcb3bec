import { showShape, type Shape } from '../shapes/shape.js';

/** Anything of a shape: a symbolic tensor, a live tensor, or a shape by itself. */
export type OfShape<S extends Shape> = { readonly shape: S } | S;

/**
 * Asserts a shape to the compiler, and, where the shape is given as a value too, at run time.
 *
 * @param shaped A tensor of a model (`mlp.output`), a live tensor, or a shape (`mlp.outputShape`).
 * @param expected The shape, for the check at run time.
 * @throws Error with both shapes where they differ.
 * @example
 * expectShape<[null, 10]>(mlp.output); // a wrong shape is a red line here
 * expectShape(mlp.output, [null, 10]); // the same, and at run time
 */
export const expectShape = <const S extends Shape>(shaped: OfShape<S>, expected?: S): void => {
  if (expected === undefined) return;
  const found = 'shape' in shaped ? shaped.shape : shaped;
  if (showShape(found) !== showShape(expected))
    throw new Error(`expected shape ${showShape(expected)}, got ${showShape(found)}`);
};
