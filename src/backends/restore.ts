import * as tf from '@tensorflow/tfjs-core';

/** tfjs has let go of the backend it had before it tried the new one. */
export async function restore(failed: string, before: string | undefined): Promise<void> {
  if (before && tf.engine().registry[before] !== undefined) {
    await tf.setBackend(before);
    return;
  }
  // There was none: tfjs would choose by priority at the first operation, and is not to choose this one.
  renew(failed);
}

/** Lets go of a backend that does not work any more; asked for again, it is made anew. */
export function renew(name: string): void {
  const factory = tf.findBackendFactory(name);
  tf.removeBackend(name);
  tf.registerBackend(name, factory, 0);
}
