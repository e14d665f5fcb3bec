/**
 * Our WASM kernels and tfjs's own, side by side in one run: `npx tsx bench/kernels.ts`.
 * Read the ratios: the milliseconds are the machine's.
 */
import * as tf from '@tensorflow/tfjs';
import { useBackend } from '../src/backends/index.js';
import { lateNames, loadLateKernels } from '../src/backends/wasm/late-kernels.js';
import { registerWasmKernels, unregisterWasmKernels } from '../src/backends/wasm/register.js';
import { plainConv2DBackpropFilter } from './plain-conv2d-backprop-filter.js';

interface Case {
  readonly name: string;
  readonly kernel: string;
  readonly inputs: Record<string, number[]>;
  readonly attrs: Record<string, unknown>;
  /** Floating-point operations, where they are what counts. */
  readonly flop?: number;
}

const product = (m: number, k: number, n: number, transposeA: boolean, transposeB: boolean): Case => ({
  name: `matMul ${m} x ${k} x ${n}${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`,
  kernel: 'BatchMatMul',
  inputs: { a: transposeA ? [k, m] : [m, k], b: transposeB ? [n, k] : [k, n] },
  attrs: { transposeA, transposeB },
  flop: 2 * m * k * n,
});

const gradients = (
  name: string,
  x: number[],
  filter: number[],
  dy: number[],
  pad: string,
  strides = 1,
): Case[] => {
  const attrs = { strides, pad, dataFormat: 'NHWC' };
  const flop = 2 * dy.reduce((a, b) => a * b) * filter[0]! * filter[1]! * filter[2]!;
  return [
    { name: `conv2d ${name}`, kernel: 'Conv2D', inputs: { x, filter }, attrs: { ...attrs, dilations: 1 }, flop }, // prettier-ignore
    { name: `conv2d filter ${name}`, kernel: 'Conv2DBackpropFilter', inputs: { x, dy }, attrs: { ...attrs, filterShape: filter }, flop }, // prettier-ignore
    { name: `conv2d input ${name}`, kernel: 'Conv2DBackpropInput', inputs: { dy, filter }, attrs: { ...attrs, inputShape: x }, flop }, // prettier-ignore
  ];
};

const depthwise = { strides: 1, pad: 'same', dilations: 1 };
const cases: Case[] = [
  ...[[128, 32, 784], [784, 32, 128], [288, 3872, 64], [512, 512, 512], [32, 784, 128]].flatMap((size) => {
    const [m, k, n] = size as [number, number, number];
    return [product(m, k, n, false, false), product(m, k, n, true, false), product(m, k, n, false, true)];
  }), // prettier-ignore
  ...gradients('26 x 26, 1 to 32', [32, 28, 28, 1], [3, 3, 1, 32], [32, 26, 26, 32], 'valid'),
  ...gradients('13 x 13, 32 to 64', [32, 13, 13, 32], [3, 3, 32, 64], [32, 11, 11, 64], 'valid'),
  ...gradients('28 x 28, 16 to 32, same', [32, 28, 28, 16], [3, 3, 16, 32], [32, 28, 28, 32], 'same'),
  ...gradients('28 x 28, 16 to 32, strides 2', [32, 28, 28, 16], [3, 3, 16, 32], [32, 14, 14, 32], 'same', 2),
  ...gradients('14 x 14, 64 to 32, 1 x 1', [32, 14, 14, 64], [1, 1, 64, 32], [32, 14, 14, 32], 'same'),
  { name: 'max pool gradient 26 x 26 x 32', kernel: 'MaxPoolGrad', inputs: { dy: [32, 13, 13, 32], input: [32, 26, 26, 32], output: [32, 13, 13, 32] }, attrs: { filterSize: 2, strides: 2, pad: 'valid' } }, // prettier-ignore
  { name: 'max pool gradient 26 x 26 x 3', kernel: 'MaxPoolGrad', inputs: { dy: [32, 13, 13, 3], input: [32, 26, 26, 3], output: [32, 13, 13, 3] }, attrs: { filterSize: 2, strides: 2, pad: 'valid' } }, // prettier-ignore
  { name: 'max pool 3d 16 x 16 x 16 x 8', kernel: 'MaxPool3D', inputs: { x: [4, 16, 16, 16, 8] }, attrs: { filterSize: 2, strides: 2, pad: 'valid' } }, // prettier-ignore
  { name: 'max pool 3d gradient 16 x 16 x 16 x 8', kernel: 'MaxPool3DGrad', inputs: { dy: [4, 8, 8, 8, 8], input: [4, 16, 16, 16, 8], output: [4, 8, 8, 8, 8] }, attrs: { filterSize: 2, strides: 2, pad: 'valid' } }, // prettier-ignore
  { name: 'sum over the first axes 32 x 26 x 26 x 32', kernel: 'Sum', inputs: { x: [32, 26, 26, 32] }, attrs: { axis: [0, 1, 2], keepDims: false } }, // prettier-ignore
  { name: 'identity 32 x 26 x 26 x 32', kernel: 'Identity', inputs: { x: [32, 26, 26, 32] }, attrs: {} },
  { name: 'depthwise filter 28 x 28 x 32', kernel: 'DepthwiseConv2dNativeBackpropFilter', inputs: { x: [32, 28, 28, 32], dy: [32, 28, 28, 32] }, attrs: { ...depthwise, filterShape: [3, 3, 32, 1] } }, // prettier-ignore
  { name: 'depthwise input 28 x 28 x 32', kernel: 'DepthwiseConv2dNativeBackpropInput', inputs: { dy: [32, 28, 28, 32], filter: [3, 3, 32, 1] }, attrs: { ...depthwise, inputShape: [32, 28, 28, 32] } }, // prettier-ignore
  { name: 'depthwise filter 28 x 28 x 16, multiplier 2', kernel: 'DepthwiseConv2dNativeBackpropFilter', inputs: { x: [32, 28, 28, 16], dy: [32, 28, 28, 32] }, attrs: { ...depthwise, filterShape: [3, 3, 16, 2] } }, // prettier-ignore
  { name: 'segment sum 8192 x 16', kernel: 'UnsortedSegmentSum', inputs: { x: [8192, 16], segmentIds: [8192] }, attrs: { numSegments: 10000 } }, // prettier-ignore
  { name: 'adam step, 204800 weights', kernel: 'AdamStep', inputs: { value: [1600, 128], gradient: [1600, 128], momentum: [1600, 128], velocity: [1600, 128] }, attrs: { rate: 0.01, oneMinusBeta1: 0.1, oneMinusBeta2: 0.001, epsilon: 1e-7 } }, // prettier-ignore
];

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

/** Milliseconds for one call; a short one is repeated, so that the clock is fine enough. */
function time(run: () => void): number {
  const once = performance.now();
  run();
  const repeats = Math.max(1, Math.min(50, Math.floor(2 / (performance.now() - once))));
  const start = performance.now();
  for (let i = 0; i < repeats; i++) run();
  return (performance.now() - start) / repeats;
}

/** Times both in turns, so that what else the machine does hits both. */
function compare(ours: () => void, theirs: () => void, rounds: number): { ours: number; theirs: number } {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = -2; round < rounds; round++) {
    registerWasmKernels();
    const our = time(ours);
    unregisterWasmKernels();
    tf.registerKernel(plainConv2DBackpropFilter);
    const their = time(theirs);
    tf.unregisterKernel('Conv2DBackpropFilter', 'wasm');
    if (round < 0) continue; // the first are for the compilers
    times.ours.push(our);
    times.theirs.push(their);
  }
  registerWasmKernels();
  return { ours: median(times.ours), theirs: median(times.theirs) };
}

function benchKernel({ name, kernel, inputs, attrs, flop }: Case): void {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([input, shape]) => [
      input,
      input === 'segmentIds' ? tf.randomUniformInt(shape, 0, 10000) : tf.randomUniform(shape),
    ]),
  );
  const run = (): void => {
    if (tf.getKernel(kernel, 'wasm') === undefined) return;
    tf.dispose(tf.engine().runKernel(kernel, tensors, attrs as tf.NamedAttrMap) as tf.TensorContainer);
  };
  const { ours, theirs } = compare(run, run, 9);
  unregisterWasmKernels();
  const exists = tf.getKernel(kernel, 'wasm') !== undefined || kernel === 'Conv2DBackpropFilter';
  registerWasmKernels();
  const show = (ms: number) =>
    `${ms.toFixed(3).padStart(9)} ms${flop ? (flop / ms / 1e6).toFixed(1).padStart(7) : '       '}`;
  const other = exists ? `${show(theirs)}  ${(theirs / ours).toFixed(1).padStart(6)} x` : '  (tfjs has none)';
  console.log(`${name.padEnd(46)}${show(ours)}  ${other}`);
  tf.dispose(tensors);
}

function mlp(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [784], units: 128, activation: 'relu' }));
  model.add(tf.layers.dense({ units: 10 }));
  return model;
}

function cnn(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 128, activation: 'relu' }));
  model.add(tf.layers.dense({ units: 10 }));
  return model;
}

interface Adam {
  applyGradients(gradients: tf.NamedTensorMap): void;
}

function plainAdam(): Adam {
  const adam = tf.train.adam();
  return {
    applyGradients: (gradients) =>
      adam.applyGradients(gradients as Parameters<typeof adam.applyGradients>[0]),
  };
}

/** Adam over our fused kernel. */
function fusedAdam(): Adam {
  const slots = new Map<string, [tf.Variable, tf.Variable]>();
  let iterations = 0;
  return {
    applyGradients(gradients) {
      iterations++;
      const rate = (0.001 * Math.sqrt(1 - 0.999 ** iterations)) / (1 - 0.9 ** iterations);
      for (const [name, gradient] of Object.entries(gradients)) {
        const value = tf.engine().registeredVariables[name]!;
        const made = (): tf.Variable => tf.variable(tf.zerosLike(value), false);
        const [momentum, velocity] = slots.get(name) ?? slots.set(name, [made(), made()]).get(name)!;
        const inputs = { value, gradient, momentum, velocity };
        const attrs = { rate, oneMinusBeta1: 0.1, oneMinusBeta2: 0.001, epsilon: 1e-7 };
        const results = tf.engine().runKernel('AdamStep', inputs, attrs) as unknown as tf.Tensor[];
        [value, momentum, velocity].forEach((variable, i) => variable.assign(results[i]!));
      }
    },
  };
}

/** One training step at batch 32: the loss, its gradients, Adam. */
function trainingStep(model: tf.Sequential, shape: number[], optimizer: Adam): () => void {
  const x = tf.randomUniform(shape);
  const labels = tf.oneHot(tf.range(0, 32, 1, 'int32').mod(tf.scalar(10, 'int32')), 10);
  return () =>
    tf.tidy(() => {
      const loss = (): tf.Scalar =>
        tf.losses.softmaxCrossEntropy(labels, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar;
      const { value, grads } = tf.variableGrads(loss);
      optimizer.applyGradients(grads);
      value.dataSync();
    });
}

await useBackend('wasm');
await loadLateKernels(lateNames);
console.log(
  `${''.padEnd(46)}${'ours'.padStart(12)}${'GFLOP/s'.padStart(8)}${"tfjs's".padStart(13)}${'GFLOP/s'.padStart(8)}`,
);
for (const one of cases) benchKernel(one);

console.log('\nA training step, batch 32, Adam (tf.layers model, tf.variableGrads)');
for (const [name, build, shape, rounds] of [
  ['MLP 784-128-10', mlp, [32, 784], 25],
  ['CNN 32, pool, 64, pool, 128, 10', cnn, [32, 28, 28, 1], 9],
] as const) {
  for (const [optimizer, ours] of [
    ["tfjs's Adam", plainAdam()],
    ['AdamStep', fusedAdam()],
  ] as const) {
    // prettier-ignore
    const theirs = trainingStep(build(), [...shape], plainAdam());
    const times = compare(trainingStep(build(), [...shape], ours), theirs, rounds);
    console.log(
      `${`${name}, ${optimizer}`.padEnd(46)}${times.ours.toFixed(2).padStart(9)} ms${''.padStart(9)}` +
        `${times.theirs.toFixed(2).padStart(9)} ms${''.padStart(9)}${(times.theirs / times.ours).toFixed(1).padStart(6)} x`,
    );
  }
}
