import * as tf from '@tensorflow/tfjs-core';

/** Gauss's bell over so many places, that sums to one; of no deviation, the one in the middle. */
export const bell = (size: number, deviation: number): tf.Tensor1D => {
  const values = Array.from({ length: size }, (_, i) => {
    const away = i - (size - 1) / 2;
    return away === 0 ? 1 : Math.exp(-0.5 * (away / deviation) ** 2);
  });
  const sum = values.reduce((total, each) => total + each, 0);
  return tf.tensor1d(values.map((each) => each / sum));
};
