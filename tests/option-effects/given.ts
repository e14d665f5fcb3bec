// What functions are given, and layers are put on, while their options are tried.
import * as api from '../../src/index.js';
import { attentionSamples } from './attention.js';
import { augmentationInputs, augmentationOwnSamples, augmentationSamples } from './augmentation.js';
import { callbackSamples } from './callbacks.js';
import { coreSamples } from './core.js';
import { mergingInputs } from './merging.js';
import { normalizationInputs } from './normalization.js';
import { preprocessingInputs, preprocessingSamples } from './preprocessing.js';
import { recurrentInputs, recurrentSamples } from './recurrent.js';
import { reshapingInputs, reshapingSamples } from './reshaping.js';
import { distances, trainingSamples } from './training.js';

/** What arguments that must be there are, while an option is tried. */
export const samples: Readonly<Record<string, unknown>> = {
  ...reshapingSamples,
  ...attentionSamples,
  ...coreSamples,
  ...preprocessingSamples,
  ...augmentationSamples,
  ...recurrentSamples,
  ...trainingSamples,
  ...callbackSamples,
  stddev: 0.5,
  layer: api.layers.dense(3),
  units: 3,
  filters: 2,
  kernelSize: 2,
  outputSize: 3,
  rate: 0.5,
  inputDim: 5,
  outputDim: 3,
  scale: 2,
  targetShape: [2, -1],
  activation: 'sigmoid',
  compute: distances(1),
  inner: api.optimizers.sgd(),
  initialLearningRate: 0.1,
  decaySteps: 8,
  firstDecaySteps: 4,
  decayRate: 0.5,
  boundaries: [3, 9],
  values: [0.1, 0.2, 0.3],
  rateAt: (step: number) => step,
};

/** Those of layers that want others than most. */
export const ownSamples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...augmentationOwnSamples,
  bidirectional: { layer: api.layers.lstm(3) },
};

/** Inputs of layers that take others than most. */
const inputs: Readonly<
  Record<string, { shape: readonly number[]; inputs?: number; isLookup?: boolean; isText?: boolean }>
> = {
  ...reshapingInputs,
  ...preprocessingInputs,
  ...augmentationInputs,
  ...mergingInputs,
  ...normalizationInputs,
  ...recurrentInputs,
};

/** What a layer is put on, while an option of its is tried. */
export const inputOf = (name: string) => {
  const own = inputs[name];
  if (own) return own;
  if (name === 'embedding' || name === 'reversibleEmbedding') return { shape: [3], isLookup: true };
  if (name === 'dropout') return { shape: [5] };
  if (name === 'add' || name === 'concatenate') return { shape: [2, 3], inputs: 2 };
  if (name === 'batchNormalization') return { shape: [4, 3, 2] };
  if (/3d$|3dTranspose$/.test(name)) return { shape: [6, 5, 7, 4] };
  if (/2d$|2dTranspose$|flatten/.test(name)) return { shape: [6, 5, 4] };
  return { shape: /1d$|1dTranspose$/.test(name) ? [7, 4] : [4, 3] };
};
