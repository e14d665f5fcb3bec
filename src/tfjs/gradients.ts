import * as tf from '@tensorflow/tfjs-core';

/** `tf.variableGrads`, but where the function throws, what tfjs kept for the way back is freed. */
export const gradientsOf = (
  loss: () => tf.Scalar,
  variables: tf.Variable[],
): ReturnType<typeof tf.variableGrads> => {
  try {
    return tf.variableGrads(loss, variables);
  } catch (cause) {
    for (const { saved } of tf.engine().state.activeTape ?? []) tf.dispose(saved ?? []);
    throw cause;
  }
};

/** What `compute` gives, left out of what tfjs records for gradients: a number that none go through, a mask. */
export const unrecorded = <T extends tf.TensorContainer>(compute: () => T): T => {
  // tfjs records what stands in no kernel
  const { state } = tf.engine();
  state.kernelDepth += 1;
  try {
    return tf.tidy(compute);
  } finally {
    state.kernelDepth -= 1;
  }
};
