import type { Callback, Logs, ModelInTraining } from './callback.js';

/** Where the types see that a callback writes the learning rate into the logs; for the types alone. */
export declare const logsRate: unique symbol;

/** A callback that writes the learning rate into each epoch's logs, and so into the history. */
export interface LearningRateCallback extends Callback {
  readonly [logsRate]: true;
}

/** Writes the learning rate into an epoch's logs, as Keras does: callbacks that come after see it too. */
export const logRate = (logs: Logs, model: ModelInTraining | undefined): void => {
  if (model) (logs as Record<string, number>)['learning_rate'] = model.optimizer.learningRate;
};
