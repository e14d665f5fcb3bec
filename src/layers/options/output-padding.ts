// How much larger a transposed convolution makes its output than it must.
import { show, type Shown } from '../../errors/show.js';
import type { Compare, NotWhole } from '../../shapes/arithmetic.js';
import type { AxisNames, Rank } from '../../shapes/rank.js';
import type { SizeArg, Whole } from './numbers.js';

/** A size along each axis. */
type Every<R extends Rank, X> = X extends number ? { 1: [X]; 2: [X, X]; 3: [X, X, X] }[R] : X;

/** What each padding is beside its stride: `['less', 'equal']`. */
type Beside<O, St> = {
  [I in keyof O]: [O[I], I extends keyof St ? St[I] : never] extends [
    infer A extends number,
    infer B extends number,
  ]
    ? `${A}` extends NotWhole
      ? 'unknown'
      : Compare<A, B>
    : 'unknown';
};

/**
 * The type of `outputPadding`: whole numbers, or the sentence where one is not less than its stride.
 * `OutputPadding<2, 'conv2dTranspose', 2, 2>` is `'conv2dTranspose: outputPadding must be less than strides, got [2, 2]'`.
 */
export type OutputPadding<R extends Rank, L extends string, St extends SizeArg, O> = [O] extends [number]
  ? `${O & number}` extends NotWhole
    ? Whole<`${L}: outputPadding`, O & number>
    : Less<R, L, St, O>
  : Every<R, O> extends { readonly length: { 1: 1; 2: 2; 3: 3 }[R] }
    ? Less<R, L, St, O>
    : `${L}: outputPadding must be one size or [${AxisNames[R]}], got ${Shown<O>}`;

type Less<R extends Rank, L extends string, St, O> =
  Beside<Every<R, O>, Every<R, St>> extends infer Verdicts extends readonly unknown[]
    ? [Extract<Verdicts[number], 'equal' | 'greater'>] extends [never]
      ? O
      : `${L}: outputPadding must be less than strides, got ${Shown<Every<R, O>>}`
    : O;

/** Value twin of `OutputPadding`. */
export const checkOutputPadding = (
  layer: string,
  outputPadding: readonly number[] | undefined,
  strides: readonly number[],
): void => {
  if (outputPadding?.some((extra, i) => extra >= strides[i]!))
    throw new TypeError(`${layer}: outputPadding must be less than strides, got ${show(outputPadding)}`);
};
