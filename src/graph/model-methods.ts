import { isCallable, isUncalled } from '../options/declare.js';
import { readOptions } from '../options/read.js';
import { isLayer, modelOptions } from './layer.js';
import { show } from '../errors/show.js';
import { orElse } from '../errors/suggest.js';
import { holdLayerTo, type ExpectedShapes } from './expected-shapes.js';
import { GraphError } from './graph-error.js';
import { withHeld } from './held-layers.js';
import { graphWeights, layerGraph, type ModelWeight } from './layer-graph.js';
import { uncalledSentence } from './layer-list.js';
import { makeModel, type AnyModel } from './model.js';
import { countNumbers, modelLayer, type ModelLayer } from './model-layer.js';
import { printSummary, type SummaryOptions } from './summary.js';
import { kitBehind, type AnyTensor } from './symbolic-tensor.js';

/** The methods that every model has from the graph alone. */
export const ownModelMethods = {
  get layers(): readonly ModelLayer[] {
    const model = this as unknown as AnyModel;
    return model.graph.layers.map((entry) => modelLayer(model, entry));
  },
  get weights(): readonly ModelWeight[] {
    return (this as unknown as AnyModel).trainable
      ? graphWeights((this as unknown as AnyModel).graph)
      : graphWeights((this as unknown as AnyModel).graph).map((weight) => ({ ...weight, trainable: false }));
  },
  getLayer(this: AnyModel, nameOrIndex: string | number, shapes?: ExpectedShapes): ModelLayer {
    const layers = this.layers;
    const found =
      typeof nameOrIndex === 'number'
        ? layers.at(Number.isInteger(nameOrIndex) ? nameOrIndex : layers.length)
        : layers.find((layer) => layer.name === nameOrIndex);
    if (found) return holdLayerTo(found, shapes);
    const names = layers.map((layer) => layer.name);
    throw new GraphError(
      typeof nameOrIndex === 'number'
        ? `model '${this.name}' has ${layers.length} layers; there is none at ${nameOrIndex}`
        : `model '${this.name}' has no layer ${show(nameOrIndex)}; ${orElse(nameOrIndex, names, 'it has')}`,
    );
  },
  countParams(this: AnyModel): number {
    return countNumbers(this.weights) + otherParams(this);
  },
  summary(this: AnyModel, options?: SummaryOptions): void {
    printSummary(this, options);
  },
};

/** What the layers of a model hold besides their weights. */
const otherParams = ({ graph }: AnyModel): number =>
  [...new Set(graph.layers.flatMap(({ layer, shapes }) => withHeld(layer, ...shapes)))].reduce(
    (sum, { spec }) => sum + (spec.otherParams ?? 0),
    0,
  );

/** The methods that every tensor has from the graph alone. */
export const ownTensorMethods = {
  apply(this: AnyTensor, block: (x: AnyTensor) => unknown): unknown {
    if (isUncalled(block)) throw new TypeError(uncalledSentence('apply'));
    if (!isLayer(block) && !isCallable(block))
      throw new TypeError(`apply takes a layer, or a function of a tensor, got ${show(block)}`);
    return block(this);
  },
  toModel(this: AnyTensor, options?: { name?: string }): AnyModel {
    const { name } = readOptions('toModel', options, modelOptions);
    const roots = inputsBehind(this);
    if (roots.length !== 1)
      throw new GraphError(
        `toModel needs a chain that starts at one input; this tensor depends on ${roots.length}: use model({ inputs, outputs })`,
      );
    const graph = layerGraph([{ tensor: roots[0]! }], [this]);
    return makeModel({
      kit: kitBehind(this),
      graph,
      name,
      baseName: 'functional',
      inputNames: undefined,
      outputNames: undefined,
    });
  },
};

/** The inputs that a tensor was made from. */
const inputsBehind = (tensor: AnyTensor): readonly AnyTensor[] => {
  const seen = new Set<AnyTensor>([tensor]);
  for (const each of seen) for (const before of each.source?.inputs ?? []) seen.add(before);
  return [...seen].filter((each) => !each.source);
};
