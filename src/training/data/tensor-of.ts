import * as tf from '@tensorflow/tfjs-core';
import type { AnyData, ShapedValues } from './data.js';

/** Data as a tensor; one that is there already stays its owner's. */
export const tensorOf = (given: AnyData): tf.Tensor => {
  if (given instanceof tf.Tensor) return given;
  if (isShaped(given)) return tf.tensor(given.values, [...given.shape] as number[]);
  return tf.tensor(given as tf.TypedArray | number[]);
};

const isShaped = (given: AnyData): given is ShapedValues => 'values' in given && 'shape' in given;
