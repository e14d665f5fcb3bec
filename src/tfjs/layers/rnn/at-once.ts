import * as tf from '@tensorflow/tfjs-core';
import { eachRowOf, type Scanned, type Sequence } from './scan.js';
import type { Cell, StepParts } from './step.js';

/** The step at `t` of `[steps, batch, units]`. */
const stepAt = (all: tf.Tensor, t: number): tf.Tensor => {
  const [, batch, units] = all.shape as [number, number, number];
  return tf.reshape(tf.slice(all, [t, 0, 0], [1, batch, units]), [batch, units]);
};

/** What comes of the steps that are there, zeros where none is. */
const whereThere = (x: tf.Tensor, mask: tf.Tensor): tf.Tensor =>
  tf.where(tf.cast(mask, 'bool'), x, tf.zerosLike(x));

/** A whole sequence by one kernel: what `scan` gives, or nothing where the backend has none for such a cell. */
export const scanAtOnce = (
  { kernel, states }: Pick<Cell, 'kernel' | 'states'>,
  parts: StepParts,
  { products, start, mask }: Sequence,
  { all, zeroOutput }: { readonly all: boolean; readonly zeroOutput: boolean },
): Scanned | undefined => {
  const steps = products.shape[0]!;
  if (kernel === undefined || parts.dropped || steps === 0 || !tf.getKernel(kernel, tf.getBackend()))
    return undefined;
  const [state, carry] = start;
  const inputs = {
    ...{ products, kernel: parts.kernel, state: state! },
    ...(carry && { carry }),
    ...(states === 1 && { bias: parts.bias ?? tf.zeros([products.shape[2]!]) }),
    mask: mask ? eachRowOf(mask) : tf.zeros([0]),
  };
  const after = (tf.engine().runKernel(kernel, inputs) as tf.Tensor[]).slice(0, states);
  const last = after.map((each) => stepAt(each, steps - 1));
  const given = mask && zeroOutput ? whereThere(after[0]!, mask) : after[0]!;
  return {
    ...{ last: stepAt(given, steps - 1), states: last },
    outputs: all ? tf.transpose(given, [1, 0, 2]) : undefined,
  };
};
