import * as tf from '@tensorflow/tfjs-core';
import type { LayerClass } from './define-class.js';

/** The classes that layers were emitted with, by Keras's names: each is made when it is first asked for, and once, for making one touches tfjs. */
export const madeClasses = new Map<string, LayerClass>();

/** A layer that another one holds, made again from what a file says of it. */
export const revivedLayer = (
  className: string,
  config: tf.serialization.ConfigDict,
): tf.serialization.Serializable => {
  const [Class, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[className] ?? [];
  const own = madeClasses.get(className) as unknown as typeof Class;
  if (own) return own.fromConfig(own, config);
  if (!Class || !fromConfig) throw new Error(`there is no tfjs layer for ${className}`);
  return fromConfig(Class, config);
};
