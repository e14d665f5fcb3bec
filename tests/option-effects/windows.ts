// What the options of windows change: over one axis and over three, what is over two is among the others.
import { constraints, initializers, regularizers } from '../../src/index.js';
import type { Effects } from './effects.js';

const groups: Effects = { groups: { values: [2, 4], seen: 'weights', besides: { filters: 4 } } };
/** Of a window over steps. */
export const steps: Effects = {
  kernelSize: { values: [3, [1]], seen: 'shape' },
  poolSize: { values: [3, [1]], seen: 'shape' },
  strides: { values: [3, [6]], seen: 'shape' },
  dilationRate: { values: [2, [3]], seen: 'shape' },
};
/** Of one over volumes. */
export const volumes: Effects = {
  kernelSize: { values: [3, [1, 2, 1]], seen: 'shape' },
  poolSize: { values: [3, [1, 2, 1]], seen: 'shape' },
  strides: { values: [3, [1, 3, 1]], seen: 'shape' },
  dilationRate: { values: [2, [1, 2, 1]], seen: 'shape' },
};

/** Some options of a set. */
export const only = (from: Effects, ...names: readonly string[]): Effects =>
  Object.fromEntries(names.map((name) => [name, from[name]!]));
export const convolution = ['kernelSize', 'strides', 'dilationRate'] as const;
const pooling = ['poolSize', 'strides'] as const;

const outputPadding = (values: readonly unknown[]): Effects => ({
  outputPadding: { values, seen: 'shape', besides: { strides: 3 } },
});
const scattered = initializers.randomNormal({ stddev: 1, seed: 5 });
/** What a kernel of its own name has of options. */
const ofKernel = (name: string): Effects => ({
  [`${name}Initializer`]: { values: ['zeros', 'heNormal'], seen: 'firstValues' },
  [`${name}Regularizer`]: {
    values: [regularizers.l1({ l1: 0.1 }), regularizers.l2({ l2: 0.3 })],
    seen: 'loss',
    besides: { [`${name}Initializer`]: scattered },
  },
  [`${name}Constraint`]: {
    values: [constraints.nonNeg(), constraints.maxNorm({ maxValue: 0.1 })],
    seen: 'trained',
    besides: { [`${name}Initializer`]: scattered },
  },
});
const depthwise: Effects = {
  depthMultiplier: { values: [2, 3], seen: 'weights' },
  ...ofKernel('depthwise'),
};
const adaptive = (...values: readonly unknown[]): Effects => ({ outputSize: { values, seen: 'shape' } });

export const ofWindows: Readonly<Record<string, Effects>> = {
  adaptiveAveragePooling1d: adaptive(4, [5]),
  adaptiveAveragePooling2d: adaptive(4, [2, 3]),
  adaptiveAveragePooling3d: adaptive(4, [2, 3, 1]),
  adaptiveMaxPooling1d: adaptive(4, [5]),
  adaptiveMaxPooling2d: adaptive(4, [2, 3]),
  adaptiveMaxPooling3d: adaptive(4, [2, 3, 1]),
  conv1dTranspose: { ...only(steps, ...convolution), ...outputPadding([0, [2]]) },
  conv2dTranspose: outputPadding([0, [1, 2]]),
  conv3dTranspose: { ...only(volumes, ...convolution), ...outputPadding([0, [1, 2, 1]]) },
  depthwiseConv1d: { ...only(steps, ...convolution), ...depthwise },
  depthwiseConv2d: depthwise,
  separableConv1d: { ...only(steps, ...convolution), ...depthwise, ...ofKernel('pointwise') },
  separableConv2d: { ...depthwise, ...ofKernel('pointwise') },
  averagePooling1d: only(steps, ...pooling),
  averagePooling3d: only(volumes, ...pooling),
  conv1d: {
    ...only(steps, ...convolution),
    ...groups,
    padding: { values: ['same', 'causal'], seen: 'output', besides: { kernelSize: 3 } },
  },
  conv2d: groups,
  conv3d: { ...only(volumes, ...convolution), ...groups },
  maxPooling1d: only(steps, ...pooling),
  maxPooling3d: only(volumes, ...pooling),
};
