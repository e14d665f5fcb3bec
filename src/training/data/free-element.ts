import * as tf from '@tensorflow/tfjs-core';

/** Inputs by name, in a list, as `{ values, shape }`, in nested arrays: tensors lie no deeper. */
const deepest = 4;

/**
 * Frees the tensors of what a stream gave: `{ xs, ys, sampleWeight }`. tf.dispose would do, but goes through typed arrays
 * number by number.
 */
export const freeElement = (element: unknown, depth = 0): void => {
  if (element instanceof tf.Tensor) element.dispose();
  else if (typeof element === 'object' && element !== null && !ArrayBuffer.isView(element) && depth < deepest)
    for (const part of Object.values(element)) freeElement(part, depth + 1);
};
