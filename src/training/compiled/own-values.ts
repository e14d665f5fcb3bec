import type * as tf from '@tensorflow/tfjs-core';
import { forgetPacked, isAlone, offsetOf, type Heap } from '../../backends/wasm/heap.js';
import { copyOut } from './heap-tensor.js';

/**
 * Where a variable's values lie, which are to be changed in place: what shares them with another tensor gets some of its own
 * first, so that a clone stays what it was.
 */
export const ownValues = (heap: Heap, variable: tf.Variable): number => {
  if (!isAlone(heap, variable)) {
    const own = copyOut(heap, offsetOf(heap, variable), variable.shape);
    variable.assign(own);
    own.dispose();
  } else forgetPacked(heap, variable);
  return offsetOf(heap, variable);
};
