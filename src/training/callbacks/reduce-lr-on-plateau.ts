import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { notNegative, number, oneOf, whole } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import { validationShare } from '../option-kinds.js';
import type { Callback, ModelInTraining, TrainingParams } from './callback.js';
import { logRate, type LearningRateCallback } from './learning-rate-log.js';
import { monitorMode, monitorName, monitorOf, type LogName, type MonitorMode } from './monitor.js';

/** Options of `reduceLROnPlateau`. */
export interface ReduceLROnPlateauOptions {
  /** What is watched, by its name in the logs. Default `'val_loss'`. */
  readonly monitor?: LogName;
  /** What the learning rate is multiplied by: 0 or more and below 1. Default 0.1. */
  readonly factor?: number;
  /** How many epochs without getting better are borne. Default 10. */
  readonly patience?: number;
  /** 1 says when the rate is reduced. Default 0. */
  readonly verbose?: 0 | 1;
  /** Which way is better; 'auto' goes by the name. Default `'auto'`. */
  readonly mode?: MonitorMode;
  /** How much better counts as better. Default 0.0001. */
  readonly minDelta?: number;
  /** How many epochs after a reduction are not counted. Default 0. */
  readonly cooldown?: number;
  /** What the rate does not fall below: zero or more. Default 0. */
  readonly minLr?: number;
}

/**
 * Multiplies the learning rate by `factor` where a watched number has not got better for `patience` epochs; the logs have the
 * rate as `learning_rate`. One callback may serve several runs, one after the other: each begins anew.
 *
 * @example fit(x, y, { validationSplit: 0.2, callbacks: [callbacks.reduceLROnPlateau({ factor: 0.2, patience: 5 })] })
 * @throws TypeError for an option that does not exist, or whose value makes no sense; in the run where the optimizer has a
 * schedule.
 * @throws Error where the logs do not have what is watched, with what they have.
 * @see https://keras.io/api/callbacks/reduce_lr_on_plateau/
 */
export const reduceLROnPlateau: (
  options?:
    ReduceLROnPlateauOptions | Said<'reduceLROnPlateau takes its options as an object, e.g. { patience: 5 }'>,
) => LearningRateCallback = declare(
  {
    name: 'reduceLROnPlateau',
    options: {
      monitor: optional(monitorName, 'val_loss'),
      factor: optional(validationShare, 0.1),
      patience: optional(whole, 10),
      verbose: optional(oneOf([0, 1]), 0),
      mode: optional(monitorMode, 'auto'),
      minDelta: optional(number, 0.0001),
      cooldown: optional(whole, 0),
      minLr: optional(notNegative, 0),
    } satisfies Declares<ReduceLROnPlateauOptions>,
  },
  (options) => watchPlateau(options),
);

const watchPlateau = ({
  factor,
  patience,
  verbose,
  cooldown,
  minLr,
  ...options
}: Required<ReduceLROnPlateauOptions>): Callback => {
  const minDelta = Math.abs(options.minDelta);
  const monitor = monitorOf('reduceLROnPlateau', options.monitor, options.mode);
  let [wait, cooling] = [0, 0];
  let best: number | undefined;
  let model: ModelInTraining | undefined;
  let params: TrainingParams | undefined;

  const reduce = (epoch: number) => {
    // as in Keras, held as float32
    if (!model || Math.fround(model.optimizer.learningRate) <= Math.fround(minLr)) return;
    const rate = Math.max(model.optimizer.learningRate * factor, minLr);
    model.optimizer.learningRate = rate;
    if (verbose) console.log(`\nEpoch ${epoch + 1}: ReduceLROnPlateau reducing learning rate to ${rate}.`);
    [wait, cooling] = [0, cooldown];
  };
  return {
    setModel: (given) => {
      model = given;
    },
    setParams: (given) => {
      params = given;
    },
    onTrainBegin: () => {
      [wait, cooling, best] = [0, 0, undefined];
    },
    getState: () => ({ wait, cooling, best }),
    setState: (seen) => {
      ({ wait, cooling, best } = seen as { wait: number; cooling: number; best?: number });
    },
    onEpochEnd: (epoch, logs) => {
      logRate(logs, model);
      const value = monitor.value(logs, epoch, params);
      if (value === undefined) return;
      if (cooling > 0) [cooling, wait] = [cooling - 1, 0];
      if (monitor.better(value, best, minDelta)) [best, wait] = [value, 0];
      else if (cooling === 0) {
        wait += 1;
        if (wait >= patience) reduce(epoch);
      }
    },
  };
};
