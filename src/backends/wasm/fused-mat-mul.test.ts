// Products of random sizes with biases and activations, against sums written down as they are defined.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';

beforeAll(async () => {
  await useBackend('wasm');
});

afterAll(() => {
  expect(tf.memory().numTensors).toBe(0);
});

const activations: Record<string, (value: number) => number> = {
  linear: (value) => value,
  relu: (value) => Math.max(0, value),
  relu6: (value) => Math.min(6, Math.max(0, value)),
  elu: (value) => (value < 0 ? Math.expm1(value) : value),
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
  leakyrelu: (value) => (value < 0 ? 0.3 * value : value),
  prelu: (value) => (value < 0 ? 0.25 * value : value),
};

const check = ([m, k, n]: readonly [number, number, number], seed: number): void => {
  for (const [name, activation] of Object.entries(activations))
    for (const biased of [true, false])
      tf.tidy(() => {
        const transposeA = (seed & 1) > 0;
        const transposeB = (seed & 2) > 0;
        const a = tf.randomNormal(transposeA ? [1, k, m] : [1, m, k], 0, 1, 'float32', seed + 1);
        const b = tf.randomNormal(transposeB ? [1, n, k] : [1, k, n], 0, 1, 'float32', seed + 2);
        const bias = tf.randomNormal([n], 0, 1, 'float32', seed + 3);
        const attrs = { transposeA, transposeB, activation: name, leakyreluAlpha: 0.3 };
        const inputs = {
          a,
          b,
          ...(biased ? { bias } : {}),
          ...(name === 'prelu' ? { preluActivationWeights: tf.scalar(0.25) } : {}),
        };
        const found = (tf.engine().runKernel('_FusedMatMul', inputs, attrs) as tf.Tensor).dataSync();
        const [left, right, add] = [a.dataSync(), b.dataSync(), bias.dataSync()];
        let worst = 0;
        for (let row = 0, at = 0; row < m; row++)
          for (let column = 0; column < n; column++, at++) {
            let sum = biased ? add[column]! : 0;
            for (let p = 0; p < k; p++)
              sum +=
                left[transposeA ? p * m + row : row * k + p]! *
                right[transposeB ? column * k + p : p * n + column]!;
            worst = Math.max(worst, Math.abs(found[at]! - activation(sum)));
          }
        expect(found.length).toBe(m * n);
        expect(worst).toBeLessThan(1e-5 * Math.max(1, k));
      });
};

describe('_FusedMatMul', () => {
  it.each([
    [1, 1, 1],
    [0, 3, 4],
    [3, 0, 4],
    [3, 4, 0],
    [1, 700, 9],
    [8, 30, 16],
    [9, 30, 17],
    [33, 257, 10],
    [5, 300, 530],
    [13, 3, 1025],
  ] as const)('%i x %i x %i', (m, k, n) => {
    for (let way = 0; way < 4; way++) check([m, k, n], way);
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed))('random sizes %i', (seed) => {
    check([1 + ((seed * 7) % 19), 1 + ((seed * 13) % 47), 1 + ((seed * 11) % 37)], seed);
  });

  it('keeps NaN, and makes zero of what is below it', () => {
    const [a, b] = [tf.tensor([NaN, 1, -1], [1, 3, 1]), tf.ones([1, 1, 9])];
    const found = tf
      .engine()
      .runKernel(
        '_FusedMatMul',
        { a, b },
        { transposeA: false, transposeB: false, activation: 'relu' },
      ) as tf.Tensor;
    const rows = [NaN, 1, 0].flatMap((value) => new Array<number>(9).fill(value));
    expect([...found.dataSync()]).toEqual(rows);
    tf.dispose([a, b, found]);
  });
});
