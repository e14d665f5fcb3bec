import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';

beforeAll(async () => {
  await useBackend('wasm');
});

describe('Identity', () => {
  it('shares the values, and frees them with the last that has them', () => {
    const before = tf.memory();
    const held = tf.engine().backend.numDataIds();
    const x = tf.tensor1d([1, 2, 3]);
    const y = x.clone();
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers + 1);
    x.dispose();
    expect(y.arraySync()).toEqual([1, 2, 3]);
    y.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.engine().backend.numDataIds()).toBe(held);
  });
});
