// What the options of windows change: over one axis and over three, what is over two is among the others.
import type { Effects } from './effects.js';

const groups: Effects = { groups: { values: [2, 4], seen: 'weights', besides: { filters: 4 } } };
const steps: Effects = {
  kernelSize: { values: [3, [1]], seen: 'shape' },
  poolSize: { values: [3, [1]], seen: 'shape' },
  strides: { values: [3, [6]], seen: 'shape' },
  dilationRate: { values: [2, [3]], seen: 'shape' },
};
const volumes: Effects = {
  kernelSize: { values: [3, [1, 2, 1]], seen: 'shape' },
  poolSize: { values: [3, [1, 2, 1]], seen: 'shape' },
  strides: { values: [3, [1, 3, 1]], seen: 'shape' },
  dilationRate: { values: [2, [1, 2, 1]], seen: 'shape' },
};

/** Some options of a set. */
const only = (from: Effects, ...names: readonly string[]): Effects =>
  Object.fromEntries(names.map((name) => [name, from[name]!]));
const convolution = ['kernelSize', 'strides', 'dilationRate'] as const;
const pooling = ['poolSize', 'strides'] as const;

export const ofWindows: Readonly<Record<string, Effects>> = {
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
