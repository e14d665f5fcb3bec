// The entry `shapewright`: models, layers, training, files and backends.
import { createGraph } from './graph/create.js';
import * as layers from './layers/catalogue.js';
import { toLayersModel } from './tfjs/layers-model.js';
import { compileModel, type CompileOptions } from './training/compile.js';
import { disposeModel } from './training/dispose.js';
import { predictModel } from './training/predict.js';
import type { AnyModel } from './graph/model.js';

const storage = { save: async () => {}, saveWeights: async () => {} };
const graph = /* @__PURE__ */ createGraph({
  layers,
  model: {
    compile: (model: AnyModel, options: CompileOptions<unknown, unknown>) =>
      compileModel(storage, model, options),
    dispose: disposeModel,
    predict: predictModel,
    toLayersModel,
  },
});

/** The start of a model: see `Input`. */
export const input = graph.input;
/** A model that is a list of layers: see `SequentialFactory`. */
export const sequential = graph.sequential;
export { layers };
export * from './graph/index.js';
export * from './backends/index.js';
export * as losses from './training/losses/index.js';
export * as metrics from './training/metrics/index.js';
export * as optimizers from './training/optimizers/index.js';
