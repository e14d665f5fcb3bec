import { show } from '../../errors/show.js';
import { declare } from '../../options/declare.js';
import { callable, notNegative, oneOf } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Callback, ModelInTraining } from './callback.js';
import { logRate, type LearningRateCallback } from './learning-rate-log.js';

/** Options of `learningRateScheduler`. */
export interface LearningRateSchedulerOptions {
  /** 1 says which rate is set. Default 0. */
  readonly verbose?: 0 | 1;
}

/** The rate of an epoch, counted from 0, by that and the rate so far. */
export type EpochSchedule = (epoch: number, learningRate: number) => number;

/**
 * Sets the learning rate when an epoch begins; the logs have it as `learning_rate`. For a rate by the step give the optimizer a
 * schedule: with one it cannot be set.
 *
 * @param schedule The epoch, counted from 0, and the rate so far in, the rate of the epoch out.
 * @example callbacks.learningRateScheduler((epoch, rate) => (epoch < 10 ? rate : rate * Math.exp(-0.1)))
 * @throws TypeError for what is no function, and where the optimizer has a schedule.
 * @throws RangeError where the function gives no number of zero or more.
 * @see https://keras.io/api/callbacks/learning_rate_scheduler/
 */
export const learningRateScheduler: (
  schedule: EpochSchedule,
  options?: LearningRateSchedulerOptions,
) => LearningRateCallback = declare(
  {
    name: 'learningRateScheduler',
    takes: { schedule: callable<EpochSchedule>('a function of the epoch and the learning rate') },
    options: {
      verbose: optional(oneOf([0, 1]), 0),
    } satisfies Declares<LearningRateSchedulerOptions>,
  },
  ({ schedule, verbose }) => {
    let model: ModelInTraining | undefined;
    const hooks: Callback = {
      setModel: (given) => {
        model = given;
      },
      onEpochBegin: (epoch) => {
        if (!model) return;
        const rate = schedule(epoch, model.optimizer.learningRate);
        if (notNegative.read(rate) === undefined)
          throw new RangeError(
            `learningRateScheduler: schedule must give a number of zero or more, got ${show(rate)} for epoch ${epoch}`,
          );
        model.optimizer.learningRate = rate;
        if (verbose)
          console.log(`\nEpoch ${epoch + 1}: LearningRateScheduler setting learning rate to ${rate}.`);
      },
      onEpochEnd: (_, logs) => logRate(logs, model),
    };
    return hooks;
  },
);
