// What a model is, as data: its ends, its layers, its parameters.
import { countNumbers } from '../graph/model-layer.js';
import { layerWeights, type LayerGraph } from '../graph/layer-graph.js';
import { isModel, type AnyModel } from '../graph/model.js';
import type { AnyTensor } from '../graph/symbolic-tensor.js';
import type { Dim } from '../shapes/shape.js';

/** An input or an output of a model. */
export interface ModelEnd {
  readonly name: string;
  /** The shape without its batch axis; null for an axis known only at run time. */
  readonly shape: readonly Dim[];
  readonly dtype: string;
}

/** A layer of a model. */
export interface LayerFacts {
  readonly name: string;
  /** Keras's class name: `Conv2D`. */
  readonly className: string;
  /** The shape of its output, batch axis first, or of each of several. */
  readonly outputShape: readonly Dim[] | readonly (readonly Dim[])[];
  /** How many numbers its weights hold. */
  readonly params: number;
  readonly trainable: boolean;
  /** The layers of a nested model. */
  readonly layers?: readonly LayerFacts[];
}

/** What a model is. */
export interface ModelFacts {
  readonly name: string;
  readonly className: string;
  readonly inputs: readonly ModelEnd[];
  readonly outputs: readonly ModelEnd[];
  readonly layers: readonly LayerFacts[];
  readonly params: number;
  readonly trainableParams: number;
}

/** The name of the layer, or the input, that a tensor comes from. */
const originIn = ({ inputs, layers }: LayerGraph, tensor: AnyTensor): string =>
  (layers.find(({ layer }) => layer === tensor.source?.layer) ??
    inputs.find((each) => each.tensor === tensor))!.name;

/** The inputs and outputs of a model under their names; an output by itself is called as its layer. */
export const endsOf = ({ graph, inputNames, outputNames }: AnyModel) => {
  const end = (name: string, { shape, dtype }: AnyTensor): ModelEnd => ({
    name,
    shape: shape.slice(1),
    dtype,
  });
  return {
    inputs: graph.inputs.map(({ name, tensor }, i) => end(inputNames?.[i] ?? name, tensor)),
    outputs: graph.outputs.map((tensor, i) => end(outputNames?.[i] ?? originIn(graph, tensor), tensor)),
  };
};

const layersOf = (model: AnyModel, frozen: boolean): readonly LayerFacts[] =>
  model.graph.layers.map((entry) => {
    const { name, layer, calls } = entry;
    const shapes = calls.at(-1)!.outputs.map(({ shape }) => shape);
    const trainable = layer.trainable && !frozen;
    return {
      name,
      className: layer.spec.className,
      outputShape: shapes.length === 1 ? shapes[0]! : shapes,
      params: countNumbers(layerWeights(entry)),
      trainable,
      ...(isModel(layer) && { layers: layersOf(layer, !trainable) }),
    };
  });

/** A model as data. */
export const factsOf = (model: AnyModel): ModelFacts => ({
  name: model.name,
  className: model.spec.className,
  ...endsOf(model),
  layers: layersOf(model, !model.trainable),
  params: countNumbers(model.weights),
  trainableParams: countNumbers(model.weights.filter(({ trainable }) => trainable)),
});
