import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';
import { floatsOf, offsetOf } from './heap.js';
import type { Heap } from './heap.js';
import { multiply } from './product.js';

let heap: Heap;

beforeAll(async () => {
  await useBackend('wasm');
  heap = tf.backend() as unknown as Heap;
});

/** The same heap as one without SIMD would look: the product falls back on tfjs's. */
const withoutSimd = (): Heap =>
  new Proxy(heap, {
    get: (target, key) => {
      const value = Reflect.get(target, key) as unknown;
      if (key === 'wasm') return Object.assign(Object.create(target.wasm as object), { asm: undefined });
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

describe('multiply', () => {
  let held: number;
  beforeAll(() => {
    held = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(held);
  });

  for (const kind of ['with SIMD', 'by tfjs']) {
    for (const [transposedA, transposedB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ]) {
      // prettier-ignore
      it(`${kind}: a ${transposedA ? 'transposed' : 'straight'}, b ${transposedB ? 'transposed' : 'straight'}, then adds`, () => {
        for (const [m, k, n] of [[3, 5, 2], [9, 300, 17], [8, 4, 520]] as const) { // prettier-ignore
          tf.tidy(() => {
            const a = tf.randomNormal(transposedA ? [k, m] : [m, k]);
            const b = tf.randomNormal(transposedB ? [n, k] : [k, n]);
            const c = tf.fill([m, n], NaN);
            const [valuesA, valuesB] = [a.dataSync(), b.dataSync()];
            const expected = Array.from({ length: m * n }, (_, at) => {
              const [row, column] = [Math.floor(at / n), at % n];
              let sum = 0;
              for (let p = 0; p < k; p++) {
                const left = valuesA[transposedA ? p * m + row : row * k + p]!;
                sum += left * valuesB[transposedB ? column * k + p : p * n + column]!;
              }
              return sum;
            });
            const where = kind === 'by tfjs' ? withoutSimd() : heap;
            const ids = tf.engine().backend.numDataIds();
            const left = { offset: offsetOf(heap, a), rows: m, columns: k, transposed: transposedA! };
            const right = { offset: offsetOf(heap, b), rows: k, columns: n, transposed: transposedB! };
            multiply(where, left, right, offsetOf(heap, c));
            floatsOf(heap, c).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 3));
            multiply(where, left, right, offsetOf(heap, c), { accumulate: true });
            floatsOf(heap, c).forEach((value, i) => expect(value).toBeCloseTo(2 * expected[i]!, 3));
            expect(tf.engine().backend.numDataIds()).toBe(ids);
          });
        }
      });
    }
  }
});
