// Convolutions of random sizes, and their gradients, against sums written down as they are defined.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';
import type { Heap } from './heap.js';
import { assemble } from './simd/assembler.js';
import { functionCache } from './simd/function-cache.js';
import { windowGradient } from './simd/window-gradient.js';
import { windowLine } from './simd/window-line.js';

type Shape4D = [number, number, number, number];

beforeAll(async () => {
  await useBackend('wasm');
});

afterAll(() => {
  expect(tf.memory().numTensors).toBe(0);
});

/** Whole numbers below `end`, the same at each run. */
const dice = (seed: number) => {
  let state = seed * 2654435761 + 1;
  return (end: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
};

const randomCase = (seed: number) => {
  const roll = dice(seed);
  const strides: [number, number] = [1 + roll(3), 1 + roll(3)];
  const dilated = roll(3) === 0;
  const dilations: [number, number] = dilated ? [1 + roll(3), 1 + roll(3)] : [1, 1];
  const filter: Shape4D = [1 + roll(4), 1 + roll(5), 1 + roll(10), 1 + roll(19)];
  const least = [0, 1].map((axis) => (filter[axis]! - 1) * dilations[axis]! + 1);
  const x: Shape4D = [roll(8) === 0 ? 0 : 1 + roll(3), least[0]! + roll(9), least[1]! + roll(12), filter[2]];
  const pad = (['valid', 'same', [[0, 0], [roll(3), roll(3)], [roll(3), roll(3)], [0, 0]]] as const)[roll(3)]!; // prettier-ignore
  return { x, filter, strides, dilations, pad };
};

type Case = ReturnType<typeof randomCase>;

const values = (shape: readonly number[], seed: number): Float32Array => {
  const roll = dice(seed);
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => roll(2001) / 1000 - 1);
};

/** Calls `visit` for each product of the convolution: with the places of its input, its weight and its output. */
const eachProduct = (
  g: tf.backend_util.Conv2DInfo,
  visit: (x: number, w: number, y: number) => void,
): void => {
  for (let image = 0; image < g.batchSize; image++)
    for (let row = 0; row < g.outHeight; row++)
      for (let column = 0; column < g.outWidth; column++)
        for (let i = 0; i < g.filterHeight; i++)
          for (let j = 0; j < g.filterWidth; j++) {
            const y = row * g.strideHeight - g.padInfo.top + i * g.dilationHeight;
            const z = column * g.strideWidth - g.padInfo.left + j * g.dilationWidth;
            if (y < 0 || y >= g.inHeight || z < 0 || z >= g.inWidth) continue;
            for (let c = 0; c < g.inChannels; c++)
              for (let o = 0; o < g.outChannels; o++)
                visit(
                  ((image * g.inHeight + y) * g.inWidth + z) * g.inChannels + c,
                  ((i * g.filterWidth + j) * g.inChannels + c) * g.outChannels + o,
                  ((image * g.outHeight + row) * g.outWidth + column) * g.outChannels + o,
                );
          }
};

const run = (kernel: string, inputs: Record<string, tf.Tensor>, attrs: object): Float32Array => {
  const held = tf.engine().backend.numDataIds();
  const result = tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap) as tf.Tensor;
  const found = result.dataSync() as Float32Array;
  result.dispose();
  expect(tf.engine().backend.numDataIds()).toBe(held);
  return found;
};

const expectClose = (found: Float32Array, wanted: Float64Array): void => {
  expect(found.length).toBe(wanted.length);
  const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-30);
  const worst = found.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i]!) / scale), 0);
  expect(worst).toBeLessThan(1e-5);
};

const infoOf = ({ x, filter, strides, dilations, pad }: Case) =>
  tf.backend_util.computeConv2DInfo(x, filter, strides, dilations, pad as 'same');

const check = (one: Case): void => {
  const { x, filter, strides, dilations, pad } = one;
  const info = infoOf(one);
  const attrs = { strides, dilations, pad, dataFormat: 'NHWC' };
  const [xs, ws, dys, bs] = [
    values(x, 1),
    values(filter, 2),
    values(info.outShape, 3),
    values([filter[3]], 4),
  ];
  const wanted = {
    y: new Float64Array(dys!.length),
    dx: new Float64Array(xs!.length),
    dw: new Float64Array(ws!.length),
  };
  eachProduct(info, (a, w, y) => {
    wanted.y[y]! += xs![a]! * ws![w]!;
    wanted.dx[a]! += dys![y]! * ws![w]!;
    wanted.dw[w]! += xs![a]! * dys![y]!;
  });
  const tensors = {
    x: tf.tensor(xs!, x),
    filter: tf.tensor(ws!, filter),
    dy: tf.tensor(dys!, info.outShape),
    bias: tf.tensor(bs!, [filter[3]]),
  };
  const { x: input, filter: weights, dy, bias } = tensors;
  expectClose(run('Conv2D', { x: input, filter: weights }, attrs), wanted.y);
  expectClose(run('Conv2DBackpropInput', { dy, filter: weights }, { ...attrs, inputShape: x }), wanted.dx);
  expectClose(run('Conv2DBackpropFilter', { x: input, dy }, { ...attrs, filterShape: filter }), wanted.dw);
  const bounds: Record<string, (value: number) => number> = {
    linear: (value) => value,
    relu: (value) => Math.max(0, value),
    relu6: (value) => Math.min(6, Math.max(0, value)),
    elu: (value) => (value < 0 ? Math.expm1(value) : value),
  };
  for (const [activation, bound] of Object.entries(bounds)) {
    const fused = run('FusedConv2D', { x: input, filter: weights, bias }, { ...attrs, activation });
    expectClose(
      fused,
      wanted.y.map((value, i) => bound(value + bs![i % filter[3]]!)),
    );
  }
  tf.dispose(tensors);
};

describe('convolutions read where they lie', () => {
  it.each(Array.from({ length: 150 }, (_, seed) => [seed, JSON.stringify(randomCase(seed))]))(
    'random case %i: %s',
    (seed) => check(randomCase(seed as number)),
  );

  const one = { strides: [1, 1] as [number, number], dilations: [1, 1] as [number, number] };
  it.each([
    { ...one, x: [1, 1, 1, 1], filter: [1, 1, 1, 1], pad: 'valid' },
    { ...one, x: [2, 1, 40, 3], filter: [1, 5, 3, 7], pad: 'same' },
    { ...one, x: [2, 3, 3, 2], filter: [3, 3, 2, 8], pad: 'same' },
    { ...one, x: [1, 5, 5, 40], filter: [3, 3, 40, 33], pad: 'same' },
    { ...one, x: [2, 8, 8, 4], filter: [1, 1, 4, 4], pad: 'same', strides: [2, 2] },
    { ...one, x: [2, 7, 9, 4], filter: [2, 2, 4, 5], pad: 'same', strides: [3, 4] },
    { ...one, x: [1, 9, 9, 5], filter: [3, 3, 5, 6], pad: 'same', dilations: [3, 2] },
    { ...one, x: [1, 16, 16, 3], filter: [7, 7, 3, 16], pad: 'same', strides: [2, 2] },
  ] as Case[])('case %#: $x by $filter', check);

  it('NaN and infinities come out where windows have them, through relu too', () => {
    const x = tf.tidy(() => {
      const image = tf.buffer([1, 5, 5, 1]);
      image.set(NaN, 0, 0, 0, 0);
      image.set(Infinity, 0, 4, 4, 0);
      return image.toTensor();
    });
    const [filter, bias] = [tf.ones([3, 3, 1, 9]), tf.zeros([9])];
    for (const activation of ['linear', 'relu']) {
      const attrs = { strides: 1, pad: 'valid', dilations: 1, dataFormat: 'NHWC', activation };
      const found = run('FusedConv2D', { x, filter, bias }, attrs);
      for (let c = 0; c < 9; c++) {
        expect(found[c]).toBeNaN();
        expect(found[8 * 9 + c]).toBe(Infinity);
        expect(found[4 * 9 + c]).toBe(0);
      }
    }
    tf.dispose([x, filter, bias]);
  });

  it('modules are small enough to be compiled at once on the main thread of a page', () => {
    // Chromium before 119 refuses more than 4 kB there
    const line = { width: 7, inputPixel: 3000, outputPixel: 3000, taps: 3, tap: 9000, rows: 3, row: 90000 };
    const definition = windowLine({
      ...line,
      ...{ channels: 3, columns: 9, biased: true, activation: 'relu6', fused: false },
    });
    expect(assemble(definition).length).toBeLessThan(4096);
    const gradient = { run: 7, groups: 3, group: 9000, width: 3, pixel: 3000, line: 90000 };
    expect(
      assemble(windowGradient({ ...gradient, panels: 9, outputs: 9000, steps: 9000, fused: false })).length,
    ).toBeLessThan(4096);
  });

  it('functions are kept up to a bound, the least recently used goes', () => {
    const made: number[] = [];
    const cache = functionCache(({ size }: { readonly size: number }) => {
      made.push(size);
      return { parameters: [], body: () => [] };
    }, 3);
    const heap = tf.backend() as unknown as Heap;
    for (const size of [1, 2, 3, 1, 4, 1, 2]) expect(cache(heap, { size })).toBeTypeOf('function');
    // 4 puts 2 out, for 1 was used after it, and 2, asked for again, 3
    expect(made).toEqual([1, 2, 3, 4, 2]);
  });
});
