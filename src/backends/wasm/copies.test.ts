// The kernels that only copy: the same numbers as on cpu, for any shape, and nothing left in the heap.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';

/** Numbers from 0 to 1 by a seed: the same on every run. */
const drawn = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const DTYPES = ['float32', 'int32', 'bool'] as const;
const valuesOf = (size: number, dtype: (typeof DTYPES)[number]) =>
  Array.from({ length: size }, (_, i) => (dtype === 'bool' ? i % 3 === 0 : i * 3 - 7)) as number[];

/** What `compute` gives on cpu and on wasm; on wasm nothing is left but its result. */
async function onBoth(compute: () => tf.Tensor): Promise<void> {
  const results: { shape: number[]; dtype: string; values: number[] }[] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const held = tf.engine().backend.numDataIds();
    const result = tf.tidy(compute);
    results.push({ shape: result.shape, dtype: result.dtype, values: Array.from(result.dataSync()) });
    result.dispose();
    expect(tf.engine().backend.numDataIds()).toBe(held);
  }
  expect(results[1]).toEqual(results[0]);
}

const shapeOf = (random: () => number, rank: number) =>
  Array.from({ length: rank }, () => 1 + Math.floor(random() * (random() < 0.2 ? 70 : 5)));
const sizeOf = (shape: readonly number[]) => shape.reduce((size, axis) => size * axis, 1);

beforeAll(() => useBackend('wasm'));

describe('Tile', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = drawn(seed);
    const shape = shapeOf(random, 1 + Math.floor(random() * 4));
    const reps = shape.map(() => 1 + Math.floor(random() * 3));
    const dtype = DTYPES[seed % 3]!;
    it(`as cpu: ${dtype} [${shape}] by [${reps}]`, () =>
      onBoth(() => tf.tile(tf.tensor(valuesOf(sizeOf(shape), dtype), shape, dtype), reps)));
  }
  it('gives a copy that outlives what was tiled once', () => onBoth(() => tf.tile(tf.tensor1d([1, 2]), [1])));
  it('takes an empty tensor', () => onBoth(() => tf.tile(tf.zeros([0, 3]), [2, 2])));
});

describe('GatherV2', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = drawn(seed + 1000);
    const shape = shapeOf(random, 1 + Math.floor(random() * 4));
    const axis = Math.floor(random() * shape.length);
    const indicesShape = shapeOf(random, Math.floor(random() * 3));
    const dtype = DTYPES[seed % 3]!;
    const indices = Array.from({ length: sizeOf(indicesShape) }, () => Math.floor(random() * shape[axis]!));
    it(`as cpu: ${dtype} [${shape}], [${indicesShape}] along ${axis}`, () =>
      onBoth(() =>
        tf.gather(
          tf.tensor(valuesOf(sizeOf(shape), dtype), shape, dtype),
          tf.tensor(indices, indicesShape, 'int32'),
          axis,
        ),
      ));
  }
  it('gathers within each batch', () =>
    onBoth(
      () =>
      tf.gather(tf.reshape(tf.range(0, 24), [2, 3, 4]), tf.tensor2d([[2, 0], [1, 1]], [2, 2], 'int32'), 1, 1), // prettier-ignore
    ));
  it('takes no indices', () => onBoth(() => tf.gather(tf.zeros([3, 2]), tf.zeros([0], 'int32'))));
  it.each([-1, 3])('refuses the index %s, and leaves nothing in the heap', async (index) => {
    await tf.setBackend('wasm');
    const held = tf.engine().backend.numDataIds();
    expect(() => tf.tidy(() => tf.gather(tf.zeros([3, 2]), tf.tensor1d([0, index], 'int32')))).toThrow(
      `the index value ${index} is not in [0, 2]`,
    );
    expect(tf.engine().backend.numDataIds()).toBe(held);
  });
});

describe('Select', () => {
  for (const dtype of ['float32', 'int32'] as const)
    it.each([[[3, 4]], [[2, 3, 65]], [[0, 3]]])(`as cpu: ${dtype} [%s]`, (shape: number[]) =>
      onBoth(() => {
        const condition = tf.tensor(valuesOf(sizeOf(shape), 'bool'), shape, 'bool');
        const values = tf.tensor(valuesOf(sizeOf(shape), dtype), shape, dtype);
        return tf.where(condition, values, tf.neg(values));
      }),
    );
  it('keeps NaN out where it is not chosen', () =>
    onBoth(() => tf.where(tf.tensor1d([true, false]), tf.tensor1d([1, NaN]), tf.zeros([2]))));
});
