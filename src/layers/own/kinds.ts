// The kinds of options that `defineLayer` takes: each checks a value, and says in a sentence what it must be.
import * as declared from '../../options/kinds.js';
import * as option from '../../options/option.js';
import { activation as activationKind } from '../options/activations.js';
import { constraintKind } from '../options/constraints.js';
import { initializerKind } from '../options/initializers.js';
import { regularizerKind } from '../options/regularizers.js';

/**
 * An activation of Keras's, by name.
 *
 * @example defineLayer({ options: { activation: kinds.optional(kinds.activation, 'relu') }, ... })
 */
export const activation = activationKind;
/**
 * A function; it cannot be saved.
 *
 * @example defineLayer({ options: { make: kinds.callable<(n: number) => number>('a function of a number') }, ... })
 */
export const callable = declared.callable;
/**
 * What a weight is held to: by name, or made by a function of `constraints`.
 *
 * @example defineLayer({ options: { kernelConstraint: kinds.optional(kinds.constraint) }, ... })
 */
export const constraint = constraintKind;
/**
 * A whole number above zero.
 *
 * @example defineLayer({ options: { units: kinds.count }, ... })
 */
export const count = declared.count;
/**
 * A value of one kind, or of another.
 *
 * @example defineLayer({ options: { size: kinds.either(kinds.count, kinds.text) }, ... })
 */
export const either = declared.either;
/**
 * True or false.
 *
 * @example defineLayer({ options: { useBias: kinds.optional(kinds.flag, true) }, ... })
 */
export const flag = declared.flag;
/**
 * How a weight begins: by name, or made by a function of `initializers`.
 *
 * @example defineLayer({ options: { kernelInitializer: kinds.optional(kinds.initializer, 'heNormal') }, ... })
 */
export const initializer = initializerKind;
/**
 * A whole number, also below zero: an axis.
 *
 * @example defineLayer({ options: { axis: kinds.optional(kinds.integer, -1) }, ... })
 */
export const integer = declared.integer;
/**
 * A list of values of one kind.
 *
 * @example defineLayer({ options: { sizes: kinds.listOf('a list of whole numbers above zero', kinds.count) }, ... })
 */
export const listOf = declared.listOf;
/**
 * A number of zero or more.
 *
 * @example defineLayer({ options: { epsilon: kinds.optional(kinds.notNegative, 1e-3) }, ... })
 */
export const notNegative = declared.notNegative;
/**
 * Any number.
 *
 * @example defineLayer({ options: { offset: kinds.optional(kinds.number, 1) }, ... })
 */
export const number = declared.number;
/**
 * One of some words, or of some numbers.
 *
 * @example defineLayer({ options: { mode: kinds.oneOf(['sum', 'mean']) }, ... })
 */
export const oneOf = declared.oneOf;
/**
 * An option that may be left out: then it is the default, or `undefined`.
 *
 * @example defineLayer({ options: { units: kinds.optional(kinds.count, 32) }, ... })
 */
export const optional = option.optional;
/**
 * A number above zero.
 *
 * @example defineLayer({ options: { temperature: kinds.positive }, ... })
 */
export const positive = declared.positive;
/**
 * A penalty on a weight: by name, or made by a function of `regularizers`.
 *
 * @example defineLayer({ options: { kernelRegularizer: kinds.optional(kinds.regularizer) }, ... })
 */
export const regularizer = regularizerKind;
/**
 * A number from 0 to 1.
 *
 * @example defineLayer({ options: { rate: kinds.share }, ... })
 */
export const share = declared.share;
/**
 * A text that is not empty.
 *
 * @example defineLayer({ options: { label: kinds.text }, ... })
 */
export const text = declared.text;
/**
 * A whole number, zero or more.
 *
 * @example defineLayer({ options: { margin: kinds.optional(kinds.whole, 0) }, ... })
 */
export const whole = declared.whole;
