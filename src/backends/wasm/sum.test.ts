import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';

beforeAll(async () => {
  await useBackend('wasm');
});

describe('Sum', () => {
  it('as cpu, over the first axes and over others', async () => {
    for (const [x, axis] of [
      [[300, 7], [0]],
      [
        [3, 5, 6, 9],
        [0, 1, 2],
      ],
      [
        [3, 5, 6, 9],
        [1, 0],
      ],
      [
        [3, 5, 6, 8],
        [2, 3],
      ],
      [[3, 5], [-2]],
      [
        [4, 5],
        [0, 1],
      ],
      [[4, 1], [0]],
    ] as const) {
      for (const keepDims of [false, true]) {
        const attrs = { axis: [...axis], keepDims };
        await tf.setBackend('cpu');
        const values = tf.randomUniform([...x]).dataSync();
        const sums: { shape: number[]; values: Float32Array }[] = [];
        for (const backend of ['cpu', 'wasm']) {
          await tf.setBackend(backend);
          const before = tf.memory().numTensors;
          const tensor = tf.tensor(values, [...x]);
          const sum = tf.sum(tensor, attrs.axis, keepDims);
          sums.push({ shape: sum.shape, values: sum.dataSync<'float32'>() });
          tf.dispose([tensor, sum]);
          expect(tf.memory().numTensors).toBe(before);
        }
        expect(sums[1]!.shape).toEqual(sums[0]!.shape);
        sums[1]!.values.forEach((value, i) => expect(value / sums[0]!.values[i]!).toBeCloseTo(1, 5));
      }
    }
  });

  it('keeps its digits over a long column', () => {
    tf.tidy(() => {
      const sums = tf.sum(tf.fill([200_000, 4], 0.1), 0);
      expect(tf.max(tf.abs(tf.sub(tf.div(sums, 20_000), 1))).arraySync()).toBeLessThan(1e-5);
    });
  });
});
