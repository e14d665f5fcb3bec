// Layers that change images at random, on every backend: the same seed draws the same numbers everywhere.
import { onImages, type Case } from './case.js';

const seed = 4;

export const augmentation: readonly Case[] = [
  onImages('randomFlip', { seed }),
  onImages('randomFlip', { mode: 'horizontal', seed, dataFormat: 'channelsFirst' }),
  onImages('randomRotation', 0.4, { seed }),
  onImages('randomRotation', [-0.4, 0.2], { fillMode: 'constant', fillValue: 0.5, seed }),
  onImages('randomRotation', 1, { fillMode: 'wrap', interpolation: 'nearest', seed }),
  onImages('randomZoom', [-0.7, 1], { fillMode: 'wrap', seed }),
  onImages('randomZoom', 0.5, { widthFactor: [0.1, 0.9], fillMode: 'nearest', seed }),
  onImages('randomTranslation', 1, [0.2, 0.6], { seed }),
  onImages('randomTranslation', [0.5, 0.5], [-1, -1], { fillMode: 'wrap', seed }),
  onImages('randomCrop', 3, 4, { seed }),
  onImages('randomCrop', 7, 9, { seed }),
  onImages('randomShear', { xFactor: 0.9, yFactor: [0.3, 0.6], seed }),
  onImages('randomContrast', [0.5, 0.9], { valueRange: [-0.5, 0.5], seed }),
  onImages('randomBrightness', 0.5, { valueRange: [-0.5, 0.5], seed }),
  onImages('randomGrayscale', { seed }),
  onImages('randomHue', 0.8, { valueRange: [-1, 1], seed }),
  onImages('randomSaturation', [0.2, 0.8], { valueRange: [0, 1], seed }),
  onImages('randomColorDegeneration', [0.2, 0.8], { valueRange: [-0.5, 0.5], seed }),
  onImages('randomColorJitter', {
    valueRange: [-1, 1],
    brightnessFactor: 0.2,
    contrastFactor: 0.5,
    hueFactor: 0.3,
    seed,
  }),
  onImages('randomInvert', { valueRange: [-1, 1], seed }),
  // a value just below a step on one backend is just above it on another: steps as wide as all of them
  onImages('randomPosterization', [1, 1], { valueRange: [-100, 120], seed }),
  onImages('randomSharpness', 1, { valueRange: [-1, 1], seed }),
  onImages('randomPerspective', { factor: [1, 1], scale: 0.6, fillValue: 0.5, seed }),
  onImages('randomErasing', { scale: [0.2, 0.6], valueRange: [-1, 1], seed }),
  onImages('randomGaussianBlur', { kernelSize: [3, 5], valueRange: [-1, 1], seed }),
  onImages('randomElasticTransform', { factor: [1, 1], scale: [0.8, 1], valueRange: [-1, 1], seed }),
  onImages('randomElasticTransform', { fillMode: 'wrap', valueRange: [-1, 1], seed }),
  onImages('augMix', { allOps: false, valueRange: [-2, 2], alpha: 5, factor: [0.1, 0.2], seed: 2 }),
  onImages('mixUp', { alpha: 2, seed }),
  onImages('cutMix', { seed }),
  // values on the border of two bins may fall into either, by the backend: few bins, far wider than values are
  onImages('equalization', { valueRange: [-20, 20], bins: 2 }),
  onImages('contrastLimitedAdaptiveHistogramEqualization', { valueRange: [-300, 400], tileGridSize: [2, 2] }),
  onImages('autoContrast', { valueRange: [-1, 1] }),
  onImages('solarization', { additionFactor: 0.4, thresholdFactor: [0.5, 0.9], valueRange: [-1, 1], seed }),
];
