import type * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from './tensor.js';

/** The tfjs tensor behind ours: they are the same object, the types alone differ. */
export const native = (tensor: Tensor): tf.Tensor => tensor as unknown as tf.Tensor;
