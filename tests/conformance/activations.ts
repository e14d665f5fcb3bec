// Activations as layers, and those that tfjs has not by their names, on every backend.
import { initializers } from 'shapewright';
import { onImages, onRows, type Case } from './case.js';

const names = [
  ...[
    'celu',
    'hardShrink',
    'hardSilu',
    'hardTanh',
    'logSigmoid',
    'softShrink',
    'sparsePlus',
    'sparseSigmoid',
  ],
  ...['sparsemax', 'squareplus', 'tanhShrink'],
];
const alphaInitializer = initializers.constant(0.3);

export const activations: readonly Case[] = [
  ...names.map((name) => onRows('activation', name)),
  onImages('activation', 'sparsemax'),
  onRows('leakyReLU', { negativeSlope: 0.1 }),
  onRows('elu', { alpha: 0.5 }),
  onRows('preLU', { alphaInitializer }),
  onImages('preLU', { alphaInitializer, sharedAxes: [1, 2] }),
];
