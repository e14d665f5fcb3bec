// The entry `shapewright/graph`: models written, checked and summarised without TensorFlow.js.
import { createGraph } from './graph/create.js';
import * as layers from './layers/catalogue.js';

const graph = /* @__PURE__ */ createGraph({ layers, model: {} });

/**
 * The start of a model: a symbolic tensor of the given shape, the batch axis left out. Every layer is a method of it.
 *
 * @example input([28, 28, 1]).conv2d(32, 3).flatten().dense(10).toModel()
 * @throws ShapeMismatchError for a size that is not a whole number above zero.
 * @see https://keras.io/api/layers/core_layers/input/
 */
export const input = graph.input;
/**
 * A model that is a list of layers, from an input shape without its batch axis.
 *
 * @example const mlp = sequential([28, 28], [flatten(), dense(128, { activation: 'relu' }), dense(10)]);
 * @throws ShapeMismatchError at the first layer that doesn't fit.
 * @see https://keras.io/api/models/sequential/
 */
export const sequential = graph.sequential;
export { layers };
export * from './graph/index.js';
export * as constraints from './layers/constraints.js';
export * as initializers from './layers/initializers.js';
export * as regularizers from './layers/regularizers.js';
export { residual, type ResidualOptions } from './layers/merging/residual.js';
