// What a function of the user's says of a layer's output.
import { show } from '../../errors/show.js';
import type { Outputs } from '../../graph/outputs.js';
import { isWhole } from '../../shapes/arithmetic.js';
import { fits, misfit, type Checked, type Shape } from '../../shapes/shape.js';

export const isShape = (given: unknown): given is Shape =>
  Array.isArray(given) &&
  given.every((dim: unknown) => dim === null || typeof dim === 'string' || (isWhole(dim) && dim > 0));

/** A shape, a list of them, or the sentence where the input does not fit. */
export const saidShapes = (name: string, given: unknown): Checked<Outputs> => {
  if (typeof given === 'string') return misfit(given);
  if (isShape(given)) return fits(given);
  if (Array.isArray(given) && given.length > 0 && given.every(isShape)) return fits(given);
  throw new TypeError(
    `${name}: outputShape must give a shape such as [null, 64], a list of shapes, or a sentence; got ${show(given)}`,
  );
};
