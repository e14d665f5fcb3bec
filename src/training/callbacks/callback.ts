import type { Tensor } from '../../tfjs/tensor.js';

/** What a callback is told: the loss and metrics so far, by Keras's names. */
export type Logs = Readonly<Record<string, number>>;

/** What is known when training begins. */
export interface TrainingParams {
  readonly verbose: 0 | 1 | 2;
  readonly epochs: number;
  /** Batches in an epoch; `undefined` where a data set does not say. */
  readonly steps: number | undefined;
  /** Every how many epochs validation runs; `undefined` where it runs each epoch, or not at all. */
  readonly validationFreq?: number;
}

/** The model in training, as a callback sees it. */
export interface ModelInTraining {
  /** Set it, and training stops after this batch's epoch hooks. */
  stopTraining: boolean;
  readonly optimizer: { learningRate: number; readonly iterations: number };
  /** Copies of the weights, in Keras's order; the caller disposes them. */
  getWeights(): Tensor[];
  setWeights(weights: readonly Tensor[]): void;
  /** Writes architecture, weights and optimizer state. */
  save(path: string): Promise<void>;
  saveWeights(path: string): Promise<void>;
}

/**
 * Something that watches training: any of Keras's hooks, each of which may be async.
 *
 * @example const dots: Callback = { onEpochEnd: () => void process.stdout.write('.') };
 * @see https://keras.io/api/callbacks/base_callback/
 */
export interface Callback {
  setModel?(model: ModelInTraining): void;
  setParams?(params: TrainingParams): void;
  onTrainBegin?(logs: Logs): void | Promise<void>;
  onTrainEnd?(logs: Logs): void | Promise<void>;
  onEpochBegin?(epoch: number, logs: Logs): void | Promise<void>;
  onEpochEnd?(epoch: number, logs: Logs): void | Promise<void>;
  onTrainBatchBegin?(batch: number, logs: Logs): void | Promise<void>;
  onTrainBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
  onTestBegin?(logs: Logs): void | Promise<void>;
  onTestEnd?(logs: Logs): void | Promise<void>;
  onTestBatchBegin?(batch: number, logs: Logs): void | Promise<void>;
  onTestBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
  onPredictBegin?(logs: Logs): void | Promise<void>;
  onPredictEnd?(logs: Logs): void | Promise<void>;
  onPredictBatchBegin?(batch: number, logs: Logs): void | Promise<void>;
  onPredictBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
}
