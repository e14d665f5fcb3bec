// Indices that were computed here, in place of a backend: as they are, or as numbers for each that there may be.
import * as tf from '@tensorflow/tfjs-core';
import { encodedShape } from './category-encoding.js';

/** A tensor's values, strings or whole numbers. */
export const tokensIn = (x: tf.Tensor): readonly (string | number)[] =>
  x.dtype === 'string'
    ? (x.dataSync<'string'>() as unknown as readonly string[])
    : Array.from(x.dataSync(), Math.trunc);

/** Indices, those below zero left out: of `'oneHot'` a row for each, of `'multiHot'` and `'count'` one for each sample. */
export const encodeIndices = (
  indices: ArrayLike<number>,
  shape: readonly number[],
  depth: number,
  mode: string,
): tf.Tensor => {
  if (mode === 'int') return tf.tensor(Int32Array.from(indices), [...shape], 'int32');
  const sizes = encodedShape([...shape], depth, mode) as number[];
  const numbers = new Float32Array(sizes.reduce((all, size) => all * size, 1));
  const tokens = mode === 'oneHot' ? 1 : shape.at(-1)!;
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (index < 0) continue;
    const place = Math.floor(i / tokens) * depth + index;
    numbers[place] = mode === 'count' ? numbers[place]! + 1 : 1;
  }
  return tf.tensor(numbers, sizes);
};
