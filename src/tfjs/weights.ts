import * as tf from '@tensorflow/tfjs-core';
import type { AnyModel } from '../graph/model.js';
import { showShape, ShapeMismatchError } from '../shapes/shape.js';
import { emitModel } from './emitter.js';
import { native } from './native.js';
import type { Tensor } from './tensor.js';
import { assign, modelVariables } from './variables.js';

/** Copies of a model's weights, in Keras's order; the caller disposes them. */
export const getWeights = (model: AnyModel): Tensor[] => {
  emitModel(model);
  return modelVariables(model).map(({ variable }) => variable.read().clone() as unknown as Tensor);
};

/** Puts weights into a model; nothing changes unless every one fits. */
export const setWeights = (model: AnyModel, weights: readonly Tensor[]): void => {
  emitModel(model);
  const variables = modelVariables(model);
  if (!Array.isArray(weights))
    throw new TypeError(`setWeights needs a list of tensors, got ${String(weights)}`);
  if (weights.length !== variables.length)
    throw new ShapeMismatchError(`setWeights needs ${variables.length} tensors, got ${weights.length}`);
  variables.forEach(({ path, variable }, i) => {
    const given = weights[i] as Tensor | undefined;
    if (typeof given !== 'object' || given === null || !('dataSync' in given))
      throw new TypeError(`setWeights: ${path} needs a tensor, got ${String(given)}`);
    if (native(given).isDisposed) throw new TypeError(`setWeights: the tensor for ${path} has been disposed`);
    const shape = given.shape as readonly number[];
    if (showShape(shape) !== showShape(variable.shape as number[]))
      throw new ShapeMismatchError(
        `setWeights: ${path} has shape ${showShape(variable.shape as number[])}, got ${showShape(shape)}`,
      );
  });
  tf.tidy(() =>
    variables.forEach(({ variable }, i) => assign(variable, tf.cast(native(weights[i]!), variable.dtype))),
  );
};
