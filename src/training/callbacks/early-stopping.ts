import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { flag, number, oneOf, whole } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import type { Callback, Logs, ModelInTraining, TrainingParams } from './callback.js';
import { monitorMode, monitorName, monitorOf, type LogName, type MonitorMode } from './monitor.js';
import { runOver, type Watcher } from './watcher.js';

/** Options of `earlyStopping`. */
export interface EarlyStoppingOptions {
  /** What is watched, by its name in the logs. Default `'val_loss'`. */
  readonly monitor?: LogName;
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

/** Early stopping at work: what it has seen can be read, during a run and after it. */
export interface EarlyStopping extends Callback {
  /** How many epochs it has borne since the number last got better. */
  readonly wait: number;
  /** The epoch at which it stopped training, counted from 0; 0 where it did not. */
  readonly stoppedEpoch: number;
  /** The best value so far; `undefined` before the first. */
  readonly best: number | undefined;
  /** The epoch of the best value, counted from 0. */
  readonly bestEpoch: number;
}

/**
 * Stops training when a watched number has not got better for `patience` epochs. One callback may serve several runs,
 * one after the other: each begins anew.
 *
 * With `restoreBestWeights` the best epoch's weights are put back when training ends, also where it was not stopped;
 * until then the model is held twice in memory.
 *
 * @example fit(x, y, { epochs: 1000, validationSplit: 0.2, callbacks: [callbacks.earlyStopping({ patience: 10 })] })
 * @throws TypeError for an option that does not exist, or whose value makes no sense.
 * @throws Error where the logs do not have what is watched, with what they have.
 * @see https://keras.io/api/callbacks/early_stopping/
 */
export const earlyStopping: (
  options?: EarlyStoppingOptions | Said<'earlyStopping takes its options as an object, e.g. { patience: 5 }'>,
) => EarlyStopping = declare(
  {
    name: 'earlyStopping',
    options: {
      monitor: optional(monitorName, 'val_loss'),
      minDelta: optional(number, 0),
      patience: optional(whole, 0),
      verbose: optional(oneOf([0, 1]), 0),
      mode: optional(monitorMode, 'auto'),
      baseline: optional(number),
      restoreBestWeights: optional(flag, false),
      startFromEpoch: optional(whole, 0),
    } satisfies Declares<EarlyStoppingOptions>,
  },
  (options) => watchMonitor(options),
);

const watchMonitor = ({
  patience,
  verbose,
  baseline,
  restoreBestWeights,
  startFromEpoch,
  ...options
}: Omit<Required<EarlyStoppingOptions>, 'baseline'> &
  Pick<EarlyStoppingOptions, 'baseline'>): EarlyStopping => {
  const minDelta = Math.abs(options.minDelta);
  const monitor = monitorOf('earlyStopping', options.monitor, options.mode);
  const state = { wait: 0, stoppedEpoch: 0, best: undefined as number | undefined, bestEpoch: 0 };
  let model: ModelInTraining | undefined;
  let params: TrainingParams | undefined;
  let bestWeights: readonly Tensor[] | undefined;

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
  const hooks: Watcher = {
    setModel: (given) => {
      model = given;
    },
    setParams: (given) => {
      params = given;
    },
    onTrainBegin: () => {
      forget();
      Object.assign(state, { wait: 0, stoppedEpoch: 0, best: undefined, bestEpoch: 0 });
    },
    onEpochEnd: (epoch: number, logs: Logs) => {
      const value = monitor.value(logs, epoch, params);
      if (value === undefined || epoch < startFromEpoch) return;
      state.wait += 1;
      if (monitor.better(value, state.best, minDelta)) {
        state.best = value;
        remember(epoch);
        // as in Keras, only what also betters the baseline gives patience anew
        if (baseline === undefined || monitor.better(value, baseline, minDelta)) state.wait = 0;
        return;
      }
      // as in Keras, the first epoch never stops training
      if (state.wait >= patience && epoch > 0) {
        state.stoppedEpoch = epoch;
        if (model) model.stopTraining = true;
      }
    },
    onTrainEnd: () => {
      if (state.stoppedEpoch > 0 && verbose) console.log(`Epoch ${state.stoppedEpoch + 1}: early stopping`);
      if (!bestWeights) return;
      if (verbose)
        console.log(`Restoring model weights from the end of the best epoch: ${state.bestEpoch + 1}.`);
      model?.setWeights(bestWeights);
      forget();
    },
    getState: () => {
      const { wait, stoppedEpoch, best, bestEpoch } = state;
      return { wait, stoppedEpoch, best, bestEpoch, bestWeights };
    },
    setState: ({ bestWeights: weights, ...seen }) => {
      forget();
      Object.assign(state, seen);
      bestWeights = (weights as readonly Tensor[] | undefined)?.map(
        (weight) => native(weight).clone() as unknown as Tensor,
      );
    },
    [runOver]: forget,
  };
  return Object.assign(state, hooks);
};
