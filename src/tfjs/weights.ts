import * as tf from '@tensorflow/tfjs-core';
import { hasMember, isList, show } from '../errors/show.js';
import type { AnyLayer } from '../graph/layer.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { showShape, ShapeMismatchError } from '../shapes/shape.js';
import { emittedLayer } from './emitted-layers.js';
import { emitModel } from './emitter.js';
import { native } from './native.js';
import type { Tensor } from './tensor.js';
import { assign, modelVariables, type ModelVariable } from './variables.js';

/** Reading and setting weights, as methods of models and of their layers. */
export interface Weighted {
  /** Copies of the weights, in Keras's order, that the caller disposes; drawn now, where they were not there yet. */
  getWeights(): Tensor[];
  /**
   * Puts weights in, in Keras's order; nothing changes unless every one fits.
   *
   * @throws ShapeMismatchError that names the first that does not fit.
   * @example target.getLayer('dense').setWeights(source.getLayer('dense').getWeights());
   */
  setWeights(weights: readonly Tensor[]): void;
}

declare module '../graph/model.js' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- merged into, with its parameters
  interface ModelMethods<I extends Shapes, O extends Shapes> extends Weighted {}
}

declare module '../graph/model-layer.js' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into
  interface ModelLayerMethods extends Weighted {}
}

/** Copies of a model's weights, in Keras's order; the caller disposes them. */
export const getWeights = (model: AnyModel): Tensor[] => {
  emitModel(model);
  return copies(modelVariables(model));
};

/** Puts weights into a model; nothing changes unless every one fits. */
export const setWeights = (model: AnyModel, weights: readonly Tensor[]): void => {
  emitModel(model);
  put(modelVariables(model), weights);
};

/** The variables of one layer of a model: a nested model has those of all its layers. */
const layerVariables = (model: AnyModel, layer: AnyLayer): readonly ModelVariable[] => {
  emitModel(model);
  if (isModel(layer)) return modelVariables(layer);
  const own = new Set(emittedLayer(layer)!.weights);
  return modelVariables(model).filter(({ variable }) => own.has(variable));
};

/** The methods of a model's layers, as values. */
export const layerWeightMethods = {
  getWeights: (model: AnyModel, layer: AnyLayer) => copies(layerVariables(model, layer)),
  setWeights: (model: AnyModel, layer: AnyLayer, weights: readonly Tensor[]) =>
    put(layerVariables(model, layer), weights),
};

const copies = (variables: readonly ModelVariable[]): Tensor[] =>
  variables.map(({ variable }) => variable.read().clone() as unknown as Tensor);

const put = (variables: readonly ModelVariable[], weights: readonly Tensor[]): void => {
  if (!isList(weights)) throw new TypeError(`setWeights needs a list of tensors, got ${show(weights)}`);
  if (weights.length !== variables.length)
    throw new ShapeMismatchError(`setWeights needs ${variables.length} tensors, got ${weights.length}`);
  variables.forEach(({ path, variable }, i) => {
    const given = weights[i] as Tensor | undefined;
    if (given === undefined || !hasMember(given, 'dataSync'))
      throw new TypeError(`setWeights: ${path} needs a tensor, got ${show(given)}`);
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
