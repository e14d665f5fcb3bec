import type { Dim, Shape } from '../shapes/shape.js';
import { count, listOf } from './kinds.js';
import type { Kind } from './option.js';

/** A shape without its batch axis: sizes, names, and `null` for an axis known only at run time. */
export const dimsWithoutBatch: Kind<Shape> = listOf<Dim, Dim>('a shape without its batch, e.g. [28, 28]', {
  needs: 'a size, a name or null',
  read: (given) => (given === null || typeof given === 'string' ? (given as Dim) : count.read(given)),
});
