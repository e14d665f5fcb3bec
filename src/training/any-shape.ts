// What every model is, and every compiled one, whatever its shapes: for functions that take any.
import type { AnyModel } from '../graph/model.js';
import type { SummaryOptions } from '../graph/summary.js';
import type { Said } from '../graph/rule.js';
import type { Tensor } from '../tfjs/tensor.js';
import type { TestOnBatchOptions, TrainOnBatchOptions } from './batch-options.js';
import type { CompileOptions } from './compile.js';
import type { EvaluateOptions } from './evaluate-options.js';
import type { FitOptions } from './fit-options.js';
import type { History } from './history.js';
import type { PredictOptions } from './predict.js';

/** What a model gives: a tensor, or several, in a list or by name. */
export type AnyPrediction = Tensor | readonly Tensor[] | { readonly [name: string]: Tensor };

/**
 * Any model, for functions over models of any shapes: data and losses are checked when it runs.
 *
 * @example const parameters = (model: ModelOfAnyShape) => model.countParams();
 */
export interface ModelOfAnyShape extends AnyModel {
  /**
   * Chooses how the model is trained. Without a loss it is compiled as in the file that it was loaded from: `compile()` goes
   * on with the losses that Keras would have had.
   */
  compile(
    options?:
      | Partial<CompileOptions<unknown, unknown>>
      | Said<"compile takes its options as an object, e.g. { optimizer: 'adam', loss: 'mse' }">,
    ...byPlace: readonly Said<"compile takes its options as an object, e.g. { optimizer: 'adam', loss: 'mse' }">[]
  ): TrainableOfAnyShape;
  predict(x: unknown, options?: PredictOptions): Promise<AnyPrediction>;
  dispose(): void;
}

/**
 * Any compiled model, for functions that train models of any shapes: data is checked when it runs.
 *
 * @example const train = (net: TrainableOfAnyShape, x: unknown, y: unknown) => net.fit(x, y, { epochs: 5 });
 */
export interface TrainableOfAnyShape {
  readonly model: AnyModel;
  readonly optimizer: { learningRate: number; readonly iterations: number };
  stopTraining: boolean;
  fit(x: unknown, y: unknown, options?: FitOptions): Promise<History<string>>;
  evaluate(x: unknown, y: unknown, options?: EvaluateOptions): Promise<{ readonly [name: string]: number }>;
  predict(x: unknown, options?: PredictOptions): Promise<AnyPrediction>;
  readonly metricsNames: readonly string[];
  trainOnBatch(
    x: unknown,
    y: unknown,
    options?: TrainOnBatchOptions,
  ): Promise<{ readonly [name: string]: number }>;
  testOnBatch(
    x: unknown,
    y: unknown,
    options?: TestOnBatchOptions,
  ): Promise<{ readonly [name: string]: number }>;
  predictOnBatch(x: unknown): Promise<AnyPrediction>;
  getWeights(): Tensor[];
  setWeights(weights: readonly Tensor[]): void;
  summary(options?: SummaryOptions): void;
  dispose(): void;
}
