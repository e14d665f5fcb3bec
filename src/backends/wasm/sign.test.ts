// Signs, on functions of ours with SIMD, on what stands in where there is none, and in plain JavaScript on a CPU.
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';
import { applyFormula } from './plain-formula.js';
import { signOf } from './sign.js';

const values = [0, -0, 3, -0.5, 1e-7, -1e-7, 3e-9, -3e-9, 1e-38, -1e-38, 1e-45, Infinity, -Infinity, NaN];
const signs = values.map(Math.sign);

it('are those of the smallest numbers too, and NaN of NaN', async () => {
  await useBackend('wasm');
  const before = tf.memory().numTensors;
  expect([...tf.tidy(() => tf.sign(tf.tensor1d(values)).dataSync())]).toEqual(signs);
  expect(tf.memory().numTensors).toBe(before);
});

it('are the same without SIMD', () => {
  const to = new Float32Array(values.length);
  applyFormula(signOf, [Float32Array.from(values)], [to], [2 ** 100, -1, 1]);
  expect([...to]).toEqual(signs);
});

it('of whole numbers are whole', async () => {
  await useBackend('wasm');
  const found = tf.tidy(() => tf.sign(tf.tensor1d([-7, 0, 9], 'int32')));
  expect([...found.dataSync(), found.dtype]).toEqual([-1, 0, 1, 'int32']);
  found.dispose();
});
