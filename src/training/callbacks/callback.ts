import type { Tensor } from '../../tfjs/tensor.js';
import type { CallbackState } from './state.js';

/** What a callback is told: the loss and metrics so far, by Keras's names. */
export type Logs = Readonly<Record<string, number>>;

/** What is known when training begins. */
export interface TrainingParams {
  /** What `fit` was told: 0, 1 or 2. */
  readonly verbose: 0 | 1 | 2;
  /** The epoch that training stops before. */
  readonly epochs: number;
  /** Batches in an epoch; `undefined` where a data set does not say. */
  readonly steps: number | undefined;
  /** Every how many epochs validation runs, or after which; `undefined` where it runs each epoch, or not at all. */
  readonly validationFreq?: number | readonly number[];
}

/** The model in training, as a callback sees it. */
export interface ModelInTraining {
  /** Set it, and training stops after this batch's epoch hooks. */
  stopTraining: boolean;
  /** The optimizer: set its learning rate at any time; its steps are counted. */
  readonly optimizer: { learningRate: number; readonly iterations: number };
  /** Copies of the weights, in Keras's order; the caller disposes them. */
  getWeights(): Tensor[];
  /** Sets every weight, in Keras's order; the tensors stay the caller's. */
  setWeights(weights: readonly Tensor[]): void;
  /** Writes architecture, weights and optimizer state. */
  save(path: string): Promise<void>;
  /** Writes the weights alone. */
  saveWeights(path: string): Promise<void>;
}

/**
 * Something that watches training: any of Keras's hooks, each of which may be async.
 *
 * @example const dots: Callback = { onEpochEnd: () => void process.stdout.write('.') };
 * @see https://keras.io/api/callbacks/base_callback/
 */
export interface Callback {
  /** Given the model, before anything else. */
  setModel?(model: ModelInTraining): void;
  /** Told what is known when training begins. */
  setParams?(params: TrainingParams): void;
  /** Before the first epoch. */
  onTrainBegin?(logs: Logs): void | Promise<void>;
  /** After the last epoch; logs are those of that epoch. */
  onTrainEnd?(logs: Logs): void | Promise<void>;
  /** Before each epoch, counted from 0. */
  onEpochBegin?(epoch: number, logs: Logs): void | Promise<void>;
  /** After each epoch; logs have its loss and metrics, those of validation as `val_...`. */
  onEpochEnd?(epoch: number, logs: Logs): void | Promise<void>;
  /** Before each batch of training, counted from 0 in each epoch. */
  onTrainBatchBegin?(batch: number, logs: Logs): void | Promise<void>;
  /** After each batch of training; logs are means over the epoch so far. */
  onTrainBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
  /** Before `evaluate`, and before validation. */
  onTestBegin?(logs: Logs): void | Promise<void>;
  /** After `evaluate`, and after validation, with their loss and metrics. */
  onTestEnd?(logs: Logs): void | Promise<void>;
  /** Before each batch that is evaluated. */
  onTestBatchBegin?(batch: number, logs: Logs): void | Promise<void>;
  /** After each batch that is evaluated; logs are means so far. */
  onTestBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
  /** Before `predict`. */
  onPredictBegin?(logs: Logs): void | Promise<void>;
  /** After `predict`. */
  onPredictEnd?(logs: Logs): void | Promise<void>;
  /** Before each batch of `predict`. */
  onPredictBatchBegin?(batch: number, logs: Logs): void | Promise<void>;
  /** After each batch of `predict`. */
  onPredictBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
  /** What must not be forgotten where a run is broken off, for `backupAndRestore`; tensors stay the callback's. */
  getState?(): CallbackState | Promise<CallbackState>;
  /**
   * Given what `getState` gave in the run that this one goes on with, after the hooks that came before that moment; tensors
   * are freed afterwards, so clone what is to last.
   */
  setState?(state: CallbackState): void | Promise<void>;
}
