import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';
import { lateNames, loadLateKernels } from './late-kernels.js';

/** tfjs's backend as it is where the heap is shared among threads, or SIMD is missing: ours have no SIMD functions then. */
let plain: tf.KernelBackend;
let backend: tf.KernelBackend;

beforeAll(async () => {
  await useBackend('wasm');
  await loadLateKernels(lateNames);
  backend = tf.backend();
  const { wasm } = backend as unknown as { wasm: object };
  const shared = Object.assign(Object.create(wasm) as object, { asm: undefined });
  plain = new Proxy(backend, {
    get: (target, key) => {
      const value = Reflect.get(target, key) as unknown;
      if (key === 'wasm') return shared;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
});

afterAll(() => {
  expect(tf.memory().numTensors).toBe(0);
});

const adafactor = {
  rate: 0.1,
  forget: 0.2,
  remember: 0.8,
  epsilon1: 1e-30,
  epsilon2: 1e-3,
  clipThreshold: 1,
};
const muon = {
  ...{ momentum: 0.9, ofGradient: 1, ofCarried: 0.9, ofMatrix: 0.1, rmsRate: 0.2, nsSteps: 3 },
  ...{ muonA: 3.4445, muonB: -4.775, muonC: 2.0315 },
};

const cases: readonly [name: string, shapes: Record<string, number[]>, attrs: object][] = [
  ['Conv2DBackpropFilter', { x: [2, 7, 6, 3], dy: [2, 7, 6, 5] }, { pad: 'same', filterShape: [3, 3, 3, 5] }],
  [
    'Conv2DBackpropInput',
    { dy: [2, 7, 6, 5], filter: [3, 3, 4, 5] },
    { pad: 'same', inputShape: [2, 7, 6, 4] },
  ],
  [
    'Conv2DBackpropFilter',
    { x: [2, 7, 6, 3], dy: [2, 5, 4, 9] },
    { pad: 'valid', filterShape: [3, 3, 3, 9] },
  ],
  ['BatchMatMul', { a: [2, 5, 4], b: [2, 5, 6] }, { transposeA: true, transposeB: false }],
  ['_FusedMatMul', { a: [1, 4, 5], b: [1, 6, 5], bias: [6] }, { transposeB: true, activation: 'relu' }],
  ['MaxPoolGrad', { dy: [1, 3, 2, 6], input: [1, 6, 5, 6] }, { filterSize: 2, strides: 2, pad: 'valid' }],
  [
    'MaxPool3DGrad',
    { dy: [1, 2, 2, 2, 5], input: [1, 4, 4, 4, 5] },
    { filterSize: 2, strides: 2, pad: 'same' },
  ],
  ['MaxPool3D', { x: [1, 4, 4, 4, 5] }, { filterSize: 2, strides: 2, pad: 'same' }],
  [
    'DepthwiseConv2dNativeBackpropFilter',
    { x: [2, 6, 5, 3], dy: [2, 6, 5, 6] },
    { pad: 'same', dilations: 1, filterShape: [3, 2, 3, 2] },
  ],
  [
    'DepthwiseConv2dNativeBackpropInput',
    { dy: [2, 6, 5, 6], filter: [3, 2, 3, 2] },
    { pad: 'same', dilations: 1, inputShape: [2, 6, 5, 3] },
  ],
  ['Sum', { x: [6, 3, 5] }, { axis: [0, 1], keepDims: false }],
  [
    'AdamStep',
    { value: [3, 3], gradient: [3, 3], momentum: [3, 3], velocity: [3, 3] },
    { rate: 0.1, oneMinusBeta1: 0.1, oneMinusBeta2: 0.01, epsilon: 1e-7 },
  ],
  [
    'RMSpropStep',
    { value: [7], gradient: [7], velocity: [7] },
    { rate: 0.1, rho: 0.9, oneMinusRho: 0.1, epsilon: 1e-7 },
  ],
  [
    'AdadeltaStep',
    { value: [7], gradient: [7], squares: [7], moves: [7] },
    { rate: 0.1, rho: 0.9, oneMinusRho: 0.1, epsilon: 1e-7 },
  ],
  ['AdagradStep', { value: [7], gradient: [7], accumulator: [7] }, { rate: 0.1, epsilon: 1e-7 }],
  [
    'AdamaxStep',
    { value: [7], gradient: [7], momentum: [7], norm: [7] },
    { rate: 0.1, oneMinusBeta1: 0.1, beta2: 0.9, epsilon: 1e-7 },
  ],
  [
    'AmsgradStep',
    { value: [7], gradient: [7], momentum: [7], velocity: [7], largest: [7] },
    { rate: 0.1, oneMinusBeta1: 0.1, oneMinusBeta2: 0.01, epsilon: 1e-7 },
  ],
  [
    'FtrlStep',
    { value: [7], gradient: [7], accumulator: [7], linear: [7] },
    { rate: 0.5, shrink: 0.1, l1: 0.2, l2: 0.3 },
  ],
  [
    'LionStep',
    { value: [7], gradient: [7], momentum: [7] },
    { rate: 0.1, beta1: 0.9, oneMinusBeta1: 0.1, beta2: 0.99, oneMinusBeta2: 0.01, one: 1, huge: 2 ** 100 },
  ],
  [
    'NadamStep',
    { value: [7], gradient: [7], momentum: [7], velocity: [7] },
    {
      rate: 0.1,
      ofMomentum: 0.4,
      ofGradient: 0.6,
      spread: 0.3,
      oneMinusBeta1: 0.1,
      oneMinusBeta2: 0.01,
      epsilon: 1e-7,
    },
  ],
  [
    'RMSpropMomentumStep',
    { value: [7], gradient: [7], velocity: [7], carried: [7] },
    { rate: 0.1, rho: 0.9, oneMinusRho: 0.1, epsilon: 1e-7, momentum: 0.5 },
  ],
  [
    'RMSpropCenteredStep',
    { value: [7], gradient: [7], velocity: [7], average: [7] },
    { rate: 0.1, rho: 0.9, oneMinusRho: 0.1, epsilon: 1, momentum: 0 },
  ],
  [
    'RMSpropCenteredMomentumStep',
    { value: [7], gradient: [7], velocity: [7], carried: [7], average: [7] },
    { rate: 0.1, rho: 0.9, oneMinusRho: 0.1, epsilon: 1, momentum: 0.5 },
  ],
  [
    'LambStep',
    { value: [7], gradient: [7], momentum: [7], velocity: [7] },
    { rate: 0.1, ofMomentum: 0.2, ofVelocity: 0.1, oneMinusBeta1: 0.1, oneMinusBeta2: 0.01, epsilon: 1e-7 },
  ],
  ['AdafactorVectorStep', { value: [7], gradient: [7], velocity: [7] }, adafactor],
  [
    'AdafactorStep',
    { value: [2, 3, 5], gradient: [2, 3, 5], r: [2, 3], c: [2, 5], velocity: [2, 3, 5] },
    adafactor,
  ],
  ['MuonStep', { value: [5, 3], gradient: [5, 3], momentum: [5, 3] }, muon],
  ['MuonStep', { value: [3, 6], gradient: [3, 6], momentum: [3, 6] }, muon],
  ['SGDStep', { value: [7], gradient: [7] }, { rate: 0.1 }],
  ['SGDMomentumStep', { value: [7], gradient: [7], velocity: [7] }, { rate: 0.1, momentum: 0.9 }],
  ['SGDNesterovStep', { value: [7], gradient: [7], velocity: [7] }, { rate: 0.1, momentum: 0.9 }],
];

describe('the kernels without SIMD', () => {
  for (const [name, shapes, attrs] of cases) {
    it(`${name} ${JSON.stringify(shapes)}: as with it`, () => {
      const inputs = Object.fromEntries(
        Object.entries(shapes).map(([input, shape], seed) => [
          input,
          tf.randomUniform(shape, 0.1, 1, 'float32', seed + 3),
        ]),
      );
      const held = backend.numDataIds();
      const run = (on: tf.KernelBackend): number[][] => {
        const { kernelFunc } = tf.getKernel(name, 'wasm');
        const results = [
          kernelFunc({ inputs, attrs: { strides: 1, ...attrs } as tf.NamedAttrMap, backend: on }),
        ].flat();
        return results.map(({ dataId }) => {
          const values = [...(backend.readSync(dataId) as Float32Array)];
          backend.disposeData(dataId);
          return values;
        });
      };
      const [withSimd, without] = [run(backend), run(plain)];
      expect(without.length).toBe(withSimd.length);
      without.forEach((values, output) =>
        values.forEach((value, i) => expect(value).toBeCloseTo(withSimd[output]![i]!, 4)),
      );
      expect(backend.numDataIds()).toBe(held);
      tf.dispose(inputs);
    });
  }
});
