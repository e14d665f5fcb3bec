import { countOf } from '../shapes/sizes.js';

/**
 * A random orthogonal matrix, times `gain`, row by row in the shape of a weight whose last axis are its columns: what is
 * fewer, rows or columns, stand at right angles. It is the Q of a normal matrix's QR decomposition with a positive
 * diagonal in R, as in Keras. Saxe et al. 2014.
 */
export const orthogonalValues = (
  shape: readonly number[],
  gain: number,
  normal: () => number,
): Float32Array => {
  const columns = shape.at(-1)!;
  const rows = countOf(shape.slice(0, -1));
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const vectors = Array.from({ length: count }, () => Float64Array.from({ length }, normal));
  vectors.forEach((vector, i) => {
    // twice is enough: what rounding leaves of the others the first time (Giraud et al. 2005)
    for (let pass = 0; pass < 2; pass++)
      for (let j = 0; j < i; j++) takeOff(vector, vectors[j]!, dot(vector, vectors[j]!));
    const norm = Math.sqrt(dot(vector, vector));
    for (let k = 0; k < length; k++) vector[k]! /= norm;
  });
  const values = new Float32Array(rows * columns);
  const [across, down] = rows < columns ? [1, columns] : [columns, 1];
  vectors.forEach((vector, i) => {
    for (let k = 0; k < length; k++) values[i * down + k * across] = gain * vector[k]!;
  });
  return values;
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** `a - share * b`, in place. */
const takeOff = (a: Float64Array, b: Float64Array, share: number): void => {
  for (let i = 0; i < a.length; i++) a[i]! -= share * b[i]!;
};
