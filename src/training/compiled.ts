import type { AnyModel } from '../graph/model.js';
import type { OwnSteps } from '../graph/own-computation.js';
import type { OptimizerState } from './optimizers/index.js';
import type { OutputPlan } from './plan.js';

/** A compiled model as the training code has it. */
export interface Compiled {
  readonly model: AnyModel;
  readonly outputs: readonly OutputPlan[];
  /** How it is trained, where that is a step of its own; its labels are `outputs`, without losses. */
  readonly steps?: OwnSteps | undefined;
  readonly optimizerState: OptimizerState;
  seed: number;
  stopTraining: boolean;
  /** Epochs trained so far, so that each has an order of its own. */
  epochsSeen: number;
  /** The epoch that the run at hand began with, in a worker that goes on with one of before. */
  firstEpoch?: number;
  readonly storage: Storage;
}

/** Whether `fit` is given labels: a step of the model's own may take none. */
export const takesLabels = ({ outputs }: Compiled): boolean => outputs.length > 0;

/** How a compiled model is written to files: handed in, for files come after training. */
export interface Storage {
  save(compiled: Compiled, place: unknown): Promise<void>;
  saveWeights(compiled: Compiled, place: unknown): Promise<void>;
  loadWeights(compiled: Compiled, place: unknown, options: unknown): Promise<unknown>;
}
