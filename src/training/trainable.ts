import type { Model, Shapes } from '../graph/model.js';
import type { ModelLayer } from '../graph/model-layer.js';
import type { Said } from '../graph/rule.js';
import type { SummaryOptions } from '../graph/summary.js';
import type { NoOthers } from '../options/no-others.js';
import type { Tensor } from '../tfjs/tensor.js';
import type { TestOnBatchOptions, TrainOnBatchOptions } from './batch-options.js';
import type { DataArg } from './data/data.js';
import type { FitInputs, PredictInputs } from './data/stream-arg.js';
import type { IsStream } from './data/streams.js';
import type { DrawOptions } from './dispose.js';
import type { EvaluateOptions } from './evaluate-options.js';
import type { FitOptions, FitResult } from './fit-options.js';
import type { Labels, LabelsArg, OutputsOfWeights } from './labels.js';
import type { BareName, ResultListOf } from './metrics/vector-logs.js';
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
   * Trains on samples, or on batches `{ xs, ys }`, or `{ xs, ys, sampleWeight }`, that a data set, a `Sequence`, a
   * generator, or a function that makes one gives.
   *
   * @param x Inputs `[samples, ...]`: a tensor, `{ values, shape }`, or nested arrays; several by name. Or batches.
   * @param y Labels, as the loss wants them; after batches the options stand here.
   * @returns The history: `history.history.loss` has a number for each epoch.
   * @throws DataError where data does not fit the model, is empty, or holds NaN; the model is left as it was.
   * @example const { history } = await trainable.fit(images, labels, { epochs: 5, validationSplit: 0.2 });
   */
  fit<const X, const L, const Options extends FitOptions = FitOptions>(
    x: FitInputs<X, I, Y>,
    y: FitLabels<X, L, Y>,
    options?:
      | (Options & NoOthers<'fit', Options, FitOptions> & OutputsOfWeights<Options, Y> & object)
      | Said<'fit takes its options as an object, e.g. { batchSize: 32 }'>,
  ): Promise<FitResult<Names, IsStream<X> extends true ? L : Options>>;
  /**
   * The loss and metrics on samples, or on a data set, as inference gives them: penalties are part of the loss.
   *
   * @example const { loss, accuracy } = await trainable.evaluate(testImages, testLabels);
   */
  evaluate<const X, const L, const Options extends EvaluateOptions = EvaluateOptions>(
    x: FitInputs<X, I, Y>,
    y: FitLabels<X, L, Y, EvaluateOptions, 'evaluate'>,
    options?:
      | (Options & NoOthers<'evaluate', Options, EvaluateOptions> & OutputsOfWeights<Options, Y> & object)
      | Said<'evaluate takes its options as an object, e.g. { batchSize: 32 }'>,
  ): Promise<
    Options extends { readonly returnList: true }
      ? ResultListOf<Names>
      : {
          readonly [Name in Names as BareName<Name>]: Name extends `${string}[]` ? number[] : number;
        }
  >;
  /** The outputs for some inputs, as tensors that the caller disposes. */
  predict<const X>(
    x: PredictInputs<X, I>,
    options?: PredictOptions | Said<'predict takes its options as an object, e.g. { batchSize: 32 }'>,
  ): Promise<Predictions<O>>;
  /** The names of what is computed, in the order of the lists that `returnList` gives. */
  readonly metricsNames: readonly BareName<Names>[];
  /**
   * Takes one step of the optimizer on one batch, however many samples it has, and gives the batch's own loss and
   * metrics: as in Keras 3 each call begins them anew.
   *
   * @throws DataError where data does not fit the model; TypeError while the model is being trained.
   * @example for (const { x, y } of batches) console.log((await trainable.trainOnBatch(x, y)).loss);
   */
  trainOnBatch<const X, const L, const Options extends TrainOnBatchOptions = TrainOnBatchOptions>(
    x: DataArg<'x', X, I>,
    y: LabelsArg<L, Y>,
    options?: Options & NoOthers<'trainOnBatch', Options, TrainOnBatchOptions> & OutputsOfWeights<Options, Y>,
  ): Promise<
    Options extends { readonly returnList: true }
      ? ResultListOf<Names>
      : {
          readonly [Name in Names as BareName<Name>]: Name extends `${string}[]` ? number[] : number;
        }
  >;
  /** The loss and metrics on one batch, as inference gives them. */
  testOnBatch<const X, const L, const Options extends TestOnBatchOptions = TestOnBatchOptions>(
    x: DataArg<'x', X, I>,
    y: LabelsArg<L, Y>,
    options?: Options & NoOthers<'testOnBatch', Options, TestOnBatchOptions> & OutputsOfWeights<Options, Y>,
  ): Promise<
    Options extends { readonly returnList: true }
      ? ResultListOf<Names>
      : {
          readonly [Name in Names as BareName<Name>]: Name extends `${string}[]` ? number[] : number;
        }
  >;
  /** The outputs for one batch, however many samples it has, as tensors that the caller disposes. */
  predictOnBatch<const X>(x: DataArg<'x', X, I>): Promise<Predictions<O>>;
  /** Copies of the weights, in Keras's order, that the caller disposes. */
  getWeights(): Tensor[];
  /** Sets every weight, in Keras's order; the tensors stay the caller's. */
  setWeights(weights: readonly Tensor[]): void;
  /** The model's layers, each after those it depends on. */
  readonly layers: readonly ModelLayer[];
  /** A layer of the model: see the model's own `getLayer`. */
  readonly getLayer: Model<I, O>['getLayer'];
  /** How many numbers the weights hold. */
  countParams(): number;
  /** Prints the layers, their output shapes and parameters, as Keras does. */
  summary(options?: SummaryOptions): void;
  /**
   * Chooses anew how the model is trained, after a layer was frozen or for another loss: weights stay, the optimizer begins
   * anew. From then on what this gives is what can be trained.
   *
   * @example const tuned = trainable.compile({ loss: 'mse', optimizer: optimizers.adam({ learningRate: 1e-5 }) });
   */
  readonly compile: Model<I, O>['compile'];
  /** Draws new first weights: the model begins anew, its optimizer too. See the model's own `drawWeights`. */
  drawWeights(options?: DrawOptions): void;
  /** Frees the weights and the optimizer's state: what needs them from then on is an error that says so. */
  dispose(): void;
}

/** Labels of `fit`; where the inputs are batches, its options. */
type FitLabels<X, L, Y extends Labels, Options = FitOptions, What extends string = 'fit'> =
  IsStream<X> extends true ? (L extends Options ? L & NoOthers<What, L, Options> : Options) : LabelsArg<L, Y>;
