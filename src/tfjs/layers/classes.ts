import * as tf from '@tensorflow/tfjs';

/** The constructor of a tfjs layer class. */
export type LayerClass = tf.serialization.SerializableConstructor<tf.layers.Layer>;

/**
 * Layer classes of ours, by Keras's names: what tfjs lacks or gets wrong. A class is made when it is first asked for,
 * since making one needs tfjs.
 */
const ownClasses: Readonly<Record<string, () => LayerClass>> = {};

/** The class that emits a Keras layer: ours, or else tfjs's own. */
export const layerClass = (className: string): LayerClass => {
  const own = ownClasses[className];
  if (own) return own();
  const known = tf.serialization.SerializationMap.getMap().classNameMap[className];
  if (!known) throw new Error(`there is no tfjs layer for ${className}`);
  return known[0] as unknown as LayerClass;
};
