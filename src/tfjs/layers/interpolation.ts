import * as tf from '@tensorflow/tfjs-core';
import { kernels, nearest, tapsOf, through, type Interpolation } from './interpolation-taps.js';
import { alongAxis, repeated } from './reshaping/along-axis.js';

export type { Interpolation };

/** The matrix `[1, size, n]` that makes `size` pixels of n; the centres of pixels lie in their middle. */
const between = (
  n: number,
  size: number,
  interpolation: Exclude<Interpolation, 'nearest'>,
  antialias: boolean,
): tf.Tensor3D => {
  const matrix = new Float32Array(size * n);
  const taps = antialias ? through(kernels[interpolation], Math.max(n / size, 1)) : tapsOf[interpolation];
  for (let i = 0; i < size; i++)
    for (const [pixel, weight] of taps(((i + 0.5) * n) / size - 0.5, n)) matrix[i * n + pixel]! += weight;
  return tf.tensor3d(matrix, [1, size, n]);
};

/** An axis at another size; with `antialias`, one that becomes smaller is smoothed, unless by its nearest pixels. */
export const resizeAxis = (
  x: tf.Tensor,
  axis: number,
  size: number,
  interpolation: Interpolation,
  antialias = false,
): tf.Tensor => {
  const n = x.shape[axis]!;
  if (n === size) return x;
  return alongAxis(x, axis, (folded) => {
    if (interpolation === 'nearest') {
      if (size % n === 0) return repeated(folded, size / n);
      const pixels = Array.from({ length: size }, (_, i) => nearest(((i + 0.5) * n) / size - 0.5, n)[0]![0]);
      return tf.gather(folded, tf.tensor1d(pixels, 'int32'), 1);
    }
    return tf.matMul(between(n, size, interpolation, antialias), folded);
  });
};
