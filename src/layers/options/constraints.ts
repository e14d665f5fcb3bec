import { notNegative, share } from '../../options/kinds.js';
import { optional, type Declares, type Kind, type Options } from '../../options/option.js';
import { axisOrAxes } from './axis.js';
import { specKind, specOf, type Spec } from './specs.js';

/** What a weight is held to after each training step. */
export type ConstraintSpec = Spec<'constraint'>;

/** Options of `unitNorm`. */
export interface UnitNormOptions {
  /** The axis, or axes, along which lengths are measured: `[0, 1, 2]` for each filter of a conv2d. Default 0. */
  axis?: number | readonly number[];
}
/** Options of `maxNorm`. */
export interface MaxNormOptions {
  /** The greatest length. Default 2. */
  maxValue?: number;
  /** The axis, or axes, along which lengths are measured: `[0, 1, 2]` for each filter of a conv2d. Default 0. */
  axis?: number | readonly number[];
}
/** Options of `minMaxNorm`. */
export interface MinMaxNormOptions {
  /** The least length. Default 0. */
  minValue?: number;
  /** The greatest length. Default 1. */
  maxValue?: number;
  /** How much of the way is gone each step: 0 to 1. Default 1. */
  rate?: number;
  /** The axis, or axes, along which lengths are measured: `[0, 1, 2]` for each filter of a conv2d. Default 0. */
  axis?: number | readonly number[];
}

const along = { axis: optional(axisOrAxes, 0) } satisfies Declares<UnitNormOptions>;

const constraint = <Signature>(name: string, className: string, options?: Options): Signature =>
  specOf('constraint', name, className, options);

/**
 * Scales down what is longer than `maxValue` along `axis`: `maxNorm(3)`. Srivastava et al. 2014.
 *
 * @example dense(10, { kernelConstraint: constraints.maxNorm(3) })
 * @see https://keras.io/api/layers/constraints/#maxnorm-class
 */
export const maxNorm: (maxValue?: number | MaxNormOptions) => ConstraintSpec = /* @__PURE__ */ constraint(
  'maxNorm',
  'MaxNorm',
  { maxValue: optional(notNegative, 2), ...along } satisfies Declares<MaxNormOptions>,
);
/**
 * Keeps the length along `axis` between `minValue` and `maxValue`, at `rate` of the way each step.
 *
 * @example dense(10, { kernelConstraint: constraints.minMaxNorm({ minValue: 0.5, maxValue: 2 }) })
 * @see https://keras.io/api/layers/constraints/#minmaxnorm-class
 */
export const minMaxNorm: (options?: MinMaxNormOptions) => ConstraintSpec = /* @__PURE__ */ constraint(
  'minMaxNorm',
  'MinMaxNorm',
  {
    minValue: optional(notNegative, 0),
    maxValue: optional(notNegative, 1),
    rate: optional(share, 1),
    ...along,
  } satisfies Declares<MinMaxNormOptions>,
);
/**
 * Sets negative weights to zero.
 *
 * @example dense(10, { kernelConstraint: constraints.nonNeg() })
 * @see https://keras.io/api/layers/constraints/#nonneg-class
 */
export const nonNeg: () => ConstraintSpec = /* @__PURE__ */ constraint('nonNeg', 'NonNeg');
/**
 * Scales to length one along `axis`.
 *
 * @example conv2d(32, 3, { kernelConstraint: constraints.unitNorm([0, 1, 2]) })
 * @see https://keras.io/api/layers/constraints/#unitnorm-class
 */
export const unitNorm: (axis?: number | readonly number[] | UnitNormOptions) => ConstraintSpec =
  /* @__PURE__ */ constraint('unitNorm', 'UnitNorm', along);

const byName = { maxNorm, minMaxNorm, nonNeg, unitNorm };

/** Keras's spelling, and its classes. */
type KerasName =
  'max_norm' | 'MaxNorm' | 'min_max_norm' | 'MinMaxNorm' | 'non_neg' | 'NonNeg' | 'unit_norm' | 'UnitNorm';

/** A constraint by its name, ours or Keras's, with Keras's defaults, or with options of its own. */
export type Constraint = keyof typeof byName | KerasName | ConstraintSpec;

/** What a weight is held to, among the options. */
export const constraintKind: Kind<ConstraintSpec, Constraint> = specKind(
  'constraint',
  "a constraint such as 'nonNeg' or maxNorm(3)",
  byName,
);
