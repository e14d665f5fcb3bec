// What the options of layers of preprocessing change.
import type { Effects } from './effects.js';
import type { On } from './observe.js';

const bins = { binBoundaries: [0, 1] };
const words = { vocabulary: [1, 2, 3] };
const weighed = { ...words, outputMode: 'tfIdf', idfWeights: [0.5, 1, 2] };
const known3 = { vocabulary: ['red', 'blue sky', 'red sky'] };
const some = { vocabulary: ['red', 'sky', 'red red', 'e', 'Red,'] };
const known = { mean: 0.5, variance: 2 };

/** Transforms that are as short as samples are. */
const short = { fftLength: 12, sequenceStride: 5, numMelBins: 4 };
const frames = { frameLength: 6 };
const samples = (length: number) => Array.from({ length }, (_, i) => (i % 5) / 4);

export const ofPreprocessing: Readonly<Record<string, Effects>> = {
  categoryEncoding: {
    numTokens: { values: [6, 7], seen: 'shape' },
    outputMode: { values: ['oneHot', 'count'], seen: 'output', on: { shape: [6], isLookup: true } },
  },
  centerCrop: {
    height: { values: [3, 4], seen: 'shape' },
    width: { values: [2, 4], seen: 'shape' },
  },
  discretization: {
    binBoundaries: { values: [[0], [-1, 0, 1]], seen: 'output', besides: bins },
    numBins: { values: [4], seen: 'refused', besides: bins },
    outputMode: {
      values: ['oneHot', 'multiHot', 'count'],
      seen: 'output',
      besides: bins,
      on: { shape: [6] },
    },
    name: { values: ['first', 'second'], seen: 'name', besides: bins },
    trainable: { values: [false], seen: 'trainable', besides: bins },
  },
  hashedCrossing: {
    numBins: { values: [3, 50], seen: 'output' },
    outputMode: { values: ['oneHot'], seen: 'shape' },
  },
  maxNumBoundingBoxes: {
    maxNumber: { values: [2, 7], seen: 'shape' },
    fillValue: { values: [0, 5], seen: 'output', besides: { maxNumber: 9 } },
  },
  melSpectrogram: {
    name: { values: ['first', 'second'], seen: 'name', besides: short },
    trainable: { values: [false], seen: 'trainable', besides: short },
    fftLength: { values: [8, 16], seen: 'output', besides: short },
    sequenceStride: { values: [3, 4], seen: 'shape', besides: short },
    sequenceLength: { values: [5, 7], seen: 'output', besides: short },
    window: { values: ['hamming', null, samples(12)], seen: 'output', besides: short },
    samplingRate: { values: [4000, 8000], seen: 'output', besides: short },
    numMelBins: { values: [3, 5], seen: 'shape', besides: short },
    minFreq: { values: [0, 1500], seen: 'output', besides: short },
    maxFreq: { values: [5000, 7000], seen: 'output', besides: short },
    powerToDb: { values: [false], seen: 'output', besides: short },
    topDb: { values: [1, 5], seen: 'output', besides: short },
    magExp: { values: [1, 3], seen: 'output', besides: short },
    minPower: { values: [2, 9], seen: 'output', besides: short },
    refPower: { values: [2, 9], seen: 'output', besides: short },
  },
  stftSpectrogram: {
    name: { values: ['first', 'second'], seen: 'name', besides: frames },
    trainable: { values: [false], seen: 'trainable', besides: frames },
    mode: { values: ['magnitude', 'psd', 'real', 'imag', 'angle', 'stft'], seen: 'output', besides: frames },
    frameLength: { values: [5, 8], seen: 'shape', besides: { padding: 'same' } },
    frameStep: { values: [1, 2], seen: 'shape', besides: frames },
    fftLength: { values: [10, 12], seen: 'shape', besides: frames },
    window: { values: ['hamming', null, samples(6)], seen: 'firstValues', besides: frames },
    periodic: { values: [true], seen: 'firstValues', besides: frames },
    scaling: { values: ['spectrum', null], seen: 'firstValues', besides: frames },
    padding: { values: ['same'], seen: 'shape', besides: frames },
    expandDims: { values: [true], seen: 'shape', besides: frames },
    dataFormat: { values: ['channelsFirst'], seen: 'shape', besides: { frameLength: 3 } },
  },
  hashing: {
    numBins: { values: [2, 7], seen: 'output' },
    maskValue: { values: [0, 1], seen: 'output' },
    salt: { values: [1, [1, 2]], seen: 'output' },
    outputMode: {
      values: ['oneHot', 'multiHot', 'count'],
      seen: 'output',
      on: { shape: [6], isLookup: true },
    },
  },
  integerLookup: {
    maxTokens: {
      values: [6, 7],
      seen: 'shape',
      besides: { ...words, outputMode: 'count', maxTokens: 9, padToMaxTokens: true },
    },
    numOovIndices: { values: [2, 3], seen: 'shape', besides: { ...words, outputMode: 'count' } },
    maskToken: { values: [0, 4], seen: 'output', besides: words },
    oovToken: { values: [7, 8], seen: 'output', besides: { ...words, invert: true } },
    vocabulary: { values: [[1], [3, 2, 1]], seen: 'output', besides: words },
    idfWeights: {
      values: [
        [1, 1, 1],
        [1, 2, 3],
      ],
      seen: 'output',
      besides: weighed,
    },
    invert: { values: [true], seen: 'output', besides: words },
    outputMode: {
      values: ['oneHot', 'multiHot', 'count'],
      seen: 'output',
      besides: words,
      on: { shape: [6], isLookup: true },
    },
    padToMaxTokens: {
      values: [true],
      seen: 'shape',
      besides: { ...words, outputMode: 'count', maxTokens: 9 },
    },
    oovMethod: { values: ['farmhash'], seen: 'output', besides: { ...words, numOovIndices: 5 } },
    salt: {
      values: [3, [1, 2]],
      seen: 'output',
      besides: { ...words, numOovIndices: 5, oovMethod: 'farmhash' },
    },
    name: { values: ['first', 'second'], seen: 'name', besides: words },
    trainable: { values: [false], seen: 'trainable', besides: words },
  },
  normalization: {
    axis: { values: [1, null, [1, 2]], seen: 'weights', on: { shape: [4, 3] } },
    mean: { values: [0, 1], seen: 'output', besides: known },
    variance: { values: [1, 4], seen: 'output', besides: known },
    invert: { values: [true], seen: 'output', besides: known },
  },
  stringLookup: {
    maxTokens: {
      values: [6, 7],
      seen: 'shape',
      besides: { ...known3, outputMode: 'count', maxTokens: 9, padToMaxTokens: true },
    },
    numOovIndices: { values: [2, 3], seen: 'shape', besides: { ...known3, outputMode: 'count' } },
    maskToken: { values: ['', 'Grass'], seen: 'output', besides: known3 },
    oovToken: { values: ['red'], seen: 'output', besides: { vocabulary: ['red', 'blue sky'] } },
    vocabulary: { values: [['red'], ['Grass', 'red']], seen: 'output', besides: known3 },
    idfWeights: {
      values: [
        [1, 1, 1],
        [1, 2, 3],
      ],
      seen: 'output',
      besides: { ...known3, outputMode: 'tfIdf', idfWeights: [0.5, 1, 2] },
    },
    // strings have no indices to go back from
    invert: { values: [true], seen: 'refused', besides: known3 },
    outputMode: { values: ['oneHot', 'multiHot', 'count'], seen: 'output', besides: known3 },
    padToMaxTokens: {
      values: [true],
      seen: 'shape',
      besides: { ...known3, outputMode: 'count', maxTokens: 9 },
    },
    salt: { values: [3, [1, 2]], seen: 'output', besides: { ...known3, numOovIndices: 5 } },
    name: { values: ['first', 'second'], seen: 'name', besides: known3 },
    trainable: { values: [false], seen: 'trainable', besides: known3 },
  },
  textVectorization: {
    maxTokens: {
      values: [6, 7],
      seen: 'shape',
      besides: { ...some, outputMode: 'count', maxTokens: 9, padToMaxTokens: true },
    },
    standardize: { values: ['lower', 'stripPunctuation', null], seen: 'output', besides: some },
    split: { values: ['character', null], seen: 'output', besides: some },
    ngrams: { values: [2, [2]], seen: 'output', besides: some },
    outputMode: { values: ['multiHot', 'count'], seen: 'output', besides: { vocabulary: some.vocabulary } },
    outputSequenceLength: { values: [2, 5], seen: 'shape', besides: some },
    padToMaxTokens: {
      values: [true],
      seen: 'shape',
      besides: { ...some, outputMode: 'count', maxTokens: 9 },
    },
    vocabulary: { values: [['red'], ['sky', 'red']], seen: 'output', besides: some },
    idfWeights: {
      values: [
        [1, 1, 1, 1, 1],
        [1, 2, 3, 4, 5],
      ],
      seen: 'output',
      besides: { ...some, outputMode: 'tfIdf', idfWeights: [0.5, 1, 2, 1, 1] },
    },
    name: { values: ['first', 'second'], seen: 'name', besides: some },
    trainable: { values: [false], seen: 'trainable', besides: some },
  },
  resizing: {
    height: { values: [3, 4], seen: 'shape' },
    width: { values: [2, 4], seen: 'shape' },
    interpolation: { values: ['nearest', 'bicubic', 'lanczos3', 'lanczos5'], seen: 'output' },
    cropToAspectRatio: { values: [true], seen: 'output' },
    padToAspectRatio: { values: [true], seen: 'output' },
    antialias: { values: [true], seen: 'output' },
    fillValue: { values: [1, 2], seen: 'output', besides: { padToAspectRatio: true } },
  },
};

export const preprocessingSamples: Readonly<Record<string, unknown>> = {
  height: 2,
  width: 3,
  numTokens: 5,
  maxNumber: 3,
  numBins: 5,
};

export const preprocessingInputs: Readonly<Record<string, On & { readonly shape: readonly number[] }>> = {
  categoryEncoding: { shape: [3], isLookup: true },
  centerCrop: { shape: [6, 5, 4] },
  hashing: { shape: [3], isLookup: true },
  hashedCrossing: { shape: [1], isLookup: true, inputs: 2 },
  maxNumBoundingBoxes: { shape: [4, 4] },
  melSpectrogram: { shape: [30] },
  stftSpectrogram: { shape: [13, 5] },
  integerLookup: { shape: [3], isLookup: true },
  stringLookup: { shape: [3], isText: true },
  textVectorization: { shape: [1], isText: true },
  resizing: { shape: [6, 5, 4] },
};
