// Layers of the core, on every backend.
import * as tf from '@tensorflow/tfjs-core';
import { onImages, onRows, type Case } from './case.js';

export const core: readonly Case[] = [
  onRows('identity'),
  onRows('activation', 'glu'),
  onImages('activation', 'glu', { axis: 1 }),
  onRows('activation', 'threshold', { threshold: 0.1, defaultValue: -0.5 }),
  onRows('einsumDense', 'ab,bc->ac', { outputShape: 4, biasAxes: 'c', activation: 'tanh' }),
  onImages('einsumDense', 'abcd,cde->abe', { outputShape: [null, 2], biasAxes: 'be' }),
  onImages('einsumDense', '...x,xy->...y', { outputShape: 2 }),
  onImages('einsumDense', 'ab...,bc->ac...', { outputShape: 2, biasAxes: 'c' }),
  onRows('lambda', (x: tf.Tensor) => tf.square(tf.sin(x))),
  onImages('lambda', (x: tf.Tensor) => tf.mean(x, [1, 2]), { outputShape: [3] }),
];
