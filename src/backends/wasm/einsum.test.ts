import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { useBackend } from '../use-backend.js';

const values = (shape: number[], phase: number) =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(1.3 * i + phase)),
    shape,
  );

const cases: readonly (readonly [string, number[], number[]])[] = [
  ['ij,jk->ik', [3, 4], [4, 5]],
  ['ij,kj->ik', [3, 4], [5, 4]],
  ['bij,bjk->bik', [2, 3, 4], [2, 4, 5]],
  ['aecd,abcd->acbe', [2, 3, 2, 4], [2, 5, 2, 4]],
  ['acbe,aecd->abcd', [2, 2, 5, 3], [2, 3, 2, 4]],
  ['abc,cde->abde', [2, 3, 4], [4, 2, 3]],
  ['i,j->ij', [3], [4]],
  ['ij,ij->', [3, 4], [3, 4]],
];

const results = (equation: string, a: number[], b: number[]) => {
  const [x, y] = [values(a, 0), values(b, 1)];
  const product = tf.einsum(equation, x, y);
  const dy = values(product.shape, 2);
  const [dx, dYs] = tf.grads((p, q) => tf.einsum(equation, p!, q!))([x, y], dy);
  return [product, dx!, dYs!].map((tensor) => [tensor.shape, [...tensor.dataSync()]] as const);
};

describe('einsum on wasm', () => {
  test.each(cases)('%s is the cpu backend’s, and so are its gradients', async (equation, a, b) => {
    await useBackend('cpu');
    const wanted = results(equation, a, b);
    await useBackend('wasm');
    results(equation, a, b).forEach(([shape, found], i) => {
      expect(shape).toEqual(wanted[i]![0]);
      found.forEach((value, j) => expect(value).toBeCloseTo(wanted[i]![1][j]!, 4));
    });
  });

  test('of one operand it sums and turns', async () => {
    for (const backend of ['cpu', 'wasm'] as const) {
      await useBackend(backend);
      const x = values([2, 3], 0);
      expect([...tf.einsum('ij->ji', x).dataSync()]).toEqual([...tf.transpose(x).dataSync()]);
      const before = tf.memory().numTensors;
      tf.einsum('ij->j', x).dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  test('axes that only one operand has are summed away; the cpu backend cannot', async () => {
    await useBackend('wasm');
    const [a, b] = [values([3, 4], 0), values([4, 5], 1)];
    const wanted = (p: tf.Tensor, q: tf.Tensor) => tf.sum(tf.matMul(p as tf.Tensor2D, q as tf.Tensor2D), 0);
    const found = (p: tf.Tensor, q: tf.Tensor) => tf.einsum('ij,jk->k', p, q);
    const all = (f: typeof wanted) =>
      [f(a, b), ...tf.grads((p, q) => f(p!, q!))([a, b], values([5], 2))].flatMap((each) => [
        ...each.dataSync(),
      ]);
    const right = all(wanted);
    all(found).forEach((value, i) => expect(value).toBeCloseTo(right[i]!, 4));
  });

  test('an equation that does not fit is said', async () => {
    await useBackend('wasm');
    expect(() => tf.einsum('ijk,jk->ik', values([2, 3], 0), values([3, 4], 0))).toThrow();
    expect(() => tf.einsum('ii->i', values([2, 2], 0))).toThrow();
  });
});
