import type { Said } from '../../graph/rule.js';
import { declare } from '../../options/declare.js';
import { flag } from '../../options/kinds.js';
import { optional, type Declares } from '../../options/option.js';
import type { Callback, ModelInTraining } from './callback.js';

/** Options of `terminateOnNaN`. */
export interface TerminateOnNaNOptions {
  /** Whether the run rejects, and no `onTrainEnd` is called, where it would end as if it were done. Default false. */
  readonly raiseError?: boolean;
}

/**
 * Ends training after the batch in which the loss became NaN or infinite; the epoch is logged, and the history kept. It
 * reads the loss of each batch.
 *
 * @example fit(x, y, { epochs: 100, callbacks: [callbacks.terminateOnNaN()] })
 * @throws TypeError for an option that does not exist. With `raiseError` the run throws an Error that names the batch.
 * @see https://keras.io/api/callbacks/terminate_on_nan/
 */
export const terminateOnNaN: (
  options?:
    TerminateOnNaNOptions | Said<'terminateOnNaN takes its options as an object, e.g. { raiseError: true }'>,
) => Callback = declare(
  {
    name: 'terminateOnNaN',
    options: { raiseError: optional(flag, false) } satisfies Declares<TerminateOnNaNOptions>,
  },
  ({ raiseError }): Callback => {
    let model: ModelInTraining | undefined;
    return {
      setModel: (given) => {
        model = given;
      },
      onTrainBatchEnd: (batch, { loss }) => {
        if (loss === undefined || Number.isFinite(loss)) return;
        if (raiseError)
          throw new Error(
            `terminateOnNaN: the loss is ${loss} at batch ${batch} (the first is 0): training ends, and the weights are lost; ` +
              'a smaller learningRate, clipnorm, or data scaled to about -1 to 1 may help',
          );
        console.log(`Batch ${batch}: Invalid loss, terminating training`);
        if (model) model.stopTraining = true;
      },
    };
  },
);
