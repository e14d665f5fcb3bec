// A compiled model with a step of its own, at the type level.
import type { Shapes } from '../graph/model.js';
import type { Said } from '../graph/rule.js';
import type { NoOthers } from '../options/no-others.js';
import type { TestOnBatchOptions, TrainOnBatchOptions } from './batch-options.js';
import type { AnyData, DataArg, DatasetLike } from './data/data.js';
import type { EvaluateOptions } from './evaluate-options.js';
import type { FitOptions, FitResult } from './fit-options.js';
import type { BareName, ResultListOf } from './metrics/vector-logs.js';
import type { Optimizer, OptimizerName } from './optimizers/index.js';
import type { Trainable } from './trainable.js';

/** What the `compile` of a model with a step of its own takes. */
export interface OwnCompileOptions<Parts extends string = string> {
  /**
   * One by its name, with Keras's defaults, or one with settings of its own; or one for each part, by the parts' names, which steps
   * the weights of that part. Default `'rmsprop'`, as in Keras.
   */
  optimizer?: OptimizerName | Optimizer | { readonly [Part in Parts]: OptimizerName | Optimizer };
  /** The seed of first weights, of the order of samples, of dropout, and of the steps' own draws. Default: a fresh one. */
  seed?: number;
}

declare module '../graph/own-model-types.js' {
  interface OwnModelMethods<
    I extends Shapes,
    O extends Shapes,
    Y,
    Names extends string,
    Parts extends string,
  > {
    /**
     * Makes the model ready for training by its own step: there is no loss to choose.
     *
     * @example gan.compile({ optimizer: { generator: optimizers.adam({ beta1: 0.5 }), critic: 'sgd' } })
     * @throws TypeError for a loss or metrics, which the step says, and while the model is being trained.
     */
    compile(
      options?:
        OwnCompileOptions<Parts> | Said<"compile takes its options as an object, e.g. { optimizer: 'adam' }">,
      ...byPlace: readonly Said<"compile takes its options as an object, e.g. { optimizer: 'adam' }">[]
    ): OwnTrainable<I, O, Y, Names, Parts>;
  }
}

/** The optimizer of a part: its learning rate can be read and set at any time, its steps be counted. */
export interface PartOptimizer {
  learningRate: number;
  readonly iterations: number;
}

/** A model that its own step trains: logs have the names that the step gives. */
export interface OwnTrainable<
  I extends Shapes,
  O extends Shapes,
  Y,
  Names extends string,
  Parts extends string = string,
> extends Omit<
  Trainable<I, O, never, Names>,
  'compile' | 'fit' | 'evaluate' | 'optimizer' | 'trainOnBatch' | 'testOnBatch'
> {
  /** Chooses anew how the model is trained, after a layer was frozen: weights stay, the optimizer begins anew. */
  compile(
    options?:
      OwnCompileOptions<Parts> | Said<"compile takes its options as an object, e.g. { optimizer: 'adam' }">,
    ...byPlace: readonly Said<"compile takes its options as an object, e.g. { optimizer: 'adam' }">[]
  ): OwnTrainable<I, O, Y, Names, Parts>;
  /** The optimizer, as of other models; and that of each part, which is the same one where there is but one. */
  readonly optimizer: Trainable<I, O, never, Names>['optimizer'] & {
    readonly parts: { readonly [Part in Parts]: PartOptimizer };
  };
  /**
   * Trains on samples, or on a data set of batches `{ xs, ys }`, `{ xs }` where the step takes no labels.
   *
   * @param x Inputs `[samples, ...]`: a tensor, `{ values, shape }`, or nested arrays; several by name.
   * @param y Labels, where the step takes some; else, and after a data set, the options stand here.
   * @returns The history: a number for each epoch under each name that the step gives.
   * @throws DataError where data does not fit the model, is empty, or holds NaN; the model is left as it was.
   */
  fit<const X, const L, const Options extends OwnFitOptions<Y> = OwnFitOptions<Y>>(
    x: Inputs<X, I>,
    y?: LabelsOrOptions<X, L, Y, OwnFitOptions<Y>>,
    options?: Options & NoOthers<'fit', Options, OwnFitOptions<Y>>,
  ): Promise<FitResult<Names, HasLabels<X, Y> extends true ? Options : L>>;
  /** What the step tells of samples, or of a data set: the mean over samples of each. */
  evaluate<const X, const L, const Options extends EvaluateOptions = EvaluateOptions>(
    x: Inputs<X, I>,
    y?: LabelsOrOptions<X, L, Y, EvaluateOptions, 'evaluate'>,
    options?: Options & NoOthers<'evaluate', Options, EvaluateOptions>,
  ): Promise<Told<Names, HasLabels<X, Y> extends true ? Options : L>>;
  /** Takes one step on a batch, and tells what it gives; where it takes no labels, the options stand in their place. */
  trainOnBatch<const X, const L, const Options extends TrainOnBatchOptions = TrainOnBatchOptions>(
    x: DataArg<'x', X, I>,
    y?: LabelsOrOptions<X, L, Y, TrainOnBatchOptions, 'trainOnBatch'>,
    options?: Options & NoOthers<'trainOnBatch', Options, TrainOnBatchOptions>,
  ): Promise<Told<Names, HasLabels<X, Y> extends true ? Options : L>>;
  /** What the step tells of one batch, as inference gives it; nothing is learned. */
  testOnBatch<const X, const L, const Options extends TestOnBatchOptions = TestOnBatchOptions>(
    x: DataArg<'x', X, I>,
    y?: LabelsOrOptions<X, L, Y, TestOnBatchOptions, 'testOnBatch'>,
    options?: Options & NoOthers<'testOnBatch', Options, TestOnBatchOptions>,
  ): Promise<Told<Names, HasLabels<X, Y> extends true ? Options : L>>;
}

/** What a step tells, by its names or in a list. */
type Told<Names extends string, Options> = Options extends { readonly returnList: true }
  ? ResultListOf<Names>
  : {
      readonly [Name in Names as BareName<Name>]: Name extends `${string}[]` ? number[] : number;
    };

/** Options of `fit`: where the step takes no labels, there are none for validation either. */
export type OwnFitOptions<Y> = Y extends undefined
  ? Omit<FitOptions, 'validationData'> & {
      /** Inputs for validation: `[x]`, or a data set of `{ xs }`. It goes before `validationSplit`. */
      readonly validationData?: readonly [x: unknown] | DatasetLike;
    }
  : FitOptions;

/** Inputs: checked data, or a data set. */
type Inputs<X, I extends Shapes> = X extends DatasetLike ? X : DataArg<'x', X, I>;

/** Whether labels stand beside inputs, as an argument of their own. */
type HasLabels<X, Y> = X extends DatasetLike ? false : Y extends undefined ? false : true;

/** Labels, or, where they stand nowhere or in the data set, options. */
type LabelsOrOptions<X, L, Y, Options, What extends string = 'fit'> =
  HasLabels<X, Y> extends true
    ? Y extends Shapes
      ? DataArg<'y', L, Y>
      : AnyData
    : L extends Options
      ? L & NoOthers<What, L, Options>
      : Options;
