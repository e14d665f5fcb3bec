import * as tf from '@tensorflow/tfjs-core';

const ours = new WeakSet<tf.GradConfig>();

/**
 * Puts a gradient of ours in the place of tfjs's: `make` gets tfjs's configuration and gives what is other in ours.
 * Called again, or where tfjs has none, it does nothing.
 */
export const replaceGradient = (
  kernelName: string,
  make: (theirs: tf.GradConfig) => Partial<tf.GradConfig>,
): void => {
  const theirs = tf.getGradient(kernelName) as tf.GradConfig | undefined;
  if (!theirs || ours.has(theirs)) return;
  const config = { ...theirs, ...make(theirs) };
  tf.registerGradient(config);
  ours.add(config);
};
