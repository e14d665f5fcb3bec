import { unknownOption } from '../../shapes/suggest.js';
import type { Tensor } from '../../tfjs/tensor.js';
import type { Callback, ModelInTraining } from './callback.js';
import { monitorOf, type MonitorMode } from './monitor.js';

/** Options of `earlyStopping`. */
export interface EarlyStoppingOptions {
  /** What is watched, by its name in the logs. Default `'val_loss'`. */
  readonly monitor?: string;
  /** How much better counts as better. Default 0. */
  readonly minDelta?: number;
  /** How many epochs without getting better are borne. Default 0. */
  readonly patience?: number;
  /** 1 says when training stops. Default 0. */
  readonly verbose?: 0 | 1;
  /** Which way is better; 'auto' goes by the name. Default `'auto'`. */
  readonly mode?: MonitorMode;
  /** A value that must be bettered. Default none. */
  readonly baseline?: number;
  /** Whether the weights of the best epoch are put back at the end. Default false. */
  readonly restoreBestWeights?: boolean;
  /** The epoch from which it watches. Default 0. */
  readonly startFromEpoch?: number;
}

/** Early stopping at work: what it has seen can be read. */
export interface EarlyStopping extends Callback {
  /** The epoch at which it stopped training; 0 where it did not. */
  readonly stoppedEpoch: number;
  readonly best: number | undefined;
  readonly bestEpoch: number;
}

const known = Object.keys({
  monitor: 0,
  minDelta: 0,
  patience: 0,
  verbose: 0,
  mode: 0,
  baseline: 0,
  restoreBestWeights: 0,
  startFromEpoch: 0,
} satisfies Record<keyof EarlyStoppingOptions, 0>);

/**
 * Stops training when a watched number has not got better for `patience` epochs.
 *
 * @example fit(x, y, { epochs: 1000, validationSplit: 0.2, callbacks: [callbacks.earlyStopping({ patience: 10 })] })
 * @throws Error where the logs do not have what is watched, with what they have.
 * @see https://keras.io/api/callbacks/early_stopping/
 */
export const earlyStopping = (options: EarlyStoppingOptions = {}): EarlyStopping => {
  const stranger = Object.keys(options).find((key) => !known.includes(key));
  if (stranger !== undefined) throw new TypeError(unknownOption('earlyStopping', stranger, known));
  const { patience = 0, baseline, restoreBestWeights = false, startFromEpoch = 0 } = options;
  const minDelta = Math.abs(options.minDelta ?? 0);
  const monitor = monitorOf('earlyStopping', options.monitor ?? 'val_loss', options.mode ?? 'auto');
  let model: ModelInTraining | undefined;
  let waited = 0;
  let bestWeights: Tensor[] | undefined;
  const state = { stoppedEpoch: 0, best: undefined as number | undefined, bestEpoch: 0 };
  const forget = () => {
    bestWeights?.forEach((tensor) => tensor.dispose());
    bestWeights = undefined;
  };
  const remember = (epoch: number) => {
    state.bestEpoch = epoch;
    if (!restoreBestWeights || !model) return;
    forget();
    bestWeights = model.getWeights();
  };
  return Object.assign(state, {
    setModel: (given: ModelInTraining) => {
      model = given;
    },
    onTrainBegin: () => {
      forget();
      waited = 0;
      Object.assign(state, { stoppedEpoch: 0, best: undefined, bestEpoch: 0 });
    },
    onEpochEnd: (epoch: number, logs: Readonly<Record<string, number>>) => {
      const value = monitor.value(logs);
      if (epoch < startFromEpoch) return;
      if (restoreBestWeights && !bestWeights) remember(epoch);
      waited += 1;
      if (monitor.better(value, state.best ?? monitor.worst, minDelta)) {
        state.best = value;
        remember(epoch);
        // as in Keras, only what betters the baseline gives patience anew
        if (baseline === undefined || monitor.better(value, baseline, minDelta)) waited = 0;
        return;
      }
      if (waited >= patience && epoch > 0) {
        state.stoppedEpoch = epoch;
        if (model) model.stopTraining = true;
      }
    },
    onTrainEnd: () => {
      if (state.stoppedEpoch > 0 && options.verbose)
        console.log(`Epoch ${state.stoppedEpoch + 1}: early stopping`);
      if (bestWeights && model) {
        if (options.verbose)
          console.log(`Restoring model weights from the end of the best epoch: ${state.bestEpoch + 1}.`);
        model.setWeights(bestWeights);
      }
      forget();
    },
  });
};
