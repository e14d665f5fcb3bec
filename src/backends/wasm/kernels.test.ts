import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';
import { registerWasmKernels, unregisterWasmKernels, wasmKernels } from './register.js';

/** Runs a kernel on cpu and on wasm with the same random values, and compares; checks that nothing leaks. */
async function compare(
  kernelName: string,
  inputs: Record<string, tf.TensorInfo['shape'] | { shape: number[]; values: ArrayLike<number> }>,
  attrs: object,
  range: readonly [number, number] = [-1, 1],
): Promise<void> {
  const values = Object.entries(inputs).map(([name, given], seed) => {
    if (!Array.isArray(given)) return { name, shape: given.shape, values: given.values };
    const random = tf.tidy(() => tf.randomUniform(given, ...range, 'float32', seed + 7).dataSync());
    return { name, shape: given, values: random };
  });
  const results: { shape: number[]; values: ArrayLike<number> }[] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const held = tf.engine().backend.numDataIds();
    const tensors = Object.fromEntries(
      values.map(({ name, shape, values }) => [
        name,
        tf.tensor(values as Float32Array, shape, values instanceof Int32Array ? 'int32' : 'float32'),
      ]),
    );
    const result = tf.engine().runKernel(kernelName, tensors, attrs as tf.NamedAttrMap) as tf.Tensor;
    results.push({ shape: result.shape, values: result.dataSync().slice() });
    tf.dispose([result, ...Object.values(tensors)]);
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.engine().backend.numDataIds()).toBe(held);
  }
  const [cpu, wasm] = results;
  expect(wasm!.shape).toEqual(cpu!.shape);
  expectClose(wasm!.values, cpu!.values);
}

/** Equal to 1e-5 of the largest value. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1e-30, ...Array.from(expected, Math.abs).filter(Number.isFinite));
  const worst = Array.from(actual).reduce(
    (worst, value, i) => Math.max(worst, value === expected[i] ? 0 : Math.abs(value - expected[i]!) / scale),
    0,
  );
  expect(worst).toBeLessThan(1e-5);
}

const paddings = ['valid', 'same', [[0, 0], [1, 2], [0, 1], [0, 0]]] as const; // prettier-ignore

const convolutions = [1, 2, 3, [2, 1] as [number, number]].flatMap((strides) =>
  paddings.flatMap((pad) => [
    { strides, pad, input: [2, 9, 7, 3], filter: [3, 2, 3, 5] },
    { strides, pad, input: [1, 5, 6, 1], filter: [3, 3, 1, 9] },
    { strides, pad, input: [3, 4, 4, 6], filter: [1, 1, 6, 4] },
  ]),
) as {
  strides: number;
  pad: 'same';
  input: [number, number, number, number];
  filter: [number, number, number, number];
}[];

const outShape = (
  one: (typeof convolutions)[number],
  dilations: number | [number, number] = 1,
  depthwise = false,
) =>
  tf.backend_util.computeConv2DInfo(
    one.input,
    one.filter,
    one.strides,
    dilations,
    one.pad,
    undefined,
    depthwise,
  ).outShape;

beforeAll(async () => {
  await useBackend('wasm');
});

beforeEach(async () => {
  await tf.setBackend('wasm');
});

describe('registerWasmKernels', () => {
  it('replaces once, and can be undone', () => {
    const ours = wasmKernels.map(({ name }) => tf.getKernel(name, 'wasm'));
    registerWasmKernels();
    expect(wasmKernels.map(({ name }) => tf.getKernel(name, 'wasm'))).toEqual(ours);
    unregisterWasmKernels();
    expect(tf.getKernel('Conv2DBackpropFilter', 'wasm')).toBeUndefined();
    expect(tf.getKernel('BatchMatMul', 'wasm')).not.toBe(ours[0]);
    expect(tf.matMul([[1, 2]], [[3], [4]]).arraySync()).toEqual([[11]]);
    registerWasmKernels();
    expect(tf.matMul([[1, 2]], [[3], [4]]).arraySync()).toEqual([[11]]);
  });
});

describe('Conv2D and its gradients', () => {
  for (const one of convolutions) {
    it(`as cpu: ${JSON.stringify(one)}`, async () => {
      const { strides, pad, input, filter } = one;
      const dy = outShape(one);
      const attrs = { strides, pad, dataFormat: 'NHWC' };
      await compare('Conv2D', { x: input, filter }, { ...attrs, dilations: 1 });
      await compare('Conv2DBackpropFilter', { x: input, dy }, { ...attrs, filterShape: filter });
      await compare('Conv2DBackpropInput', { dy, filter }, { ...attrs, inputShape: input });
    });
  }

  it('as cpu, where the patches come in several blocks', async () => {
    const attrs = { strides: 1, pad: 'same', dataFormat: 'NHWC' };
    const [input, filter] = [[4, 24, 20, 8], [3, 3, 8, 16]]; // prettier-ignore
    const dy = [4, 24, 20, 16];
    await compare('Conv2DBackpropFilter', { x: input!, dy }, { ...attrs, filterShape: filter });
    await compare('Conv2DBackpropInput', { dy, filter: filter! }, { ...attrs, inputShape: input });
  });

  it('Conv2D as cpu when dilated', async () => {
    const shapes = { x: [2, 9, 8, 3], filter: [3, 2, 3, 4] };
    for (const pad of ['valid', 'same']) {
      await compare('Conv2D', shapes, { strides: 1, pad, dataFormat: 'NHWC', dilations: [2, 3] });
    }
  });

  it('refuses NCHW in a sentence', () => {
    const [x, dy] = [tf.ones([1, 2, 4, 4]), tf.ones([1, 2, 4, 4])];
    const attrs = { strides: 1, pad: 'same', dataFormat: 'NCHW', filterShape: [3, 3, 2, 2] };
    expect(() => tf.engine().runKernel('Conv2DBackpropFilter', { x, dy }, attrs)).toThrow(
      /needs the data format 'NHWC'/,
    );
    tf.dispose([x, dy]);
  });

  it('agree with a convolution by hand when dilated', () => {
    // The gradient of sum(conv(x, f) * g) is linear in x and f: <dx, x> = <df, f> = sum(conv * g).
    const before = tf.memory().numTensors;
    for (const pad of ['valid', 'same'] as const) {
      tf.tidy(() => {
        const x = tf.randomNormal([2, 9, 8, 3]) as tf.Tensor4D;
        const filter = tf.randomNormal([3, 2, 3, 4]) as tf.Tensor4D;
        const y = tf.conv2d(x, filter, 1, pad, 'NHWC', [2, 3]);
        const dy = tf.randomNormal(y.shape);
        const attrs = { strides: 1, pad, dataFormat: 'NHWC', dilations: [2, 3] };
        const run = (name: string, inputs: tf.NamedTensorMap, rest: object) =>
          tf.engine().runKernel(name, inputs, { ...attrs, ...rest } as tf.NamedAttrMap) as tf.Tensor;
        const dFilter = run('Conv2DBackpropFilter', { x, dy }, { filterShape: filter.shape });
        const dx = run('Conv2DBackpropInput', { dy, filter }, { inputShape: x.shape });
        const total = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)).arraySync() as number;
        expect(total(dFilter, filter)).toBeCloseTo(total(y, dy), 2);
        expect(total(dx, x)).toBeCloseTo(total(y, dy), 2);
      });
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('DepthwiseConv2dNativeBackpropFilter and -Input', () => {
  for (const strides of [1, 2, 3]) {
    for (const pad of paddings) {
      for (const [channels, multiplier] of [
        [3, 1],
        [2, 3],
        [1, 1],
      ] as const) {
        // prettier-ignore
        it(`as cpu: strides ${strides}, pad ${pad}, ${channels} channels, multiplier ${multiplier}`, async () => {
          const one = { strides, pad: pad as 'same', input: [2, 9, 7, channels], filter: [3, 2, channels, multiplier] };
          const dy = outShape(one as (typeof convolutions)[number], 1, true);
          const attrs = { strides, pad, dilations: 1 };
          const [x, filter] = [one.input, one.filter];
          await compare('DepthwiseConv2dNativeBackpropFilter', { x, dy }, { ...attrs, filterShape: filter });
          await compare('DepthwiseConv2dNativeBackpropInput', { dy, filter }, { ...attrs, inputShape: x });
        });
      }
    }
  }

  it('agree with the forward pass when dilated', () => {
    tf.tidy(() => {
      const x = tf.randomNormal([2, 9, 8, 3]) as tf.Tensor4D;
      const filter = tf.randomNormal([3, 2, 3, 2]) as tf.Tensor4D;
      const y = tf.depthwiseConv2d(x, filter, 1, 'same', 'NHWC', [2, 3]);
      const dy = tf.randomNormal(y.shape);
      const attrs = { strides: 1, pad: 'same', dilations: [2, 3] };
      const run = (name: string, inputs: tf.NamedTensorMap, rest: object) =>
        tf.engine().runKernel(name, inputs, { ...attrs, ...rest } as tf.NamedAttrMap) as tf.Tensor;
      const dFilter = run('DepthwiseConv2dNativeBackpropFilter', { x, dy }, { filterShape: filter.shape });
      const dx = run('DepthwiseConv2dNativeBackpropInput', { dy, filter }, { inputShape: x.shape });
      const total = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)).arraySync() as number;
      expect(total(dFilter, filter)).toBeCloseTo(total(y, dy), 2);
      expect(total(dx, x)).toBeCloseTo(total(y, dy), 2);
    });
  });
});

describe('BatchMatMul and _FusedMatMul', () => {
  const sizes = [[1, 1, 1], [4, 8, 8], [5, 7, 9], [13, 300, 17], [3, 1, 600], [70, 33, 530]] as const; // prettier-ignore
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      const shapes = (batchA: number[], batchB: number[], [m, k, n]: readonly [number, number, number]) => ({
        a: [...batchA, ...(transposeA ? [k, m] : [m, k])],
        b: [...batchB, ...(transposeB ? [n, k] : [k, n])],
      });
      const attrs = { transposeA, transposeB };

      it(`as cpu: transposeA ${transposeA}, transposeB ${transposeB}`, async () => {
        for (const size of sizes) {
          await compare('BatchMatMul', shapes([], [], size), attrs);
          await compare('BatchMatMul', shapes([3], [3], size), attrs);
          await compare('BatchMatMul', shapes([1], [2], size), attrs);
        }
      });

      it(`with bias and activation, as cpu: transposeA ${transposeA}, transposeB ${transposeB}`, async () => {
        for (const activation of ['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu']) {
          const full = { ...attrs, activation, leakyreluAlpha: 0.3 };
          await compare('_FusedMatMul', { ...shapes([1], [1], [6, 5, 7]), bias: [7] }, full, [-3, 3]);
          await compare('_FusedMatMul', shapes([2], [2], [6, 5, 7]), full, [-3, 3]);
        }
      });
    }
  }

  it('broadcasts each axis of the batch by itself', () => {
    tf.tidy(() => {
      const [a, b] = [tf.randomNormal([2, 1, 3, 4]), tf.randomNormal([1, 3, 4, 5])];
      const got = tf.matMul(a, b);
      expect(got.shape).toEqual([2, 3, 3, 5]);
      const one = tf.matMul(
        tf.reshape(tf.slice(a, [1, 0, 0, 0], [1, 1, 3, 4]), [3, 4]),
        tf.reshape(tf.slice(b, [0, 2, 0, 0], [1, 1, 4, 5]), [4, 5]),
      );
      expectClose(tf.slice(got, [1, 2, 0, 0], [1, 1, 3, 5]).dataSync(), one.dataSync());
    });
  });

  it('keeps NaN where there is one, and reads no memory that was not written', () => {
    tf.tidy(() => {
      const poison = tf.fill([500], NaN);
      poison.dispose();
      expect(tf.min(tf.matMul(tf.ones([5, 3]), tf.ones([3, 5]))).arraySync()).toBe(3);
      expect(tf.matMul([[NaN, 1]], [[0], [1]]).arraySync()).toEqual([[NaN]]);
    });
  });

  it('gives zeros for a product over nothing', () => {
    expect(tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])).arraySync()).toEqual([[0, 0, 0], [0, 0, 0]]); // prettier-ignore
  });
});

describe('UnsortedSegmentSum', () => {
  it('as cpu; numbers outside the segments are left out', async () => {
    const segmentIds = { shape: [6], values: Int32Array.of(2, 0, -1, 2, 9, 4) };
    await compare('UnsortedSegmentSum', { x: [6, 5], segmentIds }, { numSegments: 5 });
    await compare('UnsortedSegmentSum', { x: [6], segmentIds }, { numSegments: 3 });
    await compare('UnsortedSegmentSum', { x: [6, 2, 3], segmentIds }, { numSegments: 5 });
  });

  it('is the gradient of an embedding', () => {
    tf.tidy(() => {
      const table = tf.randomNormal([4, 3]);
      const words = tf.tensor1d([1, 3, 1], 'int32');
      const gradient = tf.grad((t: tf.Tensor) => tf.sum(tf.gather(t, words)))(table);
      expect(gradient.arraySync()).toEqual([[0, 0, 0], [2, 2, 2], [0, 0, 0], [1, 1, 1]]); // prettier-ignore
    });
  });
});

describe('max pooling', () => {
  const ranges = [[-1, 1], [-2, -1]] as const; // prettier-ignore
  for (const range of ranges) {
    for (const strides of [1, 2, 3]) {
      for (const filterSize of [2, 3, [3, 2]] as const) {
        it(`2D gradient as cpu: values ${range}, strides ${strides}, windows ${filterSize}`, async () => {
          for (const pad of [
            'valid',
            'same',
            [
              [0, 0],
              [1, 1],
              [1, 0],
              [0, 0],
            ],
          ] as const) {
            // prettier-ignore
            for (const input of [[2, 9, 7, 3], [1, 5, 6, 8]] as [number, number, number, number][]) { // prettier-ignore
              const size = filterSize as [number, number];
              const info = tf.backend_util.computePool2DInfo(input, size, strides, 1, pad as 'same');
              const shapes = { dy: info.outShape, input, output: info.outShape };
              await compareGradient('MaxPool', 'MaxPoolGrad', shapes, { filterSize, strides, pad }, range);
            }
          }
        });
      }

      it(`3D, forward and gradient, as cpu: values ${range}, strides ${strides}`, async () => {
        for (const pad of ['valid', 'same'] as const) {
          const input = [2, 5, 6, 7, 3] as [number, number, number, number, number];
          for (const filterSize of [2, 3]) {
            const attrs = { filterSize, strides, pad, dataFormat: 'NDHWC' };
            const info = tf.backend_util.computePool3DInfo(input, filterSize, strides, 1, pad);
            await compare('MaxPool3D', { x: input }, attrs, range);
            const shapes = { dy: info.outShape, input, output: info.outShape };
            await compareGradient('MaxPool3D', 'MaxPool3DGrad', shapes, attrs, range);
          }
        }
      });
    }
  }

  // tfjs's cpu mixes up height and width here, and is no reference for windows that are not cubes.
  it('3D with uneven windows: each gradient goes to the value that was passed on', () => {
    tf.tidy(() => {
      const x = tf.randomUniform([2, 5, 6, 7, 3], -2, -1) as tf.Tensor5D;
      const pool = (t: tf.Tensor) => tf.maxPool3d(t as tf.Tensor5D, [2, 3, 1], [1, 2, 1], 'same');
      const y = pool(x);
      const dy = tf.randomUniform(y.shape);
      const gradient = tf.grad((t: tf.Tensor) => tf.sum(tf.mul(pool(t), dy)))(x);
      expectClose(tf.sum(tf.mul(gradient, x)).dataSync(), tf.sum(tf.mul(y, dy)).dataSync());
      expectClose(tf.sum(gradient).dataSync(), tf.sum(dy).dataSync());
    });
  });

  it('gives the gradient to the first of equal values', () => {
    tf.tidy(() => {
      const x = tf.fill([1, 2, 2, 5], -3) as tf.Tensor4D;
      const gradient = tf.grad((t: tf.Tensor) => tf.sum(tf.maxPool(t as tf.Tensor4D, 2, 2, 'valid')))(x);
      expect(tf.reshape(gradient, [4, 5]).arraySync()).toEqual([1, 0, 0, 0].map((one) => Array(5).fill(one)));
    });
  });
});

/** Gradients need the output that belongs to the input. */
async function compareGradient(
  forward: string,
  gradient: string,
  shapes: { dy: number[]; input: number[]; output: number[] },
  attrs: object,
  range: readonly [number, number],
): Promise<void> {
  await tf.setBackend('cpu');
  const [input, output] = tf.tidy(() => {
    const x = tf.randomUniform(shapes.input, ...range, 'float32', 11);
    const y = tf.engine().runKernel(forward, { x }, attrs as tf.NamedAttrMap) as tf.Tensor;
    return [x.dataSync().slice(), y.dataSync().slice()];
  });
  await compare(
    gradient,
    {
      dy: shapes.dy,
      input: { shape: shapes.input, values: input! },
      output: { shape: shapes.output, values: output! },
    },
    attrs,
  );
}
