import type { Dim, Shape, Unnamed } from './shape.js';

/** The shape of an array that is there, every axis a number: a weight's, a file's, data's. */
export type Sizes = readonly number[];

/** How many numbers an array of such sizes holds: `countOf([7, 7, 256])` is 12544. */
export const countOf = (sizes: Sizes): number => sizes.reduce((count, size) => count * size, 1);

const withoutName = (dim: Dim): Unnamed => (typeof dim === 'string' ? null : dim);

/** A shape as tfjs and files have it: an axis with a name is as unknown as any other. */
export const withoutNames = (shape: Shape): Unnamed[] => shape.map(withoutName);
