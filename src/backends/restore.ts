import * as tf from '@tensorflow/tfjs-core';

/** tfjs has let go of the backend it had before it tried the new one. */
export async function restore(failed: string, before: string | undefined): Promise<void> {
  if (before && tf.engine().registry[before] !== undefined) {
    await tf.setBackend(before);
    return;
  }
  // There was none: tfjs would choose by priority at the first operation, and is not to choose this one.
  const factory = tf.findBackendFactory(failed);
  tf.removeBackend(failed);
  tf.registerBackend(failed, factory, 0);
}
