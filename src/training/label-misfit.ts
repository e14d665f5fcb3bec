// What a loss says to labels of another shape than it takes.
import type { Shape, Show } from '../shapes/shape.js';
import { showShape } from '../shapes/shape.js';
import type { Sizes } from '../shapes/sizes.js';
import { fitsRows, showBatch, type DataFits, type ShowBatch } from './data/data.js';

/** What each loss takes; the others take labels of the output's own shape. */
const kinds = {
  sparseCategoricalCrossentropy: 'indices',
  categoricalGeneralizedCrossEntropy: 'indices',
  circle: 'indices',
  ctc: 'sequences of indices',
  categoricalCrossentropy: 'one-hot labels',
  categoricalFocalCrossentropy: 'one-hot labels',
  categoricalHinge: 'one-hot labels',
} as const;

type Kinds = typeof kinds;
type KindOf<Loss> = Loss extends keyof Kinds ? Kinds[Loss] : 'labels';

/** The loss for such labels, where the ones at hand would fit another: one-hot labels, or class indices. */
type OtherLoss<Loss, Out extends Shape, A> = Loss extends 'sparseCategoricalCrossentropy'
  ? DataFits<A, Out> extends true
    ? '; for one-hot labels use categoricalCrossentropy'
    : ''
  : Out extends readonly [unknown, ...infer Rest extends Shape, infer Classes]
    ? Classes extends 1
      ? ''
      : DataFits<A, [null, ...Rest]> extends true
        ? '; for class indices use sparseCategoricalCrossentropy'
        : ''
    : '';

/** `sparseCategoricalCrossentropy takes indices [batch], got [60, 10]; for one-hot labels use categoricalCrossentropy` */
export type LabelMisfit<
  At extends string,
  Loss extends string,
  S,
  Out extends Shape,
  A,
> = `${At}${Loss} takes ${KindOf<Loss>} ${ShowBatch<S>}, got ${Show<A>}${OtherLoss<Loss, Out, A>}`;

/** Value twin of `LabelMisfit`. */
export const labelMisfit = (at: string, loss: string, needed: Shape, out: Shape, given: Sizes): string => {
  const kind = (kinds as Readonly<Record<string, string>>)[loss] ?? 'labels';
  return `${at}${loss} takes ${kind} ${showBatch(needed)}, got ${showShape(given)}${otherLoss(loss, out, given)}`;
};

const otherLoss = (loss: string, out: Shape, given: Sizes): string => {
  if (loss === 'sparseCategoricalCrossentropy')
    return fitsRows(given, out) ? '; for one-hot labels use categoricalCrossentropy' : '';
  return out.length > 1 && out.at(-1) !== 1 && fitsRows(given, out.slice(0, -1))
    ? '; for class indices use sparseCategoricalCrossentropy'
    : '';
};
