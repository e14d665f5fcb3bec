// For each option of each function: what to set it to, and where a user sees it.
import { constraints, initializers, regularizers } from '../../src/index.js';
import type { On, Seen } from './observe.js';
import { recurrentEffects } from './recurrent.js';
import { ofActivations } from './activations.js';
import { ofAttention } from './attention.js';
import { ofAugmentation } from './augmentation.js';
import { ofCore } from './core.js';
import { ofHolding } from './holding.js';
import { ofMerging } from './merging.js';
import { ofNormalization, ofOutputs } from './normalization.js';
import { ofPreprocessing } from './preprocessing.js';
import { ofReshaping } from './reshaping.js';
import { ofWindows } from './windows.js';

/** An option's effect: each value changes `seen` from what it is by default, and from what another value makes it. */
export interface Effect {
  readonly values: readonly unknown[];
  readonly seen: keyof Seen;
  /** What else is set, so that there is something to see. */
  readonly besides?: Readonly<Record<string, unknown>>;
  /** The input, where the layer's usual one shows nothing. */
  readonly on?: On;
}
export type Effects = Readonly<Record<string, Effect>>;

const scattered = initializers.randomNormal({ stddev: 1, seed: 5 });
const { maxNorm, nonNeg } = constraints;
const { l1, l2 } = regularizers;

const startOf = (weight: string) => ({ [`${weight}Initializer`]: scattered });
const initializer = (...values: readonly unknown[]): Effect => ({ values, seen: 'firstValues' });
/** What a weight that may be regularized and constrained has of options. */
const ofWeight = (weight: string): Effects => ({
  [`${weight}Regularizer`]: {
    values: [l1({ l1: 0.1 }), l2({ l2: 0.3 })],
    seen: 'loss',
    besides: startOf(weight),
  },
  [`${weight}Constraint`]: {
    values: [nonNeg(), maxNorm({ maxValue: 0.1 })],
    seen: 'trained',
    besides: startOf(weight),
  },
});

/** Options that every layer means the same by. */
export const ofAnyLayer: Effects = {
  name: { values: ['first', 'second'], seen: 'name' },
  trainable: { values: [false], seen: 'trainable' },
  units: { values: [4, 5], seen: 'shape' },
  filters: { values: [3, 4], seen: 'shape' },
  kernelSize: { values: [3, [1, 2]], seen: 'shape' },
  poolSize: { values: [3, [1, 2]], seen: 'shape' },
  strides: { values: [3, [1, 3]], seen: 'shape' },
  padding: { values: ['same'], seen: 'shape' },
  dilationRate: { values: [2, [1, 2]], seen: 'shape' },
  dataFormat: { values: ['channelsFirst'], seen: 'shape' },
  keepdims: { values: [true], seen: 'shape' },
  activation: { values: ['relu', 'tanh'], seen: 'output' },
  useBias: { values: [false], seen: 'weights' },
  center: { values: [false], seen: 'weights' },
  scale: { values: [false], seen: 'weights' },
  epsilon: { values: [0.1, 1], seen: 'output' },
  kernelInitializer: initializer('zeros', 'heNormal'),
  biasInitializer: initializer('ones', scattered),
  betaInitializer: initializer('ones', scattered),
  gammaInitializer: initializer('zeros', scattered),
  embeddingsInitializer: initializer('zeros', 'ones'),
  movingMeanInitializer: initializer('ones', 'randomNormal'),
  movingVarianceInitializer: initializer(initializers.constant({ value: 2 }), 'zeros'),
  ...ofOutputs,
  ...ofWeight('kernel'),
  ...ofWeight('bias'),
  ...ofWeight('recurrent'),
  ...ofWeight('beta'),
  ...ofWeight('gamma'),
  ...ofWeight('embeddings'),
};

/** Options of one layer, or that it means something else by. */
export const ofLayer: Readonly<Record<string, Effects>> = {
  ...ofReshaping,
  ...ofMerging,
  ...ofCore,
  ...ofPreprocessing,
  ...ofAugmentation,
  ...ofActivations,
  ...ofWindows,
  ...ofNormalization,
  batchNormalization: {
    axis: { values: [1, -2], seen: 'weights' },
    momentum: { values: [0.5, 0.1], seen: 'trained' },
    synchronized: { values: [true], seen: 'refused' },
  },
  concatenate: { axis: { values: [1], seen: 'shape' } },
  dropout: {
    rate: { values: [0.2, 0.8], seen: 'trainingLoss', besides: { seed: 1 } },
    noiseShape: {
      values: [
        [null, 1],
        [1, null],
      ],
      seen: 'trainingLoss',
      besides: { seed: 1 },
    },
    seed: { values: [1, 2], seen: 'trainingLoss' },
  },
  embedding: {
    inputDim: { values: [6, 9], seen: 'weights' },
    outputDim: { values: [2, 4], seen: 'shape' },
    maskZero: { values: [true], seen: 'loss' },
  },
  flatten: { dataFormat: { values: ['channelsFirst'], seen: 'output' } },
  layerNormalization: {
    axis: { values: [1, [1, 2]], seen: 'weights' },
    rmsScaling: { values: [true], seen: 'output' },
  },
  reversibleEmbedding: {
    inputDim: { values: [6, 9], seen: 'weights' },
    outputDim: { values: [2, 4], seen: 'shape' },
    reverse: { values: [true], seen: 'shape' },
    tieWeights: { values: [false], seen: 'weights' },
    logitSoftCap: { values: [0.01, 0.02], seen: 'output', besides: { reverse: true } },
    maskZero: { values: [true], seen: 'loss' },
  },
  ...ofAttention,
  ...ofHolding,
  ...recurrentEffects,
  reLU: {
    maxValue: { values: [0.5, 1], seen: 'output' },
    negativeSlope: { values: [0.1, 0.2], seen: 'output' },
    threshold: { values: [0.3, 0.6], seen: 'output' },
  },
  rescaling: {
    scale: { values: [3, 0.5], seen: 'output' },
    offset: { values: [1, -2], seen: 'output' },
  },
  reshape: {
    targetShape: {
      values: [
        [-1, 4],
        [4, 3],
      ],
      seen: 'shape',
    },
  },
  softmax: { axis: { values: [1, [1, 2]], seen: 'output' } },
  upSampling2d: {
    size: { values: [3, [1, 2]], seen: 'shape' },
    interpolation: { values: ['bilinear', 'bicubic', 'lanczos3', 'lanczos5'], seen: 'output' },
  },
  zeroPadding2d: {
    padding: {
      values: [
        2,
        [2, 3],
        [
          [1, 0],
          [0, 2],
        ],
      ],
      seen: 'shape',
    },
  },
};

const seeds: Effect = { values: [1, 2], seen: 'firstValues' };
const first = (values: readonly unknown[], besides: Effect['besides'] = { seed: 1 }): Effect => ({
  values,
  seen: 'firstValues',
  besides,
});

export const ofInitializer: Readonly<Record<string, Effects>> = {
  constant: { value: first([1, 2], {}) },
  glorotNormal: { seed: seeds },
  glorotUniform: { seed: seeds },
  heNormal: { seed: seeds },
  heUniform: { seed: seeds },
  identity: { gain: first([2, 3], {}) },
  lecunNormal: { seed: seeds },
  lecunUniform: { seed: seeds },
  orthogonal: { gain: first([2, 3]), seed: seeds },
  randomNormal: { mean: first([1, 2]), stddev: first([0.5, 1]), seed: seeds },
  randomUniform: { minval: first([-1, -2]), maxval: first([1, 2]), seed: seeds },
  truncatedNormal: { mean: first([1, 2]), stddev: first([0.5, 1]), seed: seeds },
  varianceScaling: {
    scale: first([2, 3]),
    mode: first(['fanOut', 'fanAvg']),
    // 'normal' is another word for 'truncatedNormal', as in Keras
    distribution: first(['uniform', 'untruncatedNormal']),
    seed: seeds,
  },
};

const penalty: Effect = { values: [0.1, 0.2], seen: 'loss' };
export const ofRegularizer: Readonly<Record<string, Effects>> = {
  l1: { l1: penalty },
  l2: { l2: penalty },
  l1l2: { l1: penalty, l2: penalty },
};

const held = (values: readonly unknown[], besides: Effect['besides'] = {}): Effect => ({
  values,
  seen: 'trained',
  besides,
});
export const ofConstraint: Readonly<Record<string, Effects>> = {
  maxNorm: { maxValue: held([0.5, 0.1]), axis: held([1, [0, 1]], { maxValue: 0.5 }) },
  minMaxNorm: {
    minValue: held([3, 4], { maxValue: 5 }),
    maxValue: held([0.5, 0.1]),
    rate: held([0.5, 0.1]),
    axis: held([1, [0, 1]], { maxValue: 0.5 }),
  },
  unitNorm: { axis: held([1, [0, 1]]) },
};

export const lossOf = (values: readonly unknown[], besides: Effect['besides'] = {}): Effect => ({
  values,
  seen: 'loss',
  besides,
});
const common: Effects = {
  learningRate: held([0.1, 0.3]),
  clipnorm: held([0.01, 0.1], { epsilon: 0.1 }),
  clipvalue: held([0.01, 0.1], { epsilon: 0.1 }),
  globalClipnorm: held([0.01, 0.1], { epsilon: 0.1 }),
  weightDecay: held([0.1, 0.3], { learningRate: 0.1 }),
  epsilon: held([0.1, 1]),
};
const withoutEpsilon = (effect: Effect): Effect => ({ ...effect, besides: {} });
const betas: Effects = { beta1: held([0.5, 0.1]), beta2: held([0.5, 0.1]) };
/** What those without an epsilon of their own have. */
const plain: Effects = {
  learningRate: common['learningRate']!,
  clipnorm: withoutEpsilon(common['clipnorm']!),
  clipvalue: withoutEpsilon(common['clipvalue']!),
  globalClipnorm: withoutEpsilon(common['globalClipnorm']!),
  weightDecay: common['weightDecay']!,
};
const start: Effect = held([0, 1]);
export const ofOptimizer: Readonly<Record<string, Effects>> = {
  adadelta: { ...common, rho: held([0.5, 0.1]) },
  adagrad: { ...common, initialAccumulatorValue: start },
  adamW: { ...common, ...betas, amsgrad: held([true], { beta2: 0.5 }) },
  adamax: { ...common, ...betas },
  nadam: { ...common, ...betas },
  lamb: { ...common, ...betas },
  lion: {
    ...plain,
    ...betas,
    beta1: held([0.1]),
    // the sign of a gradient is the same at any length: what limits it shows in the mean of several
    clipnorm: held([0.1], { beta1: 0.5 }),
    clipvalue: held([0.1], { beta1: 0.5 }),
    globalClipnorm: held([0.1], { beta1: 0.5 }),
  },
  ftrl: {
    ...plain,
    learningRatePower: held([-0.2, 0]),
    initialAccumulatorValue: start,
    l1RegularizationStrength: held([0.1, 0.3]),
    l2RegularizationStrength: held([0.1, 0.3]),
    l2ShrinkageRegularizationStrength: held([0.1, 0.3]),
    beta: held([0.1, 0.3]),
  },
  adam: {
    ...common,
    ...betas,
    amsgrad: held([true], { beta2: 0.5 }),
  },
  rmsprop: { ...common, rho: held([0.5, 0.1]), momentum: held([0.5, 0.9]), centered: held([true]) },
  sgd: {
    ...plain,
    momentum: held([0.5, 0.9]),
    nesterov: held([true], { momentum: 0.5 }),
  },
};
