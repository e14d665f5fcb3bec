import * as tf from '@tensorflow/tfjs-core';
import type { Step } from './step.js';

/** A sequence to go over. */
export interface Sequence {
  /** The inputs' products, `[steps, batch, width]`, in the order in which they are taken. */
  readonly products: tf.Tensor;
  /** Which steps are there: 1, or 0, `[steps, batch, units]`. */
  readonly mask: tf.Tensor | undefined;
  /** The states before the first step, `[batch, units]` each. */
  readonly start: readonly tf.Tensor[];
}

/** What comes of it. */
export interface Scanned {
  /** The last output, `[batch, units]`. */
  readonly last: tf.Tensor;
  /** All outputs, where they are asked for, `[batch, steps, units]`. */
  readonly outputs: tf.Tensor | undefined;
  readonly states: readonly tf.Tensor[];
}

/** Of a mask for each value, `[steps, batch, units]`, one for each row. */
export const eachRowOf = (mask: tf.Tensor): tf.Tensor => {
  const [steps, batch] = mask.shape as [number, number, number];
  return tf.reshape(tf.slice(mask, [0, 0, 0], [steps, batch, 1]), [steps, batch]);
};

/** What stands along the first axis; tfjs's gradient of `unstack` fails for one part. */
const eachStep = (x: tf.Tensor): readonly tf.Tensor[] =>
  x.shape[0] === 1 ? [tf.squeeze(x, [0])] : tf.unstack(x);

/**
 * Goes over a sequence. A step that is masked leaves the states as they are; its output is the one before it (zero, before any) or,
 * with `zeroOutput`, zero.
 */
export const scan = (
  step: Step,
  { products, mask, start }: Sequence,
  { all, zeroOutput }: { readonly all: boolean; readonly zeroOutput: boolean },
): Scanned => {
  const xs = eachStep(products);
  const masks = mask && eachStep(mask);
  const nothing = tf.zerosLike(start[0]!);
  const outputs: tf.Tensor[] = [];
  let states = start;
  let last: tf.Tensor = nothing;
  xs.forEach((x, t) => {
    [last, ...states] = tf.tidy(() => {
      const after = step(x, states);
      if (!masks) return [after[0]!, ...after];
      const there = tf.cast(masks[t]!, 'bool');
      const kept = (fresh: tf.Tensor, old: tf.Tensor) => tf.where(there, fresh, old);
      return [
        kept(after[0]!, zeroOutput ? nothing : last),
        ...after.map((state, i) => kept(state, states[i]!)),
      ];
    });
    if (all) outputs.push(last);
  });
  return { last, states, outputs: all ? tf.stack(outputs, 1) : undefined };
};
