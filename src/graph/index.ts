export { block } from './block.js';
export { GraphError } from './graph-error.js';
export type { Input, InputDtype, InputOptions } from './input.js';
export type { AnyLayer, Layer, LayerOptions, LayerSpec, NamedLayer, WeightSpec } from './layer.js';
export type { Knows, Named, Via } from './layer-names.js';
export type { ModelConfig } from './model-config.js';
export { model, type AnyModel, type Model, type Shapes } from './model.js';
export { defineModel } from './own-model.js';
export type {
  Batched,
  OwnBatch,
  OwnModel,
  OwnModelCall,
  OwnModelDefinition,
  OwnModelOf,
  OwnStep,
  LivePart,
  LiveParts,
  Sized,
} from './own-model-types.js';
export type { ModelLayer } from './model-layer.js';
export type { ParamsOf } from './params-of.js';
export type { Apply, Free, OnTensor, Place, Placed, Rule } from './rule.js';
export type { Sequential, SequentialFactory } from './sequential.js';
export { repeat } from './repeat.js';
export type { SummaryOptions } from './summary.js';
export type { SymbolicTensor, ToModelOptions } from './symbolic-tensor.js';
export type { TextLayer, TextTensor } from './text-tensor.js';
export { product } from '../shapes/product.js';
export { ShapeMismatchError, type Dim, type Shape, type ShapeError } from '../shapes/shape.js';
