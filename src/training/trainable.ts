import type { Model, Shapes } from '../graph/model.js';
import type { SummaryOptions } from '../graph/summary.js';
import type { Tensor } from '../tfjs/tensor.js';
import type { DataArg, DatasetLike } from './data/data.js';
import type { DrawOptions } from './dispose.js';
import type { EvaluateOptions } from './evaluate-options.js';
import type { FitOptions, FitResult } from './fit-options.js';
import type { Labels, LabelsArg } from './labels.js';
import type { PredictOptions, Predictions } from './predict.js';

/** Methods of compiled models that training itself does not have: files add theirs. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into from src/files
export interface TrainableMethods {}

/** A model with a loss and an optimizer: it can be trained. */
export interface Trainable<
  I extends Shapes,
  O extends Shapes,
  Y extends Labels,
  Names extends string,
> extends TrainableMethods {
  /** The model itself, to be called, summarised, or put into others. */
  readonly model: Model<I, O>;
  /** The optimizer: its learning rate can be read and set at any time, its steps be counted. */
  readonly optimizer: { learningRate: number; readonly iterations: number };
  /** Set by callbacks: training stops after the epoch. */
  stopTraining: boolean;
  /**
   * Trains on samples, or on a data set of batches `{ xs, ys }`.
   *
   * @param x Inputs `[samples, ...]`: a tensor, `{ values, shape }`, or nested arrays; several by name.
   * @param y Labels, as the loss wants them; for a data set the options stand here.
   * @returns The history: `history.history.loss` has a number for each epoch.
   * @throws DataError where data does not fit the model, is empty, or holds NaN; the model is left as it was.
   * @example const { history } = await trainable.fit(images, labels, { epochs: 5, validationSplit: 0.2 });
   */
  fit<const X, const L, const Options extends FitOptions = FitOptions>(
    x: FitInputs<X, I>,
    y: FitLabels<X, L, Y>,
    options?: Options & NoOthers<Options, FitOptions>,
  ): Promise<FitResult<Names, X extends DatasetLike ? L : Options>>;
  /**
   * The loss and metrics on samples, or on a data set, as inference gives them: penalties are part of the loss.
   *
   * @example const { loss, accuracy } = await trainable.evaluate(testImages, testLabels);
   */
  evaluate<const X, const L, const Options extends EvaluateOptions = EvaluateOptions>(
    x: FitInputs<X, I>,
    y: FitLabels<X, L, Y, EvaluateOptions>,
    options?: Options & NoOthers<Options, EvaluateOptions>,
  ): Promise<Options extends { readonly returnList: true } ? number[] : { readonly [Name in Names]: number }>;
  /** The outputs for some inputs, as tensors that the caller disposes. */
  predict<const X>(x: DataArg<'x', X, I>, options?: PredictOptions): Promise<Predictions<O>>;
  /** Copies of the weights, in Keras's order, that the caller disposes. */
  getWeights(): Tensor[];
  /** Sets every weight, in Keras's order; the tensors stay the caller's. */
  setWeights(weights: readonly Tensor[]): void;
  /** Prints the layers, their output shapes and parameters, as Keras does. */
  summary(options?: SummaryOptions): void;
  /** Draws new first weights: the model begins anew, its optimizer too. See the model's own `drawWeights`. */
  drawWeights(options?: DrawOptions): void;
  /** Frees the weights and the optimizer's state: what needs them from then on is an error that says so. */
  dispose(): void;
}

/** Inputs of `fit`: checked data, or a data set. */
type FitInputs<X, I extends Shapes> = X extends DatasetLike ? X : DataArg<'x', X, I>;
/** Labels of `fit`; where the inputs are a data set, its options. */
type FitLabels<X, L, Y extends Labels, Options = FitOptions> = X extends DatasetLike
  ? L extends Options
    ? L & NoOthers<L, Options>
    : Options
  : LabelsArg<L, Y>;

/** Options that do not exist, as `never`: a misspelt one is an error. */
type NoOthers<Given, Known> = { readonly [K in Exclude<keyof Given, keyof Known>]: never };
