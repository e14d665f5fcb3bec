import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';

/** The constructor of a tfjs layer class. */
export type LayerClass = tf.serialization.SerializableConstructor<tfl.layers.Layer>;

/** A layer's options as tfjs hands them on. */
export type LayerArgs = tf.serialization.ConfigDict & { name?: string };

/** The only tensor among a layer's inputs. */
export const only = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor =>
  Array.isArray(inputs) ? inputs[0]! : inputs;

/** The arguments of a call that tell training from inference. */
export const isTraining = (kwargs: unknown): boolean =>
  typeof kwargs === 'object' && kwargs !== null && 'training' in kwargs && kwargs.training === true;

/** The mask of a layer's only input, `[batch, steps]`, where there is one. */
export const maskOf = (kwargs: unknown): tf.Tensor | undefined => {
  const { mask } = (kwargs ?? {}) as { readonly mask?: tf.Tensor | tf.Tensor[] | null };
  return [mask ?? undefined].flat()[0];
};

/** The values of steps that a mask, broadcast to them, keeps, and 0 in place of the others: chosen, so that their NaN is gone. */
export const keptSteps = (x: tf.Tensor, mask: tf.Tensor): tf.Tensor =>
  tf.where(tf.cast(mask, 'bool'), x, tf.zerosLike(x));

/** A class of tfjs's own, to build ours on; `Fields` are those of its fields that ours reads. */
export const tfjsClass = <Fields>(className: string): new (args: LayerArgs) => tfl.layers.Layer & Fields =>
  tf.serialization.SerializationMap.getMap().classNameMap[className]![0] as unknown as new (
    args: LayerArgs,
  ) => tfl.layers.Layer & Fields;

/** Data whose channels are first, with them last. */
export const toChannelsLast = (x: tf.Tensor): tf.Tensor =>
  tf.transpose(x, [0, ...x.shape.slice(2).map((_, i) => i + 2), 1]);

/** The way back. */
export const toChannelsFirst = (x: tf.Tensor): tf.Tensor =>
  tf.transpose(x, [0, x.rank - 1, ...x.shape.slice(2).map((_, i) => i + 1)]);

/** Keras's order of axes undone and redone: what is computed channels last, for layers that can be channels first. */
export const channelsLast = <T extends tf.Tensor = tf.Tensor4D>(
  x: tf.Tensor,
  first: boolean,
  compute: (x: T) => tf.Tensor,
): tf.Tensor => {
  if (!first) return compute(x as T);
  return toChannelsFirst(compute(toChannelsLast(x) as T));
};
