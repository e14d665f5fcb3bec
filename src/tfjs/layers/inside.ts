import * as tf from '@tensorflow/tfjs-core';

/** What a layer is called with where there are penalties on what stands inside it. */
export interface Inside {
  /** The penalties on what is inside: a layer's own, or that of the one it holds under a key. */
  readonly inside?: (x: tf.Tensor, key?: string) => readonly tf.Scalar[];
  /** Calls the layer that it holds where there are penalties within that: they are added to those of the call. */
  readonly held?: (x: tf.Tensor, kwargs: HeldCall, penalties: tf.Scalar[]) => tf.Tensor;
  /** Where penalties go. */
  readonly penalties?: tf.Scalar[];
}

/** How a layer that another one holds is called. */
export interface HeldCall {
  readonly training: boolean;
  readonly mask?: tf.Tensor;
}

/** Counts one output of what is inside, or all of several, and hands them on. */
export type Count = <T extends tf.Tensor | tf.Tensor[]>(made: T, key?: string) => T;

/** What a layer gives, all else freed, while what stands inside it is counted for the penalties that there are on that. */
export const countingInside = (
  kwargs: unknown,
  compute: (count: Count, penalties: tf.Scalar[]) => tf.Tensor | tf.Tensor[],
): tf.Tensor | tf.Tensor[] => {
  const { inside, penalties } = (kwargs ?? {}) as Inside;
  const made = tf.tidy(() => {
    const counted: tf.Scalar[] = [];
    const outputs = compute((given, key) => {
      if (inside) for (const each of [given].flat()) counted.push(...inside(each as tf.Tensor, key));
      return given;
    }, counted);
    return { outputs, counted };
  });
  penalties?.push(...made.counted);
  return made.outputs;
};
