import type * as tf from '@tensorflow/tfjs';

/** The constructor of a tfjs layer class. */
export type LayerClass = tf.serialization.SerializableConstructor<tf.layers.Layer>;

/** A layer's options as tfjs hands them on. */
export type LayerArgs = tf.serialization.ConfigDict & { name?: string };

/** The only tensor among a layer's inputs. */
export const only = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor =>
  Array.isArray(inputs) ? inputs[0]! : inputs;

/** The arguments of a call that tell training from inference. */
export const isTraining = (kwargs: unknown): boolean =>
  typeof kwargs === 'object' && kwargs !== null && 'training' in kwargs && kwargs.training === true;
