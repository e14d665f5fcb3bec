import * as tf from '@tensorflow/tfjs-core';
import type { TypedArray } from '../training/data/data.js';
import type { Tensor } from '../tfjs/tensor.js';

/** A tensor as it crosses the border between two threads: neither has the other's backend. */
export interface Numbers {
  readonly values: TypedArray;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
}

/** Strings, as they cross it. */
export interface PackedTexts {
  readonly values: readonly string[];
  readonly shape: readonly number[];
  readonly dtype: 'string';
}

/** What data crosses it as. */
export type Packed = Numbers | PackedTexts;

/** A tensor's values, once the backend has them. */
export const numbersOf = async (tensor: Tensor): Promise<Numbers> => ({
  values: await tensor.data(),
  shape: [...(tensor.shape as readonly number[])],
  dtype: tensor.dtype === 'int32' || tensor.dtype === 'bool' ? tensor.dtype : 'float32',
});

/** The same of a tensor that may hold strings. */
export const packedOf = async (tensor: Tensor): Promise<Packed> => {
  if (tensor.dtype !== 'string') return numbersOf(tensor);
  const values = (await tensor.data()) as unknown as readonly string[];
  return { values, shape: [...(tensor.shape as readonly number[])], dtype: 'string' };
};

/** The tensor of some values, which the caller disposes. */
export const tensorOf = ({ values, shape, dtype }: Packed): Tensor =>
  tf.tensor(
    dtype === 'string'
      ? [...values]
      : dtype === 'int32'
        ? Int32Array.from(values)
        : dtype === 'bool'
          ? Uint8Array.from(values)
          : Float32Array.from(values),
    [...shape],
    dtype,
  ) as unknown as Tensor;
