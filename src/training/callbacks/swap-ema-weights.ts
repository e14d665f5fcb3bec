import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { flag } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Callback, ModelInTraining, TrainingParams } from './callback.js';
import { crosses, meansOf, runOver, type Means, type Watcher } from './watcher.js';

/** Options of `swapEMAWeights`. */
export interface SwapEMAWeightsOptions {
  /** Whether the means stand in the model between epochs too, for callbacks that come after, such as `modelCheckpoint`. Default false. */
  readonly swapOnEpoch?: boolean;
}

/**
 * Evaluates, validates and predicts with the running means of the weights, which an optimizer with `useEma` keeps; training goes
 * on with the weights themselves. Memory holds both anyway: they change places.
 *
 * @example
 * compile({ optimizer: optimizers.adam({ useEma: true }), loss: 'mse' })
 *   .fit(x, y, { validationSplit: 0.2, callbacks: [callbacks.swapEMAWeights()] })
 * @throws TypeError for an option that does not exist; in a run whose optimizer keeps no means.
 * @see https://keras.io/api/callbacks/swap_ema_weights/
 */
export const swapEMAWeights: (
  options?:
    SwapEMAWeightsOptions | Said<'swapEMAWeights takes its options as an object, e.g. { swapOnEpoch: true }'>,
) => Callback = declare(
  {
    name: 'swapEMAWeights',
    options: { swapOnEpoch: optional(flag, false) } satisfies Declares<SwapEMAWeightsOptions>,
  },
  (options): Watcher => {
    const { swapOnEpoch } = options;
    let means: Means | undefined;
    let params: TrainingParams | undefined;
    const hide = () => means?.show(false);
    const show = () => means?.show(true);
    return {
      [crosses]: { callback: 'swapEMAWeights', options },
      setModel: (model: ModelInTraining) => {
        means = meansOf(model);
        if (!means)
          throw new TypeError(
            'swapEMAWeights needs an optimizer that keeps means of the weights: optimizers.adam({ useEma: true })',
          );
      },
      setParams: (given) => {
        params = given;
      },
      onTestBegin: show,
      onTestEnd: hide,
      onPredictBegin: show,
      onPredictEnd: hide,
      ...(swapOnEpoch && {
        onEpochBegin: hide,
        onEpochEnd: (epoch: number) => {
          show();
          // what is saved from here on has the means twice, as in Keras
          if (epoch + 1 === params?.epochs) means?.settle();
        },
      }),
      getState: () => ({ shown: means?.shown ?? false }),
      setState: ({ shown }) => {
        if (means && typeof shown === 'boolean') means.shown = shown;
      },
      [runOver]: hide,
    };
  },
);
