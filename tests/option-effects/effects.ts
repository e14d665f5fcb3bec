// For each option of each function: what to set it to, and where a user sees it.
import { constraints, initializers, optimizers, regularizers } from '../../src/index.js';
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
  /** What the trained layer is called, where that matters. Default `'dense'`. */
  readonly named?: string;
}
export type Effects = Readonly<Record<string, Effect>>;

const scattered = initializers.randomNormal({ stddev: 1, seed: 5 });
const { maxNorm, nonNeg } = constraints;
const { l1, l2 } = regularizers;
const { adam, sgd } = optimizers;

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
    renorm: { values: [true], seen: 'weights' },
    renormClipping: {
      values: [{ rmin: 3 }, { rmax: 0.01, dmax: 0 }],
      seen: 'trainingLoss',
      besides: { renorm: true },
    },
    renormMomentum: { values: [0.5, 0.1], seen: 'trained', besides: { renorm: true } },
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

/** They count together alone. */
const byFans: Effects = {
  inputAxes: { values: [[1], [0, 1]], seen: 'firstValues', besides: { outputAxes: [1], seed: 1 } },
  outputAxes: { values: [[0, 1]], seen: 'firstValues', besides: { inputAxes: [1], seed: 1 } },
};

export const ofInitializer: Readonly<Record<string, Effects>> = {
  constant: { value: first([1, 2], {}) },
  glorotNormal: { ...byFans, seed: seeds },
  glorotUniform: { ...byFans, seed: seeds },
  heNormal: { ...byFans, seed: seeds },
  heUniform: { ...byFans, seed: seeds },
  identity: { gain: first([2, 3], {}) },
  lecunNormal: { ...byFans, seed: seeds },
  lecunUniform: { ...byFans, seed: seeds },
  orthogonal: { gain: first([2, 3]), seed: seeds },
  randomNormal: { mean: first([1, 2]), stddev: first([0.5, 1]), seed: seeds },
  randomUniform: { minval: first([-1, -2]), maxval: first([1, 2]), seed: seeds },
  truncatedNormal: { mean: first([1, 2]), stddev: first([0.5, 1]), seed: seeds },
  varianceScaling: {
    ...byFans,
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
/** What stands around a formula, and not in it. */
const around: Effects = {
  excludeFromWeightDecay: held([{ varNames: ['kernel'] }, { varList: ['dense/bias'] }], {
    weightDecay: 0.3,
    learningRate: 0.1,
  }),
  useEma: held([true]),
  emaMomentum: held([0.5, 0.9], { useEma: true }),
  emaOverwriteFrequency: held([2, 3], { useEma: true, emaMomentum: 0.5, learningRate: 0.1 }),
  // gradients so small are none in a float32
  lossScaleFactor: held([1e-44]),
  gradientAccumulationSteps: held([2, 3]),
};
const common: Effects = {
  ...around,
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
  ...around,
  learningRate: common['learningRate']!,
  clipnorm: withoutEpsilon(common['clipnorm']!),
  clipvalue: withoutEpsilon(common['clipvalue']!),
  globalClipnorm: withoutEpsilon(common['globalClipnorm']!),
  weightDecay: common['weightDecay']!,
};
const start: Effect = held([0, 1]);
export const ofOptimizer: Readonly<Record<string, Effects>> = {
  adafactor: {
    ...plain,
    beta2Decay: held([-0.3, -2]),
    epsilon1: held([0.1, 1]),
    epsilon2: held([3, 9]),
    clipThreshold: held([0.1, 0.3]),
  },
  muon: {
    ...common,
    weightDecay: held([0.1, 0.3], { learningRate: 0.1 }),
    adamBeta1: held([0.5, 0.1]),
    adamBeta2: held([0.5, 0.1]),
    adamWeightDecay: held([0.1, 0.3], { learningRate: 0.1 }),
    excludeLayers: held([['dense']]),
    excludeEmbeddings: { ...held([false]), named: 'embedding' },
    muonA: held([3, 2]),
    muonB: held([-4.5, -4.9]),
    muonC: held([1.5, 1]),
    adamLrRatio: held([0.3, 2]),
    momentum: held([0.5, 0.9]),
    nsSteps: held([1, 3]),
    nesterov: held([false]),
    rmsRate: held([0.5, null]),
  },
  lossScale: {
    inner: held([sgd({ learningRate: 0.3 }), adam({ learningRate: 0.3 })]),
    // what overflows is no step
    initialScale: held([3.4e38]),
    dynamicGrowthSteps: held([1, 2], { initialScale: 2 ** 125 }),
  },
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
    lossScaleFactor: held([1e-45]),
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

const rates = (values: readonly unknown[], besides: Effect['besides'] = {}): Effect => ({
  values,
  seen: 'output',
  besides,
});
const decay: Effects = { initialLearningRate: rates([0.2, 0.3]), decaySteps: rates([3, 20]) };
export const ofSchedule: Readonly<Record<string, Effects>> = {
  exponentialDecay: { ...decay, decayRate: rates([0.7, 0.9]), staircase: rates([true]) },
  inverseTimeDecay: { ...decay, decayRate: rates([0.7, 0.9]), staircase: rates([true]) },
  polynomialDecay: {
    ...decay,
    endLearningRate: rates([0.01, 0.3]),
    power: rates([0.5, 2]),
    cycle: rates([true]),
  },
  piecewiseConstantDecay: {
    boundaries: rates([
      [0, 1],
      [6, 7],
    ]),
    values: rates([
      [1, 2, 3],
      [3, 2, 1],
    ]),
  },
  cosineDecay: {
    ...decay,
    alpha: rates([0.1, 1]),
    warmupTarget: rates([0.5, 0.9]),
    warmupSteps: rates([2, 5], { warmupTarget: 0.5 }),
  },
  cosineDecayRestarts: {
    initialLearningRate: decay['initialLearningRate']!,
    firstDecaySteps: rates([3, 20]),
    tMul: rates([1, 3]),
    mMul: rates([0.5, 2]),
    alpha: rates([0.1, 1]),
  },
  custom: {
    rateAt: rates([(step: number) => 2 * step, () => 0.1]),
    name: { values: ['one', 'two'], seen: 'name' },
  },
};
