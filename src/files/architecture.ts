import { heldLayers, heldName } from '../graph/held-layers.js';
import { isLayer, type AnyLayer, type LayerOrigin } from '../graph/layer.js';
import type { GraphLayer } from '../graph/layer-graph.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { plainCall, shapesOfCall } from '../graph/roles.js';
import type { AnyTensor } from '../graph/symbolic-tensor.js';
import type { Shape } from '../shapes/shape.js';
import { FileError } from './file-error.js';

/** A model's graph as plain data. Tensors are numbered: the inputs first, then each call's outputs. */
export interface Architecture {
  readonly name: string;
  /** There where nobody gave the model its name: models that it is put into number it. */
  readonly unnamed?: true;
  /** There where the model is a list of layers, which can be added to and popped. */
  readonly sequential?: true;
  /** Left out where it is true. */
  readonly trainable?: false;
  readonly inputs: readonly {
    readonly name: string;
    readonly shape: Shape;
    readonly dtype: AnyTensor['dtype'];
  }[];
  readonly layers: readonly LayerRecord[];
  readonly calls: readonly CallRecord[];
  readonly outputs: readonly number[];
  readonly inputNames?: readonly string[];
  readonly outputNames?: readonly string[];
  /** There where several inputs, or outputs, are a list. */
  readonly inputsListed?: true;
  readonly outputsListed?: true;
}

/** A call of a layer: on tensors, the last of which may stand at roles, with options of its own. */
export interface CallRecord {
  readonly layer: number;
  readonly inputs: readonly number[];
  /** The roles of the last inputs; left out where there are none. */
  readonly roles?: readonly string[];
  /** What this call has otherwise than the layer; left out where that is nothing. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/**
 * A layer as plain data, under its name in this model: the catalogue call that made it, a nested model, or the place of
 * one that stands in the file already. Layers are counted as they are met, nested models before what is in them.
 */
export type LayerRecord =
  | { readonly name: string; readonly same: number }
  | (LayerBasis & { readonly origin: LayerOrigin; readonly model?: undefined })
  | (LayerBasis & { readonly model: Architecture; readonly origin?: undefined });

interface LayerBasis {
  readonly name: string;
  /** There where nobody gave the layer its name. */
  readonly unnamed?: true;
  readonly trainable: boolean;
  readonly same?: undefined;
}

/** How many layer calls a model may come to, nested models opened: more could not be built in any useful time. */
export const mostCalls = 20_000;
/** How deep models may stand in models. */
export const mostNested = 50;

/** The sentence for a model that is too large to be built again, or undefined. */
export const tooLarge = (calls: number, depth: number): string | undefined =>
  depth > mostNested
    ? `models stand in models more than ${mostNested} deep`
    : calls > mostCalls
      ? `the graph comes to more than ${mostCalls} layer calls, nested models opened`
      : undefined;

/** How many calls a model comes to, and how deep others stand in it. */
const extent = (
  model: AnyModel,
  known: Map<AnyModel, readonly [number, number]>,
): readonly [number, number] => {
  const before = known.get(model);
  if (before) return before;
  let [calls, depth] = [0, 0];
  for (const call of model.graph.calls) {
    const [inner, below] = extentIn(call.layer, shapesOfCall(call), known);
    calls += 1 + inner;
    depth = Math.max(depth, below);
  }
  const found = [calls, depth] as const;
  known.set(model, found);
  return found;
};

/** The same of a layer: of a model, or of what it holds. */
const extentIn = (
  layer: AnyLayer,
  on: GraphLayer['shapes'],
  known: Map<AnyModel, readonly [number, number]>,
): readonly [number, number] => {
  if (isModel(layer)) {
    const [calls, below] = extent(layer, known);
    return [calls, below + 1];
  }
  const inner = heldLayers(layer, ...on).map((held) => extentIn(held.layer, [held.shapes, plainCall], known));
  return [
    inner.reduce((sum, [calls]) => sum + 1 + calls, 0),
    Math.max(0, ...inner.map(([, below]) => below)),
  ];
};

/**
 * The graph of a model as plain data.
 *
 * @throws FileError where an option of a layer is a function, or the graph is too large to be built again.
 */
export const writeArchitecture = (model: AnyModel): Architecture => {
  const large = tooLarge(...extent(model, new Map()));
  if (large) throw new FileError('not-saveable', `model '${model.name}' cannot be saved: ${large}`);
  return writeGraph(model, new Map());
};

const writeGraph = (model: AnyModel, written: Map<AnyLayer, number>): Architecture => {
  const { graph } = model;
  const numbers = new Map<AnyTensor, number>();
  const number = (tensor: AnyTensor) => numbers.set(tensor, numbers.size);
  graph.inputs.forEach(({ tensor }) => number(tensor));
  graph.calls.forEach(({ outputs }) => outputs.forEach(number));
  const places = new Map<AnyLayer, number>(graph.layers.map(({ layer }, i) => [layer, i]));
  return {
    name: model.name,
    ...(model.givenName === undefined && { unnamed: true as const }),
    ...(model.spec.className === 'Sequential' && { sequential: true as const }),
    ...(!model.trainable && { trainable: false as const }),
    inputs: graph.inputs.map(({ name, tensor }) => ({ name, shape: tensor.shape, dtype: tensor.dtype })),
    layers: graph.layers.map(({ layer, name, shapes }) => writeLayer(layer, name, written, shapes)),
    calls: graph.calls.map(({ layer, inputs, roles, options }) => ({
      layer: places.get(layer)!,
      inputs: inputs.map((input) => numbers.get(input)!),
      ...(roles.length > 0 && { roles }),
      ...(Object.keys(options).length > 0 && { options }),
    })),
    outputs: graph.outputs.map((output) => numbers.get(output)!),
    ...(model.inputNames && { inputNames: model.inputNames }),
    ...(model.outputNames && { outputNames: model.outputNames }),
    ...(model.inputsListed && { inputsListed: true as const }),
    ...(model.outputsListed && { outputsListed: true as const }),
  };
};

const writeLayer = (
  layer: AnyLayer,
  name: string,
  written: Map<AnyLayer, number>,
  on: GraphLayer['shapes'],
): LayerRecord => {
  const same = written.get(layer);
  if (same !== undefined) return { name, same };
  written.set(layer, written.size);
  const basis = {
    name,
    ...(layer.givenName === undefined && { unnamed: true as const }),
    trainable: layer.trainable,
  };
  if (isModel(layer)) return { ...basis, model: writeGraph(layer, written) };
  if (layer.spec.own?.kept) throw new FileError('not-saveable', layer.spec.own.kept);
  const inside = heldLayers(layer, ...on);
  /** A layer among the arguments: of a block, the model that it has become. */
  const writeInner = (inner: AnyLayer): LayerRecord => {
    const held = inside.find(({ given }) => given === inner);
    const there = held?.layer ?? inner;
    return writeLayer(there, heldName(there), written, [held?.shapes ?? [], plainCall]);
  };
  return { ...basis, origin: plain(name, layer.origin!, writeInner) };
};

/** A number that JSON does not know, in its stead. */
export interface OddNumber {
  readonly '~number': string;
}

/** A layer among the arguments of another, in its stead. */
export interface InnerLayer {
  readonly '~layer': LayerRecord;
}

/** A layer's call, if a file can hold it. */
const plain = (
  name: string,
  origin: LayerOrigin,
  writeInner: (layer: AnyLayer) => LayerRecord,
): LayerOrigin => {
  const text = JSON.stringify(origin, (_, value: unknown) => {
    if (typeof value === 'function' && isLayer(value))
      return { '~layer': writeInner(value) } satisfies InnerLayer;
    if (typeof value === 'function')
      throw new FileError(
        'not-saveable',
        `layer '${name}' has ${origin.factory === 'lambda' ? '' : 'an option that is '}a function, which neither a file nor a worker can be given` +
          (origin.factory === 'lambda' ? '; make it by defineLayer, whose layers can be' : ''),
      );
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
      return { '~number': Object.is(value, -0) ? '-0' : String(value) } satisfies OddNumber;
    return value;
  });
  return JSON.parse(text) as LayerOrigin;
};
