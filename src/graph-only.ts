// The entry `shapewright/graph`: models written, checked and summarised without TensorFlow.js.
import { createGraph } from './graph/create.js';
import * as layers from './layers/catalogue.js';

const graph = /* @__PURE__ */ createGraph({ layers, model: {} });

/** The start of a model: see `Input`. */
export const input = graph.input;
/** A model that is a list of layers: see `SequentialFactory`. */
export const sequential = graph.sequential;
export { layers };
export * from './graph/index.js';
export * as constraints from './layers/constraints.js';
export * as initializers from './layers/initializers.js';
export * as regularizers from './layers/regularizers.js';
export { residual, type ResidualOptions } from './layers/residual.js';
