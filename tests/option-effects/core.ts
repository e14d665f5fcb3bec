// What the options of layers of the core change.
import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '../../src/index.js';
import type { Effects } from './effects.js';

const scattered = initializers.randomNormal({ stddev: 1, seed: 5 });

export const ofCore: Readonly<Record<string, Effects>> = {
  activation: {
    axis: { values: [1], seen: 'shape', besides: { activation: 'glu' }, on: { shape: [4, 6] } },
    threshold: {
      values: [-0.5, 0.5],
      seen: 'output',
      besides: { activation: 'threshold', threshold: 0, defaultValue: 9 },
    },
    defaultValue: {
      values: [-1, 1],
      seen: 'output',
      besides: { activation: 'threshold', threshold: 0, defaultValue: 9 },
    },
  },
  einsumDense: {
    equation: { values: ['abc,dc->abd', 'abc,bcd->abd'], seen: 'weights' },
    outputShape: {
      values: [
        [null, 4],
        [null, 6],
      ],
      seen: 'shape',
    },
    biasAxes: { values: ['d', 'b', 'bd'], seen: 'weights' },
    biasInitializer: { values: ['ones', 'randomNormal'], seen: 'firstValues', besides: { biasAxes: 'd' } },
    biasRegularizer: {
      values: ['l1', 'l2'],
      seen: 'loss',
      besides: { biasAxes: 'd', biasInitializer: scattered },
    },
    biasConstraint: {
      values: ['nonNeg', 'unitNorm'],
      seen: 'trained',
      besides: { biasAxes: 'd', biasInitializer: scattered },
    },
  },
  hubLayer: {
    model: { values: [sequential([4, 3], [layers.dense(5)])], seen: 'shape' },
    outputShape: {
      values: [[null, 3]],
      seen: 'shape',
      besides: {
        model: { inputs: [{ dtype: 'float32' }], outputs: ['y'], predict: (x: tf.Tensor) => tf.abs(x) },
        outputShape: [4, 3],
      },
    },
    trainable: { values: [true], seen: 'trainable' },
  },
  lambda: {
    fn: { values: [tf.sin, tf.abs], seen: 'output' },
    outputShape: { values: [[null, 3], () => [null, 4, null]], seen: 'shape' },
    masks: { values: ['pass'], seen: 'loss', on: { shape: [4], isMasked: true } },
  },
};

export const coreSamples: Readonly<Record<string, unknown>> = {
  fn: tf.square,
  get model() {
    return sequential([4, 3], [layers.dense(2)]);
  },
  equation: 'abc,cd->abd',
  outputShape: [null, 5],
};
