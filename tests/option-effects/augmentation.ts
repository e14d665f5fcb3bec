// What the options of layers that change images at random change: the loss in training, by the same seed.
import type { Effect, Effects } from './effects.js';
import type { On } from './observe.js';

const inTraining = (values: readonly unknown[], besides: Effect['besides'] = { seed: 1 }): Effect => ({
  values,
  seen: 'trainingLoss',
  besides,
});

/** The same of all, where there is something to see. */
const seed = inTraining([1, 2], {});
const factor = inTraining([0.2, [0.1, 0.5]]);
const dataFormat = inTraining(['channelsFirst']);
const valueRange = inTraining([
  [0, 1],
  [-1, 1],
]);
/** Where nothing else changes: what is said of an input that is no image. */
const formatOnly: Effect = { values: ['channelsFirst'], seen: 'refused', on: { shape: [5, 4] } };
/** A range that the values of samples fill. */
const narrow = { seed: 1, valueRange: [-2, 2] };
const tone: Effects = { factor, valueRange, seed, dataFormat };
const fill: Effects = {
  fillMode: inTraining(['constant', 'nearest', 'wrap']),
  interpolation: inTraining(['nearest']),
  fillValue: inTraining([1, 2], { seed: 1, fillMode: 'constant' }),
  seed,
  dataFormat,
};

const likely = inTraining([0, [1, 1]]);

export const ofAugmentation: Readonly<Record<string, Effects>> = {
  augMix: {
    valueRange,
    numChains: inTraining([1, 5]),
    chainDepth: inTraining([1, 6]),
    factor: inTraining([0.1, [0.6, 0.9]]),
    alpha: inTraining([0.1, 9]),
    allOps: inTraining([false]),
    interpolation: inTraining(['nearest'], { seed: 1, numChains: 6 }),
    seed,
    dataFormat,
  },
  randAugment: {
    valueRange,
    numOps: inTraining([1, 5]),
    factor: inTraining([0.1, [0.6, 0.9]]),
    interpolation: inTraining(['nearest'], { seed: 1, numOps: 9 }),
    seed,
    dataFormat,
  },
  randomElasticTransform: {
    ...fill,
    ...{ factor: likely, scale: inTraining([0.5, [0.2, 0.3]]), valueRange },
    fillMode: inTraining(['constant', 'nearest', 'wrap'], { seed: 1, factor: [1, 1], scale: [1, 1] }),
    fillValue: inTraining([1, 2], { seed: 1, factor: [1, 1], fillMode: 'constant' }),
  },
  mixUp: { alpha: inTraining([1, 20]), seed, dataFormat: formatOnly },
  cutMix: { factor: inTraining([0, [0.2, 0.3]]), seed, dataFormat },
  equalization: {
    valueRange: inTraining(valueRange.values, {}),
    bins: inTraining([4, 20], { valueRange: [-2, 2] }),
    dataFormat: inTraining(['channelsFirst'], { valueRange: [-2, 2] }),
  },
  contrastLimitedAdaptiveHistogramEqualization: {
    valueRange: { values: valueRange.values, seen: 'output' },
    clipLimit: { values: [0, 1], seen: 'output', besides: { valueRange: [-2, 2], tileGridSize: [1, 1] } },
    tileGridSize: {
      values: [
        [1, 1],
        [2, 3],
      ],
      seen: 'output',
      besides: { valueRange: [-2, 2] },
    },
    dataFormat: {
      values: ['channelsFirst'],
      seen: 'output',
      besides: { valueRange: [-2, 2], tileGridSize: [2, 2] },
    },
  },
  autoContrast: { valueRange: { values: valueRange.values, seen: 'output' } },
  randomBrightness: { factor, valueRange, seed },
  randomContrast: { factor, valueRange, seed, dataFormat },
  randomColorDegeneration: tone,
  randomColorJitter: {
    brightnessFactor: factor,
    contrastFactor: factor,
    saturationFactor: factor,
    hueFactor: factor,
    valueRange: inTraining(valueRange.values, { seed: 1, brightnessFactor: 0.5 }),
    seed: inTraining([1, 2], { brightnessFactor: 0.5 }),
    dataFormat: inTraining(['channelsFirst'], { seed: 1, hueFactor: 0.9 }),
  },
  randomCrop: {
    height: { values: [3, 4], seen: 'shape' },
    width: { values: [2, 4], seen: 'shape' },
    seed,
  },
  randomErasing: {
    factor: likely,
    scale: inTraining([0.8, [0.6, 0.9]]),
    fillValue: inTraining([1, [2, 0, 1]], { seed: 1, factor: [1, 1], scale: [0.5, 0.6] }),
    valueRange,
    seed,
    dataFormat: inTraining(['channelsFirst'], { seed: 1, scale: [0.3, 0.3] }),
  },
  randomFlip: { mode: inTraining(['horizontal', 'vertical']), seed, dataFormat },
  randomGaussianBlur: {
    factor: likely,
    kernelSize: inTraining([5, [1, 3]]),
    sigma: inTraining([0.4, [0.2, 0.9]]),
    valueRange,
    seed,
    dataFormat,
  },
  randomGrayscale: { factor: inTraining([0, 1]), seed, dataFormat },
  randomHue: tone,
  randomInvert: {
    factor: inTraining([0, [1, 1]]),
    // the largest value alone is of account
    valueRange: inTraining([
      [0, 1],
      [0, 2],
    ]),
    seed,
    dataFormat: formatOnly,
  },
  randomPerspective: {
    factor: likely,
    scale: inTraining([0.3, 0.7]),
    interpolation: inTraining(['nearest']),
    fillValue: inTraining([1, 2]),
    seed,
    dataFormat,
  },
  randomPosterization: { factor: inTraining([3, [2, 6]]), valueRange, seed, dataFormat: formatOnly },
  randomSaturation: tone,
  randomSharpness: tone,
  randomShear: {
    ...fill,
    xFactor: factor,
    yFactor: factor,
    fillMode: inTraining(['constant', 'nearest', 'wrap'], { seed: 1, xFactor: [1, 1] }),
    interpolation: inTraining(['nearest'], { seed: 1, xFactor: [0.3, 0.4] }),
    fillValue: inTraining([1, 2], { seed: 1, xFactor: 1, fillMode: 'constant' }),
    seed: inTraining([1, 2], { xFactor: 1 }),
    dataFormat: inTraining(['channelsFirst'], { seed: 1, xFactor: 1 }),
  },
  solarization: {
    additionFactor: inTraining([0.2, [0.1, 0.5]], narrow),
    thresholdFactor: inTraining([0.2, [0.1, 0.5]], narrow),
    valueRange: inTraining(valueRange.values, { seed: 1, thresholdFactor: 0.5 }),
    seed: inTraining([1, 2], { valueRange: [-2, 2], thresholdFactor: 0.5 }),
  },
  randomRotation: { factor, ...fill },
  randomTranslation: { heightFactor: factor, widthFactor: factor, ...fill },
  randomZoom: {
    heightFactor: factor,
    widthFactor: factor,
    ...fill,
    // less far beyond the edges, the nearest pixel is the mirrored one
    fillMode: inTraining(['constant', 'nearest', 'wrap'], { seed: 1, heightFactor: [0.9, 0.9] }),
  },
};

export const augmentationSamples: Readonly<Record<string, unknown>> = {
  factor: 0.3,
  heightFactor: 0.3,
  widthFactor: 0.3,
};

/** Of layers that want others than most. */
export const augmentationOwnSamples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  randomPosterization: { factor: 4 },
};

/** Images of three channels, whichever axis they are on. */
export const augmentationInputs: Readonly<Record<string, On & { readonly shape: readonly number[] }>> =
  Object.fromEntries(
    Object.keys(ofAugmentation).map((name) => [
      name,
      {
        shape: /Crop|Flip|Perspective|Rotation|Translation|Zoom|Shear|Elastic/.test(name)
          ? [6, 5, 4]
          : [3, 5, 3],
      },
    ]),
  );
