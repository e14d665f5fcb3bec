import * as tf from '@tensorflow/tfjs-core';
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

describe('Cast', () => {
  it('shares the values where the type stays, and converts where it does not', () => {
    const before = tf.memory();
    const x = tf.tensor1d([1.7, 0, -2.2]);
    const same = tf.cast(x, 'float32');
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers + 1);
    tf.tidy(() => {
      expect(tf.cast(x, 'int32').dataSync()).toEqual(Int32Array.of(1, 0, -2));
      expect([...tf.cast(x, 'bool').dataSync()]).toEqual([1, 0, 1]);
      expect([...tf.cast([0.5, 0], 'bool').dataSync()]).toEqual([1, 0]);
      expect([...tf.cast(tf.tensor1d([256, 0], 'int32'), 'bool').dataSync()]).toEqual([1, 0]);
    });
    x.dispose();
    expect([...same.dataSync()]).toEqual([...Float32Array.of(1.7, 0, -2.2)]);
    same.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors);
  });
});
