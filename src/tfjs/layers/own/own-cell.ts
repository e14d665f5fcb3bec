import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { orThrow } from '../../../shapes/shape.js';
import { listOutputs } from '../../../graph/outputs.js';
import type { AnyLayer } from '../../../graph/layer.js';
import { withoutNames } from '../../../shapes/sizes.js';
import { wide, type Recurrence, type Run } from '../rnn/recurrence.js';
import type { Scanned } from '../rnn/scan.js';

/** What a cell of the user's own gives of one step: its output, and the states after it. */
export type OwnStep = (
  x: tf.Tensor,
  states: readonly tf.Tensor[],
  training: boolean,
) => readonly [tf.Tensor, ...tf.Tensor[]];

/** What stands along the first axis; tfjs's gradient of `unstack` fails for one part. */
const eachStep = (x: tf.Tensor): readonly tf.Tensor[] =>
  x.shape[0] === 1 ? [tf.squeeze(x, [0])] : tf.unstack(x);

/** A cell of the user's own over steps: what it gives may be of another size than its states. */
export const ownRecurrence = (layer: AnyLayer, step: OwnStep): Recurrence => {
  const gives = ([batch, ...rest]: tfl.Shape) => {
    const [output, ...states] = listOutputs(orThrow(layer.spec.outputShape([[batch!, ...rest]])));
    return [output!, ...states].map(withoutNames) as [tfl.Shape, ...tfl.Shape[]];
  };
  return {
    gives,
    over: ({ x, mask, start, all, zeroOutput, training }: Run): Scanned => {
      const masks = mask && eachStep(mask);
      const nothing = tf.zeros(gives(x.shape.slice(1))[0] as number[]);
      const outputs: tf.Tensor[] = [];
      let states = start;
      let last: tf.Tensor = nothing;
      eachStep(x).forEach((each, t) => {
        [last, ...states] = tf.tidy(() => {
          const [output, ...after] = step(each, states, training);
          const seen = masks?.[t];
          if (!seen) return [output, ...after];
          const kept = (fresh: tf.Tensor, old: tf.Tensor) =>
            tf.where(tf.cast(wide(seen, fresh.shape), 'bool'), fresh, old);
          return [
            kept(output, zeroOutput ? nothing : last),
            ...after.map((state, i) => kept(state, states[i]!)),
          ];
        });
        if (all) outputs.push(last);
      });
      return { last, states, outputs: all ? tf.stack(outputs, 1) : undefined };
    },
  };
};
