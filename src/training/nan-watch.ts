import * as tf from '@tensorflow/tfjs-core';
import { isOnCard } from '../backends/graphics-card.js';
import { warnOnce } from '../errors/warn.js';
import type { Compiled } from './compiled.js';

/** What looks out for a loss that becomes NaN. */
export interface NaNWatch {
  see(loss: tf.Scalar | number, epoch: number, batch: number): void;
  /** Once the epoch is over, and its mean loss is known. */
  end(loss: number, epoch: number): Promise<void>;
  dispose(): void;
}

/**
 * Says, once in a run, in which epoch and batch the loss became NaN: at once where a look at it costs nothing, after the
 * epoch on a graphics card, where each look would wait for all that was begun.
 */
export const nanWatch = ({ model }: Pick<Compiled, 'model'>, isCostly = isOnCard()): NaNWatch => {
  // a model may go wrong in each of its runs
  const run = {};
  let isSaid = false;
  /** On a card: how many batches of the epoch came before the first NaN. */
  let good: tf.Scalar | undefined;
  const say = (epoch: number, batch: number) => {
    isSaid = true;
    warnOnce(
      run,
      `shapewright: the loss of '${model.name}' became NaN in epoch ${epoch + 1}, at batch ${batch + 1} of it, and the weights with it. ` +
        'A smaller learningRate, clipnorm, or data scaled to about -1 to 1 may help; weights must be drawn or loaded anew',
    );
  };
  const dispose = () => {
    good?.dispose();
    good = undefined;
  };
  return {
    see: (loss, epoch, batch) => {
      if (isSaid) return;
      if (typeof loss === 'number') {
        if (Number.isNaN(loss)) say(epoch, batch);
        return;
      }
      if (!isCostly) {
        if (Number.isNaN(loss.dataSync()[0])) say(epoch, batch);
        return;
      }
      const before = batch === 0 ? undefined : good;
      const next = tf.tidy(() => {
        const isGood = tf.logicalNot(tf.isNaN(loss));
        // a batch counts where all before it were good
        return before
          ? tf.where(tf.logicalAnd(isGood, tf.equal(before, batch)), tf.scalar(batch + 1), before)
          : tf.cast(isGood, 'float32');
      }) as tf.Scalar;
      good?.dispose();
      good = next;
    },
    end: async (loss, epoch) => {
      if (isSaid || !good || !Number.isNaN(loss)) return;
      say(epoch, (await good.data())[0]!);
    },
    dispose,
  };
};
