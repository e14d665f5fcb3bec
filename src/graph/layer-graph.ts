import { showShape, type Shape } from '../shapes/shape.js';
import type { Sizes } from '../shapes/sizes.js';
import { GraphError } from './graph-error.js';
import type { AnyLayer, WeightSpec } from './layer.js';
import type { AnyModel } from './model.js';
import { heldLayers, withHeld } from './held-layers.js';
import { shapesOfCall, type CallShapes } from './roles.js';
import type { AnyTensor, Source } from './symbolic-tensor.js';
import { traverse } from './traversal.js';

/** One layer of a graph under the name it has there, with its calls in order. */
export interface GraphLayer {
  readonly name: string;
  readonly layer: AnyLayer;
  readonly calls: readonly Source[];
  /** What its first call is on, which makes its weights. */
  readonly shapes: readonly [readonly Shape[], CallShapes];
  readonly weights: readonly WeightSpec[];
}

/** An input of a graph under its name. */
export interface GraphInput {
  readonly name: string;
  readonly tensor: AnyTensor;
}

/** The layers between some inputs and outputs. */
export interface LayerGraph {
  readonly inputs: readonly GraphInput[];
  readonly outputs: readonly AnyTensor[];
  /** The layers in Keras's order: the furthest from the outputs first. */
  readonly layers: readonly GraphLayer[];
  /** Layers and inputs in Keras's order. */
  readonly operations: readonly (GraphInput | GraphLayer)[];
  /** Whether one call follows the other, each on one tensor, no layer called twice. */
  readonly isChain: boolean;
  /** Every layer call, each after those it depends on. */
  readonly calls: readonly Source[];
}

/** Names as Keras gives them: `dense`, `dense_1`; a given name must be the only one. */
export const namer = (given: readonly string[]) => {
  const taken = new Set<string>();
  for (const name of given) {
    if (taken.has(name))
      throw new GraphError(`two layers of one model are called '${name}'; give one another name`);
    taken.add(name);
  }
  const counts = new Map<string, number>();
  return (base: string): string => {
    for (;;) {
      const count = counts.get(base) ?? 0;
      counts.set(base, count + 1);
      const name = count === 0 ? base : `${base}_${count}`;
      if (!taken.has(name)) {
        taken.add(name);
        return name;
      }
    }
  };
};

const sameWeights = (a: readonly WeightSpec[], b: readonly WeightSpec[]) =>
  a.length === b.length && a.every((weight, i) => showShape(weight.shape) === showShape(b[i]!.shape));

/**
 * The graph from inputs to outputs. `names` are what layers are called in it whatever they were given, as a file tells.
 *
 * @throws GraphError where an output depends on an input that is not named, or two layers share a name.
 */
export const layerGraph = (
  inputs: readonly { readonly name?: string; readonly tensor: AnyTensor }[],
  outputs: readonly AnyTensor[],
  names: ReadonlyMap<AnyLayer, string> = new Map(),
): LayerGraph => {
  const given = new Set(inputs.map(({ tensor }) => tensor));
  if (given.size < inputs.length) throw new GraphError('one tensor is given as two inputs of a model');
  const { calls, roots, operations, isChain } = traverse(
    outputs,
    inputs.map(({ tensor }) => tensor),
  );
  for (const { tensor } of inputs)
    if (tensor.source)
      throw new GraphError(
        `a model's inputs come from input(...); got a tensor ${showShape(tensor.shape)} that a layer made`,
      );
  const strayAt = roots.find((root) => !given.has(root));
  if (strayAt)
    throw new GraphError(
      `the outputs depend on an input ${showShape(strayAt.shape)} that is not among the model's inputs; add it to inputs`,
    );
  const byLayer = new Map<AnyLayer, Source[]>();
  for (const call of calls) {
    const own = byLayer.get(call.layer);
    if (own) own.push(call);
    else byLayer.set(call.layer, [call]);
  }
  const givenTo = (layer: AnyLayer) => names.get(layer) ?? layer.givenName;
  const inputNames = inputs.map(({ name, tensor }) => name ?? tensor.givenName);
  const layerNames = [...byLayer.keys()].map(givenTo);
  const next = namer([...inputNames, ...layerNames].filter((name): name is string => name !== undefined));
  const named = inputs.map(({ tensor }, i) => ({ name: inputNames[i] ?? next('input_layer'), tensor }));
  const inOrder = operations.map((operation): GraphInput | GraphLayer =>
    operation.kind === 'tensor'
      ? named.find(({ tensor }) => tensor === operation)!
      : graphLayer(operation, givenTo(operation), byLayer.get(operation)!, next),
  );
  return {
    inputs: named,
    outputs,
    calls,
    operations: inOrder,
    layers: inOrder.filter((each): each is GraphLayer => 'layer' in each),
    isChain,
  };
};

/** A layer with its calls, under the name it is given or the next one. */
const graphLayer = (
  layer: AnyLayer,
  given: string | undefined,
  calls: readonly Source[],
  next: (base: string) => string,
): GraphLayer => {
  const first = shapesOfCall(calls[0]!);
  const weights = layer.spec.weights(...first);
  const name = given ?? next(layer.spec.baseName);
  const odd = calls.find((call) => !sameWeights(weights, layer.spec.weights(...shapesOfCall(call))));
  const shown = ({ inputs }: Source) => inputs.map(({ shape }) => showShape(shape)).join(', ');
  if (odd)
    throw new GraphError(
      `layer '${name}' is shared between inputs ${shown(calls[0]!)} and ` +
        `${shown(odd)}, for which its weights would differ; use two layers`,
    );
  return { name, layer, calls, shapes: first, weights };
};

/** A weight of a model: where it is (`dense/kernel`), its shape, and whether training changes it. */
export interface ModelWeight {
  readonly path: string;
  readonly shape: Sizes;
  readonly trainable: boolean;
}

/** A graph's weights in Keras's order, as `model.weights` has them. */
export const graphWeights = (graph: LayerGraph): readonly ModelWeight[] =>
  graphWeightSpecs(graph).map(({ name, shape, trainable }) => ({ path: name, shape, trainable }));

/**
 * A graph's weights in Keras's order, by their paths, each once, however many of its models a layer stands in; read anew
 * each time, since layers can be frozen.
 */
export const graphWeightSpecs = (graph: LayerGraph, seen = new Set<AnyLayer>()): readonly WeightSpec[] =>
  graph.layers.flatMap((entry) => {
    const { layer, name } = entry;
    if (seen.has(layer)) return [];
    const inner = (layer as Partial<AnyModel>).graph;
    const others = inner ? [] : heldLayers(layer, ...entry.shapes).filter((held) => seen.has(held.layer));
    const weights = inner
      ? graphWeightSpecs(inner, seen)
      : layerWeights(entry).filter(
          (weight) => !others.some((held) => weight.name.startsWith(`${held.name}/`)),
        );
    for (const each of withHeld(layer, ...entry.shapes)) seen.add(each);
    return weights.map((weight) => ({
      ...weight,
      name: `${name}/${weight.name}`,
      trainable: weight.trainable && layer.trainable,
    }));
  });

/** A layer's weights as they stand now: none is trainable in a frozen layer. */
export const layerWeights = ({ layer, shapes }: GraphLayer): readonly WeightSpec[] =>
  layer.spec.weights(...shapes).map((weight) => (layer.trainable ? weight : { ...weight, trainable: false }));
