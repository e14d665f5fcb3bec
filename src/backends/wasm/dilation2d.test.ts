// Dilation and its gradients against plain JavaScript's.
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { useBackend } from '../use-backend.js';

const values = (shape: number[], phase: number, less: number) =>
  tf.tidy(() =>
    tf.reshape(tf.sub(tf.sin(tf.range(phase, phase + shape.reduce((a, b) => a * b, 1))), less), shape),
  );

/** Outputs, and the gradients by images and filter, one after the other. */
const through = (strides: number, pad: 'valid' | 'same', less: number): readonly number[] => {
  const found = tf.tidy(() => {
    const x = values([2, 6, 5, 3], 0, less) as tf.Tensor4D;
    const filter = values([2, 3, 3], 4, less) as tf.Tensor3D;
    const dilate = (a: tf.Tensor, b: tf.Tensor) =>
      tf.dilation2d(a as tf.Tensor4D, b as tf.Tensor3D, strides, pad);
    const y = dilate(x, filter);
    return [y, ...tf.grads(dilate)([x, filter], values(y.shape, 8, 0))].map((tensor) =>
      tf.reshape(tensor, [-1]),
    );
  });
  const numbers = found.flatMap((tensor) => [...tensor.dataSync()]);
  tf.dispose(found);
  return numbers;
};

test.each([
  [1, 'same', 0],
  [2, 'same', 0],
  [1, 'valid', 0],
  [1, 'same', 2],
  [2, 'valid', 2],
] as const)('strides %i, %s, values less %i', async (strides, pad, less) => {
  await useBackend('cpu');
  const wanted = through(strides, pad, less);
  await useBackend('wasm');
  const found = through(strides, pad, less);
  expect(found.length).toBe(wanted.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 5));
});
