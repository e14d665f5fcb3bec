import { suggest } from '../../errors/suggest.js';

/** How a weight begins, as data: Keras's class name and its configuration. */
export interface InitializerSpec {
  readonly kind: 'initializer';
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const spec = (className: string, config: Readonly<Record<string, unknown>>): InitializerSpec => ({
  kind: 'initializer',
  className,
  config,
});

/** Options of the random initializers. */
export interface SeedOptions {
  /** The same seed gives the same weights. Default: a fresh one each time. */
  seed?: number;
}

/** All zeros. */
export const zeros = (): InitializerSpec => spec('Zeros', {});
/** All ones. */
export const ones = (): InitializerSpec => spec('Ones', {});
/** One value everywhere. */
export const constant = ({ value = 0 }: { value?: number } = {}): InitializerSpec =>
  spec('Constant', { value });
/** Ones on the diagonal of a matrix, times `gain`. */
export const identity = ({ gain = 1 }: { gain?: number } = {}): InitializerSpec => spec('Identity', { gain });
/** Uniform between minval and maxval, by default ±0.05. */
export const randomUniform = ({
  minval = -0.05,
  maxval = 0.05,
  seed,
}: SeedOptions & { minval?: number; maxval?: number } = {}): InitializerSpec =>
  spec('RandomUniform', { minval, maxval, seed });
/** Normal with the given mean and standard deviation, by default 0 and 0.05. */
export const randomNormal = ({
  mean = 0,
  stddev = 0.05,
  seed,
}: SeedOptions & { mean?: number; stddev?: number } = {}): InitializerSpec =>
  spec('RandomNormal', { mean, stddev, seed });
/** Normal, values beyond two standard deviations drawn again. */
export const truncatedNormal = ({
  mean = 0,
  stddev = 0.05,
  seed,
}: SeedOptions & { mean?: number; stddev?: number } = {}): InitializerSpec =>
  spec('TruncatedNormal', { mean, stddev, seed });
/** Scaled by the fan of the weight: https://keras.io/api/layers/initializers/#variancescaling-class */
export const varianceScaling = ({
  scale = 1,
  mode = 'fanIn',
  distribution = 'truncatedNormal',
  seed,
}: SeedOptions & {
  scale?: number;
  mode?: 'fanIn' | 'fanOut' | 'fanAvg';
  distribution?: 'normal' | 'uniform' | 'truncatedNormal';
} = {}): InitializerSpec => spec('VarianceScaling', { scale, mode, distribution, seed });
/** Uniform in ±sqrt(6 / (fan in + fan out)). Glorot & Bengio 2010. */
export const glorotUniform = ({ seed }: SeedOptions = {}): InitializerSpec => spec('GlorotUniform', { seed });
/** Truncated normal of variance 2 / (fan in + fan out). Glorot & Bengio 2010. */
export const glorotNormal = ({ seed }: SeedOptions = {}): InitializerSpec => spec('GlorotNormal', { seed });
/** Uniform in ±sqrt(6 / fan in). He et al. 2015. */
export const heUniform = ({ seed }: SeedOptions = {}): InitializerSpec => spec('HeUniform', { seed });
/** Truncated normal of variance 2 / fan in. He et al. 2015. */
export const heNormal = ({ seed }: SeedOptions = {}): InitializerSpec => spec('HeNormal', { seed });
/** Uniform in ±sqrt(3 / fan in). LeCun et al. 1998. */
export const lecunUniform = ({ seed }: SeedOptions = {}): InitializerSpec => spec('LeCunUniform', { seed });
/** Truncated normal of variance 1 / fan in. LeCun et al. 1998. */
export const lecunNormal = ({ seed }: SeedOptions = {}): InitializerSpec => spec('LeCunNormal', { seed });
/** A random orthogonal matrix, times `gain`. Saxe et al. 2014. */
export const orthogonal = ({ gain = 1, seed }: SeedOptions & { gain?: number } = {}): InitializerSpec =>
  spec('Orthogonal', { gain, seed });

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

/** An initializer by its name, with Keras's defaults, or with options of its own. */
export type Initializer = keyof typeof byName | InitializerSpec;

/** The initializer behind an option, or an error with the nearest name. */
export const toInitializer = (layer: string, option: string, given: Initializer): InitializerSpec => {
  if (typeof given === 'object' && given?.kind === 'initializer') return given;
  const make = typeof given === 'string' && Object.hasOwn(byName, given) ? byName[given] : undefined;
  if (make) return make();
  const near = suggest(String(given), Object.keys(byName));
  throw new TypeError(
    `${layer}: ${option} '${String(given)}' is no initializer; ${near ? `did you mean '${near}'?` : `use one of ${Object.keys(byName).join(', ')}`}`,
  );
};
