// How the types of batches are held against the model's shapes.
import type { Shapes } from '../../graph/model.js';
import type { Labels, LabelsArg } from '../labels.js';
import type { DataArg } from './data.js';
import type { BatchOf, BatchStream, PlainData } from './streams.js';

/**
 * Inputs of `fit` and `evaluate`: samples, or batches with their labels, X where they fit; else the sentence. By
 * `X extends`, and not by `IsStream<X>`: TypeScript infers X through the first alone.
 */
export type FitInputs<X, I extends Shapes, Y extends Labels> = X extends PlainData
  ? DataArg<'x', X, I>
  : X extends BatchStream<unknown>
    ? BatchesArg<X, BatchOf<X>, I, Y>
    : DataArg<'x', X, I>;

/** Inputs of `predict`: samples, or batches, whose labels don't matter. */
export type PredictInputs<X, I extends Shapes> = X extends PlainData
  ? DataArg<'x', X, I>
  : X extends BatchStream<unknown>
    ? BatchOf<X> extends { readonly xs: infer XS }
      ? FirstMisfit<XS, DataArg<'x', XS, I>, X>
      : X
    : DataArg<'x', X, I>;

/** A stream whose batches' types say what they hold is checked; of others it is seen when they come. */
type BatchesArg<X, B, I extends Shapes, Y extends Labels> = B extends {
  readonly xs: infer XS;
  readonly ys: infer YS;
}
  ? FirstMisfit<XS, DataArg<'x', XS, I>, FirstMisfit<YS, LabelsArg<YS, Y>, X>>
  : unknown extends B
    ? X
    : 'each batch must be { xs, ys }, inputs and labels, or { xs, ys, sampleWeight }';

/** The sentence among what data was checked to be, of one input or of several; where all fits, `Fits`. */
type FirstMisfit<Given, Checked, Fits> = [Given] extends [Checked]
  ? Fits
  : Checked extends string
    ? Checked
    : {
          [K in keyof Checked]: Checked[K] extends string ? Checked[K] : never;
        }[keyof Checked] extends infer Said
      ? [Said] extends [never]
        ? Checked
        : Said
      : never;
