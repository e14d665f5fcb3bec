import type { Input } from '../graph/input.js';
import type { AnyLayer, LayerFactory, LayerOrigin } from '../graph/layer.js';
import { isModel, model as makeModelOf, type AnyModel } from '../graph/model.js';
import type { AnyTensor } from '../graph/symbolic-tensor.js';
import type { Shape } from '../shapes/shape.js';
import { FileError } from './file-error.js';

/** A model's graph as plain data. Tensors are numbered: the inputs first, then each call's outputs. */
export interface Architecture {
  readonly name: string;
  /** Left out where it is true. */
  readonly trainable?: false;
  readonly inputs: readonly {
    readonly name: string;
    readonly shape: Shape;
    readonly dtype: 'float32' | 'int32';
  }[];
  readonly layers: readonly LayerRecord[];
  readonly calls: readonly { readonly layer: number; readonly inputs: readonly number[] }[];
  readonly outputs: readonly number[];
  readonly inputNames?: readonly string[];
  readonly outputNames?: readonly string[];
}

/** A layer as plain data: the catalogue call that made it, or a nested model. */
interface LayerRecord {
  readonly name: string;
  readonly trainable: boolean;
  readonly origin?: LayerOrigin;
  readonly model?: Architecture;
}

/** The graph of a model as plain data. */
export const writeArchitecture = (model: AnyModel): Architecture => {
  const { graph } = model;
  const numbers = new Map<AnyTensor, number>();
  const number = (tensor: AnyTensor) => numbers.set(tensor, numbers.size);
  graph.inputs.forEach(({ tensor }) => number(tensor));
  graph.calls.forEach(({ outputs }) => outputs.forEach(number));
  const places = new Map<AnyLayer, number>(graph.layers.map(({ layer }, i) => [layer, i]));
  return {
    name: model.name,
    ...(!model.trainable && { trainable: false as const }),
    inputs: graph.inputs.map(({ name, tensor }) => ({ name, shape: tensor.shape, dtype: tensor.dtype })),
    layers: graph.layers.map(({ layer, name }) => ({
      name,
      trainable: layer.trainable,
      ...(isModel(layer) ? { model: writeArchitecture(layer) } : { origin: plain(name, layer.origin!) }),
    })),
    calls: graph.calls.map(({ layer, inputs }) => ({
      layer: places.get(layer)!,
      inputs: inputs.map((input) => numbers.get(input)!),
    })),
    outputs: graph.outputs.map((output) => numbers.get(output)!),
    ...(model.inputNames && { inputNames: model.inputNames }),
    ...(model.outputNames && { outputNames: model.outputNames }),
  };
};

/** A layer's call, if a file can hold it. */
const plain = (name: string, origin: LayerOrigin): LayerOrigin => {
  const text = JSON.stringify(origin, (_, value: unknown) => {
    if (typeof value === 'function')
      throw new FileError(
        'not-saveable',
        `layer '${name}' has an option that is a function, which neither a file nor a worker can be given`,
      );
    return value;
  });
  return JSON.parse(text) as LayerOrigin;
};

/** What rebuilding needs: the catalogue of layers, and where tensors start. */
export interface Builders {
  readonly input: Input;
  readonly catalogue: Readonly<Record<string, LayerFactory>>;
}

type Call = (x: unknown) => unknown;

/** The model that an architecture describes. */
export const readArchitecture = (where: string, architecture: Architecture, builders: Builders): AnyModel => {
  const layers = architecture.layers.map((record) => readLayer(where, record, builders));
  const start = builders.input as unknown as (shape: Shape, options: object) => AnyTensor;
  const tensors: AnyTensor[] = architecture.inputs.map(({ name, shape, dtype }) =>
    start(shape.slice(1), { name, dtype }),
  );
  for (const { layer, inputs } of architecture.calls) {
    const target = layers[layer]!;
    const given = inputs.map((input) => tensors[input]!);
    const names = isModel(target) ? target.inputNames : undefined;
    const argument = names
      ? Object.fromEntries(names.map((name, i) => [name, given[i]!]))
      : given.length === 1
        ? given[0]!
        : given;
    const made = (target as unknown as Call)(argument);
    tensors.push(
      ...(isModel(target) && target.outputNames ? Object.values(made as object) : [made as AnyTensor]),
    );
  }
  const named = (names: readonly string[] | undefined, values: readonly AnyTensor[]) =>
    names ? Object.fromEntries(names.map((name, i) => [name, values[i]!])) : values[0]!;
  const config = {
    inputs: named(architecture.inputNames, tensors.slice(0, architecture.inputs.length)),
    outputs: named(
      architecture.outputNames,
      architecture.outputs.map((output) => tensors[output]!),
    ),
    name: architecture.name,
  };
  const made = makeModelOf(config as never) as unknown as AnyModel;
  made.trainable = architecture.trainable ?? true;
  return made;
};

const readLayer = (where: string, record: LayerRecord, builders: Builders): AnyLayer => {
  if (record.model) {
    const inner = readArchitecture(where, record.model, builders);
    inner.trainable = record.trainable;
    return inner;
  }
  const { factory, args } = record.origin!;
  const make = Object.hasOwn(builders.catalogue, factory) ? builders.catalogue[factory] : undefined;
  if (!make)
    throw new FileError(
      'not-a-model',
      `'${where}' has a layer '${factory}' that this version does not know; update shapewright`,
    );
  // JSON has no undefined: an argument left out comes back as null
  const given = args.map((arg) => (arg === null ? undefined : arg));
  const places = Object.keys(make.declaration!.takes).length;
  const options = {
    ...(given[places] as object | undefined),
    name: record.name,
    trainable: record.trainable,
  };
  const all = Array.from({ length: places }, (_, i) => given[i]);
  return (make as unknown as (...args: readonly unknown[]) => AnyLayer)(...all, options);
};
