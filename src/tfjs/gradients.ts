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
