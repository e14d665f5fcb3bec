import { notNegative } from '../../options/kinds.js';
import { optional, type Declares, type Kind, type Options } from '../../options/option.js';
import { specKind, specOf, type Spec } from './specs.js';

/** A penalty on a weight, added to the loss: `l1 * sum(|w|) + l2 * sum(w^2)`. */
export type RegularizerSpec = Spec<'regularizer'>;

/** Options of `l1`. */
export interface L1Options {
  /** What the sum of absolute values is multiplied by. Default 0.01. */
  l1?: number;
}
/** Options of `l2`. */
export interface L2Options {
  /** What the sum of squares is multiplied by. Default 0.01. */
  l2?: number;
}
/** Options of `l1l2`. */
export interface L1L2Options {
  /** What the sum of absolute values is multiplied by. Default 0. */
  l1?: number;
  /** What the sum of squares is multiplied by. Default 0. */
  l2?: number;
}

const regularizer = <Signature>(name: string, className: string, options: Options): Signature =>
  specOf('regularizer', name, className, options);

/**
 * `l1 * sum(|w|)`; by default 0.01.
 *
 * @example dense(10, { kernelRegularizer: regularizers.l1(0.001) })
 * @see https://keras.io/api/layers/regularizers/#l1-class
 */
export const l1: (l1?: number | L1Options) => RegularizerSpec = /* @__PURE__ */ regularizer('l1', 'L1', {
  l1: optional(notNegative, 0.01),
} satisfies Declares<L1Options>);
/**
 * `l2 * sum(w^2)`; by default 0.01.
 *
 * @example dense(10, { kernelRegularizer: regularizers.l2(0.001) })
 * @see https://keras.io/api/layers/regularizers/#l2-class
 */
export const l2: (l2?: number | L2Options) => RegularizerSpec = /* @__PURE__ */ regularizer('l2', 'L2', {
  l2: optional(notNegative, 0.01),
} satisfies Declares<L2Options>);
/**
 * Both penalties, `l1l2(0.01, 0.001)` or by name; by default 0 and 0, as in Keras.
 *
 * @example dense(10, { kernelRegularizer: regularizers.l1l2(0.01, 0.001) })
 * @see https://keras.io/api/layers/regularizers/#l1l2-class
 */
export const l1l2: (l1?: number | L1L2Options, l2?: number) => RegularizerSpec = /* @__PURE__ */ regularizer(
  'l1l2',
  'L1L2',
  { l1: optional(notNegative, 0), l2: optional(notNegative, 0) } satisfies Declares<L1L2Options>,
);

const byName = { l1, l2, l1l2 };

/** A regularizer by its name or Keras's class, with Keras's defaults (`'l1l2'` by name is 0 of each), or with options of its own. */
export type Regularizer = keyof typeof byName | 'L1' | 'L2' | 'L1L2' | RegularizerSpec;

/** A penalty on a weight, among the options. */
export const regularizerKind: Kind<RegularizerSpec, Regularizer> = specKind(
  'regularizer',
  "a regularizer such as 'l2' or l2(0.001)",
  byName,
);
