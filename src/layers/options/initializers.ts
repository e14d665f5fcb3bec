import { integer, listOf, notNegative, number, oneOf, positive, seed } from '../../options/kinds.js';
import { optional, type Declares, type Kind, type Options } from '../../options/option.js';
import { specKind, specOf, type Spec } from './specs.js';

/** How a weight begins, as data: Keras's class name and its configuration. */
export type InitializerSpec = Spec<'initializer'>;

/** Options of the random initializers. */
export interface SeedOptions {
  /** The same seed gives the same weights. Default: a fresh one each time. */
  seed?: number;
}
/** Options of the initializers that scale by fans: how many numbers come into a unit, and go out of it. */
export interface FanOptions extends SeedOptions {
  /** The axes of the weight whose sizes make the fan in, with `outputAxes`. Default: as its shape says. */
  inputAxes?: readonly number[];
  /** The axes of the weight whose sizes make the fan out, with `inputAxes`. Default: as its shape says. */
  outputAxes?: readonly number[];
}
/** Options of `constant`. */
export interface ConstantOptions {
  /** The value everywhere. Default 0. */
  value?: number;
}
/** Options of `identity`. */
export interface IdentityOptions {
  /** What the ones are multiplied by. Default 1. */
  gain?: number;
}
/** Options of `randomUniform`. */
export interface RandomUniformOptions extends SeedOptions {
  /** The least value. Default -0.05. */
  minval?: number;
  /** The largest value. Default 0.05. */
  maxval?: number;
}
/** Options of `randomNormal` and `truncatedNormal`. */
export interface NormalOptions extends SeedOptions {
  /** The mean. Default 0. */
  mean?: number;
  /** The standard deviation: zero or more. Default 0.05. */
  stddev?: number;
}
/** Options of `varianceScaling`. */
export interface VarianceScalingOptions extends FanOptions {
  /** What the variance is multiplied by: above zero. Default 1. */
  scale?: number;
  /** What it is divided by: the inputs of a weight, its outputs, or their mean. Default `'fanIn'`. */
  mode?: 'fanIn' | 'fanOut' | 'fanAvg';
  /** How values are spread. Default `'truncatedNormal'`. */
  distribution?: 'normal' | 'uniform' | 'truncatedNormal' | 'untruncatedNormal';
}
/** Options of `orthogonal`. */
export interface OrthogonalOptions extends SeedOptions {
  /** What the matrix is multiplied by. Default 1. */
  gain?: number;
}

const random = { seed: optional(seed) } satisfies Declares<SeedOptions>;
const axes = listOf('a list of axes', integer);
const byFans = {
  ...random,
  inputAxes: optional(axes),
  outputAxes: optional(axes),
} satisfies Declares<FanOptions>;
const normal = {
  mean: optional(number, 0),
  stddev: optional(notNegative, 0.05),
  ...random,
} satisfies Declares<NormalOptions>;

type Make<O> = (options?: O) => InitializerSpec;

const initializer = <Signature>(name: string, className: string, options?: Options): Signature =>
  specOf('initializer', name, className, options);

/**
 * All zeros.
 *
 * @example dense(10, { biasInitializer: initializers.zeros() })
 * @see https://keras.io/api/layers/initializers/#zeros-class
 */
export const zeros: () => InitializerSpec = /* @__PURE__ */ initializer('zeros', 'Zeros');
/**
 * All ones.
 *
 * @example dense(10, { biasInitializer: initializers.ones() })
 * @see https://keras.io/api/layers/initializers/#ones-class
 */
export const ones: () => InitializerSpec = /* @__PURE__ */ initializer('ones', 'Ones');
/**
 * One value everywhere: `constant(0.1)`.
 *
 * @example dense(10, { biasInitializer: initializers.constant(0.1) })
 * @see https://keras.io/api/layers/initializers/#constant-class
 */
export const constant: (value?: number | ConstantOptions) => InitializerSpec = /* @__PURE__ */ initializer(
  'constant',
  'Constant',
  { value: optional(number, 0) } satisfies Declares<ConstantOptions>,
);
/**
 * Ones on the diagonal of a matrix, times `gain`.
 *
 * @example dense(10, { kernelInitializer: initializers.identity() })
 * @see https://keras.io/api/layers/initializers/#identity-class
 */
export const identity: (gain?: number | IdentityOptions) => InitializerSpec = /* @__PURE__ */ initializer(
  'identity',
  'Identity',
  { gain: optional(number, 1) } satisfies Declares<IdentityOptions>,
);
/**
 * Uniform between minval and maxval, by default ±0.05.
 *
 * @example dense(10, { kernelInitializer: initializers.randomUniform({ minval: -0.1, maxval: 0.1 }) })
 * @see https://keras.io/api/layers/initializers/#randomuniform-class
 */
export const randomUniform: Make<RandomUniformOptions> = /* @__PURE__ */ initializer(
  'randomUniform',
  'RandomUniform',
  {
    minval: optional(number, -0.05),
    maxval: optional(number, 0.05),
    ...random,
  } satisfies Declares<RandomUniformOptions>,
);
/**
 * Normal with the given mean and standard deviation, by default 0 and 0.05.
 *
 * @example dense(10, { kernelInitializer: initializers.randomNormal({ stddev: 0.02 }) })
 * @see https://keras.io/api/layers/initializers/#randomnormal-class
 */
export const randomNormal: Make<NormalOptions> = /* @__PURE__ */ initializer(
  'randomNormal',
  'RandomNormal',
  normal,
);
/**
 * Normal, values beyond two standard deviations drawn again.
 *
 * @example dense(10, { kernelInitializer: initializers.truncatedNormal({ stddev: 0.02 }) })
 * @see https://keras.io/api/layers/initializers/#truncatednormal-class
 */
export const truncatedNormal: Make<NormalOptions> = /* @__PURE__ */ initializer(
  'truncatedNormal',
  'TruncatedNormal',
  normal,
);
/**
 * Scaled by the fan of the weight; 'normal' is Keras's other name for 'truncatedNormal'.
 *
 * @example dense(10, { kernelInitializer: initializers.varianceScaling({ scale: 2, mode: 'fanOut' }) })
 * @see https://keras.io/api/layers/initializers/#variancescaling-class
 */
export const varianceScaling: Make<VarianceScalingOptions> = /* @__PURE__ */ initializer(
  'varianceScaling',
  'VarianceScaling',
  {
    scale: optional(positive, 1),
    mode: optional(oneOf(['fanIn', 'fanOut', 'fanAvg']), 'fanIn'),
    distribution: optional(
      oneOf(['normal', 'uniform', 'truncatedNormal', 'untruncatedNormal']),
      'truncatedNormal',
    ),
    ...byFans,
  } satisfies Declares<VarianceScalingOptions>,
);
/**
 * Uniform in ±sqrt(6 / (fan in + fan out)). Glorot & Bengio 2010.
 *
 * @example dense(10, { kernelInitializer: initializers.glorotUniform({ seed: 1 }) })
 * @see https://keras.io/api/layers/initializers/#glorotuniform-class
 */
export const glorotUniform: Make<FanOptions> = /* @__PURE__ */ initializer(
  'glorotUniform',
  'GlorotUniform',
  byFans,
);
/**
 * Truncated normal of variance 2 / (fan in + fan out). Glorot & Bengio 2010.
 *
 * @example dense(10, { kernelInitializer: initializers.glorotNormal({ seed: 1 }) })
 * @see https://keras.io/api/layers/initializers/#glorotnormal-class
 */
export const glorotNormal: Make<FanOptions> = /* @__PURE__ */ initializer(
  'glorotNormal',
  'GlorotNormal',
  byFans,
);
/**
 * Uniform in ±sqrt(6 / fan in). He et al. 2015.
 *
 * @example dense(10, { kernelInitializer: initializers.heUniform({ seed: 1 }) })
 * @see https://keras.io/api/layers/initializers/#heuniform-class
 */
export const heUniform: Make<FanOptions> = /* @__PURE__ */ initializer('heUniform', 'HeUniform', byFans);
/**
 * Truncated normal of variance 2 / fan in. He et al. 2015.
 *
 * @example dense(10, { kernelInitializer: initializers.heNormal({ seed: 1 }) })
 * @see https://keras.io/api/layers/initializers/#henormal-class
 */
export const heNormal: Make<FanOptions> = /* @__PURE__ */ initializer('heNormal', 'HeNormal', byFans);
/**
 * Uniform in ±sqrt(3 / fan in). LeCun et al. 1998.
 *
 * @example dense(10, { kernelInitializer: initializers.lecunUniform({ seed: 1 }) })
 * @see https://keras.io/api/layers/initializers/#lecununiform-class
 */
export const lecunUniform: Make<FanOptions> = /* @__PURE__ */ initializer(
  'lecunUniform',
  'LeCunUniform',
  byFans,
);
/**
 * Truncated normal of variance 1 / fan in. LeCun et al. 1998.
 *
 * @example dense(10, { kernelInitializer: initializers.lecunNormal({ seed: 1 }) })
 * @see https://keras.io/api/layers/initializers/#lecunnormal-class
 */
export const lecunNormal: Make<FanOptions> = /* @__PURE__ */ initializer(
  'lecunNormal',
  'LeCunNormal',
  byFans,
);
/**
 * A random orthogonal matrix, times `gain`. Saxe et al. 2014.
 *
 * @example dense(10, { kernelInitializer: initializers.orthogonal({ gain: 1.4 }) })
 * @see https://keras.io/api/layers/initializers/#orthogonalinitializer-class
 */
export const orthogonal: (gain?: number | OrthogonalOptions) => InitializerSpec = /* @__PURE__ */ initializer(
  'orthogonal',
  'Orthogonal',
  {
    gain: optional(number, 1),
    ...random,
  } satisfies Declares<OrthogonalOptions>,
);

const byName = {
  zeros,
  ones,
  constant,
  identity,
  randomUniform,
  randomNormal,
  truncatedNormal,
  varianceScaling,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
  lecunUniform,
  lecunNormal,
  orthogonal,
};

/** Keras's spelling of those of several words, and its classes. */
type KerasName =
  | 'random_uniform'
  | 'random_normal'
  | 'truncated_normal'
  | 'variance_scaling'
  | 'glorot_uniform'
  | 'glorot_normal'
  | 'he_uniform'
  | 'he_normal'
  | 'lecun_uniform'
  | 'lecun_normal'
  | 'Zeros'
  | 'Ones'
  | 'Constant'
  | 'Identity'
  | 'RandomUniform'
  | 'RandomNormal'
  | 'TruncatedNormal'
  | 'VarianceScaling'
  | 'GlorotUniform'
  | 'GlorotNormal'
  | 'HeUniform'
  | 'HeNormal'
  | 'LecunUniform'
  | 'LecunNormal'
  | 'Orthogonal';

/** Keras's other names of some. */
const others = {
  zero: 'zeros',
  one: 'ones',
  uniform: 'randomUniform',
  normal: 'randomNormal',
  IdentityInitializer: 'identity',
  OrthogonalInitializer: 'orthogonal',
} as const;

/** An initializer by its name, ours or Keras's, with Keras's defaults, or with options of its own. */
export type Initializer = keyof typeof byName | KerasName | keyof typeof others | InitializerSpec;

/** How a weight begins, among the options. */
export const initializerKind: Kind<InitializerSpec, Initializer> = specKind(
  'initializer',
  "an initializer such as 'zeros' or heNormal()",
  byName,
  others,
);
