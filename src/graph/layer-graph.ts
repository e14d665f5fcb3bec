import { showShape } from '../shapes/shape.js';
import { GraphError } from './graph-error.js';
import type { AnyLayer, WeightSpec } from './layer.js';
import type { AnyTensor, Source } from './symbolic-tensor.js';

/** One layer of a graph under the name it has there, with its calls in order. */
export interface GraphLayer {
  readonly name: string;
  readonly layer: AnyLayer;
  readonly calls: readonly Source[];
  /** Its weights, as its first call makes them. */
  readonly weights: readonly WeightSpec[];
}

/** An input of a graph under its name. */
export interface GraphInput {
  readonly name: string;
  readonly tensor: AnyTensor;
}

/** The layers between some inputs and outputs, each after those it depends on. */
export interface LayerGraph {
  readonly inputs: readonly GraphInput[];
  readonly outputs: readonly AnyTensor[];
  readonly layers: readonly GraphLayer[];
  /** Every layer call, each after those it depends on. */
  readonly calls: readonly Source[];
}

/** The calls that lead to the outputs, in the order they can run; an explicit stack, for chains of thousands. */
const callsTo = (
  outputs: readonly AnyTensor[],
): { calls: readonly Source[]; roots: readonly AnyTensor[] } => {
  const done = new Set<unknown>();
  const calls: Source[] = [];
  const roots: AnyTensor[] = [];
  const stack = [...outputs].reverse();
  while (stack.length > 0) {
    const tensor = stack[stack.length - 1]!;
    const { source } = tensor;
    const key = source?.outputs ?? tensor;
    const waiting = done.has(key)
      ? []
      : (source?.inputs ?? []).filter((x) => !done.has(x.source?.outputs ?? x));
    if (waiting.length > 0) {
      stack.push(...[...waiting].reverse());
      continue;
    }
    stack.pop();
    if (done.has(key)) continue;
    done.add(key);
    if (source) calls.push(source);
    else roots.push(tensor);
  }
  return { calls, roots };
};

/** Names as Keras gives them: `dense`, `dense_1`; a given name must be the only one. */
const namer = (given: readonly string[]) => {
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
 * The graph from inputs to outputs.
 *
 * @throws GraphError where an output depends on an input that is not named, or two layers share a name.
 */
export const layerGraph = (
  inputs: readonly { readonly name?: string; readonly tensor: AnyTensor }[],
  outputs: readonly AnyTensor[],
): LayerGraph => {
  const given = new Set(inputs.map(({ tensor }) => tensor));
  if (given.size < inputs.length) throw new GraphError('one tensor is given as two inputs of a model');
  const { calls, roots } = callsTo(outputs);
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
  for (const call of calls) byLayer.set(call.layer, [...(byLayer.get(call.layer) ?? []), call]);
  const layerNames = [...byLayer.keys()].map((layer) => layer.givenName);
  const inputNames = inputs.map(({ name, tensor }) => name ?? tensor.givenName);
  const next = namer([...inputNames, ...layerNames].filter((name): name is string => name !== undefined));
  return {
    inputs: inputs.map(({ tensor }, i) => ({ name: inputNames[i] ?? next('input_layer'), tensor })),
    outputs,
    calls,
    layers: [...byLayer].map(([layer, own]) => {
      const shapes = own.map((call) => call.inputs.map((x) => x.shape));
      const weights = layer.spec.weights(shapes[0]!);
      const name = layer.givenName ?? next(layer.spec.baseName);
      const odd = shapes.find((shape) => !sameWeights(weights, layer.spec.weights(shape)));
      if (odd)
        throw new GraphError(
          `layer '${name}' is shared between inputs ${shapes[0]!.map(showShape).join(', ')} and ` +
            `${odd.map(showShape).join(', ')}, for which its weights would differ; use two layers`,
        );
      return { name, layer, calls: own, weights };
    }),
  };
};

/** A weight of a model: where it is (`dense/kernel`), its shape, and whether training changes it. */
export interface ModelWeight {
  readonly path: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

/** A graph's weights in Keras's order; read anew each time, since layers can be frozen. */
export const graphWeights = (graph: LayerGraph): readonly ModelWeight[] =>
  graph.layers.flatMap((entry) =>
    layerWeights(entry).map(({ name, shape, trainable }) => ({
      path: `${entry.name}/${name}`,
      shape,
      trainable,
    })),
  );

/** A layer's weights as they stand now: none is trainable in a frozen layer. */
export const layerWeights = ({ layer, calls }: GraphLayer): readonly WeightSpec[] =>
  layer.spec
    .weights(calls[0]!.inputs.map((x) => x.shape))
    .map((weight) => (layer.trainable ? weight : { ...weight, trainable: false }));
