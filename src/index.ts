// The entry `shapewright`: models, layers, training, files and backends.
import { makeLoadModel } from './files/index.js';
import { modelSaving, storage } from './files/methods.js';
import { createGraph } from './graph/create.js';
import type { AnyModel } from './graph/model.js';
import * as layers from './layers/catalogue.js';
import { toLayersModel } from './tfjs/layers-model.js';
import { layerStateMethods, resetStates } from './tfjs/reset-states.js';
import { getWeights, layerWeightMethods, setWeights } from './tfjs/weights.js';
import { compileModel, type CompileOptions } from './training/compile.js';
import { disposeModel, drawWeights } from './training/dispose.js';
import { notCompiled } from './training/not-compiled.js';
import { predictModel } from './training/predict.js';

const graph = /* @__PURE__ */ createGraph({
  layers,
  model: {
    compile: (model: AnyModel, options: CompileOptions<unknown, unknown>) =>
      compileModel(storage, model, options),
    dispose: disposeModel,
    evaluate: notCompiled('evaluate'),
    fit: notCompiled('fit'),
    drawWeights,
    getWeights,
    resetStates,
    predict: predictModel,
    setWeights,
    toLayersModel,
    ...modelSaving,
  },
  modelLayer: { ...layerWeightMethods, ...layerStateMethods },
});

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
/**
 * Loads a model that `save` wrote: architecture, weights, and the state of training.
 *
 * @example const mlp = await loadModel('models/digits', { input: [28, 28], output: [10] });
 * @throws FileError where there is nothing, it is cut off or damaged, or it holds a model of other shapes.
 * @see https://keras.io/api/models/model_saving_apis/model_saving_and_loading/
 */
export const loadModel = /* @__PURE__ */ makeLoadModel({ input, catalogue: layers });

export { layers };
export * from './backends/index.js';
export {
  FileError,
  ioHandler,
  type FileErrorCode,
  type LoadedModelOfAnyShape,
  type LoadModel,
  type ModelSource,
  type PlainArtifacts,
  type PlainHandler,
  type StorePlace,
} from './files/index.js';
// named here, for the methods it adds to models would be unknown without it
export type { Saving } from './files/methods.js';
export type { LoadedWeights, LoadWeightsOptions, SkippedWeights } from './files/partial-weights.js';
export * from './graph/index.js';
export * as constraints from './layers/constraints.js';
export * as initializers from './layers/initializers.js';
export * as regularizers from './layers/regularizers.js';
export {
  defineLayer,
  type LayerDefinition,
  type OwnCall,
  type OwnLayerFactory,
} from './layers/own/define-layer.js';
export {
  defineCell,
  type CellDefinition,
  type CellStep,
  type OwnCellFactory,
} from './layers/own/define-cell.js';
export {
  cellRule,
  type CellRule,
  type CellSizes,
  type OwnCellRule,
  type SizesRule,
  type UnitsRule,
  type UnknownSizes,
} from './layers/own/cell-rule.js';
export * as kinds from './layers/own/kinds.js';
export type { OwnWeight } from './layers/own/own-weights.js';
export type * as sizes from './layers/own/sizes.js';
export type { AnyOwnLayerFactory, LiveTensor } from './graph/own-computation.js';
export {
  mergeRule,
  shapeRule,
  type KeepsShape,
  type OwnMergeLayer,
  type OwnRule,
  type RuleOfOwn,
  type ShapeRule,
  type UnknownShape,
} from './layers/own/shape-rule.js';
export * as ops from './ops/index.js';
export { residual, type ResidualOptions } from './layers/merging/residual.js';
export type { LayersModel } from './tfjs/layers-model.js';
export { registerLayers, type TensorFlow } from './tfjs/register-layers.js';
export { setSeed } from './tfjs/set-seed.js';
export type { Tensor, TextValues } from './tfjs/tensor.js';
export type { Weighted } from './tfjs/weights.js';
export type { AnyPrediction, ModelOfAnyShape, TrainableOfAnyShape } from './training/any-shape.js';
export type { CompileOptions } from './training/compile.js';
// in place of the graph's own: its models are trained
export { defineModel } from './training/define-model.js';
export type { Trainable } from './training/trainable.js';
export type { OwnCompileOptions, OwnTrainable, PartOptimizer } from './training/own-trainable.js';
export type { TestOnBatchOptions, TrainOnBatchOptions } from './training/batch-options.js';
export type { EvaluateOptions } from './training/evaluate-options.js';
export type { FitOptions } from './training/fit-options.js';
export type { History } from './training/history.js';
export type { PredictOptions } from './training/predict.js';
export { ContextLostError } from './training/context-lost-error.js';
export { DisposedError } from './errors/disposed-error.js';
export { DataError } from './training/data/data-error.js';
export type { Sequence, TrainingBatch } from './training/data/streams.js';
export type { Callback } from './training/callbacks/callback.js';
export type { CallbackState, StateValue } from './training/callbacks/state.js';
export type { FitProgress, ProgressListener } from './training/progress/progress-reporter.js';
export * as callbacks from './files/callbacks/index.js';
export * as losses from './training/losses/index.js';
export * as metrics from './training/metrics/index.js';
export * as optimizers from './training/optimizers/index.js';
export * as schedules from './training/schedules/index.js';
