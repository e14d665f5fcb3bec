import type { Input } from '../graph/input.js';
import type { AnyLayer, LayerFactory, LayerOrigin } from '../graph/layer.js';
import { layerGraph } from '../graph/layer-graph.js';
import { isModel, makeModel, type AnyModel } from '../graph/model.js';
import { buildSequential } from '../graph/sequential.js';
import { partByRole } from '../graph/roles.js';
import { isSymbolicTensor, kitBehind, type AnyTensor } from '../graph/symbolic-tensor.js';
import type { Shape } from '../shapes/shape.js';
import { tooLarge, type Architecture, type CallRecord, type LayerRecord } from './architecture.js';
import { FileError } from './file-error.js';
import { operationPrefix } from '../ops/is-operation.js';

/** What rebuilding needs: the catalogue of layers, and where tensors start. */
export interface Builders {
  readonly input: Input;
  readonly catalogue: Readonly<Record<string, LayerFactory>>;
  /** The user's own layers, by the names that files have for them. */
  readonly own?: Readonly<Record<string, LayerFactory>>;
  /** Operations of Keras's between layers, by their classes; asked for by `operationsOf`. */
  readonly operation?: (className: string) => LayerFactory | undefined;
}

/** The operations of Keras's that an architecture may have, loaded where it has any. */
export const operationsOf = async (architecture: unknown): Promise<Pick<Builders, 'operation'>> => {
  if (!JSON.stringify(architecture).includes(`"${operationPrefix}`)) return {};
  const { operationFactory } = await import('../ops/operation-layer.js');
  return { operation: operationFactory };
};

/** The layers of a file by their numbers; undefined while a model that holds others is being built. */
type Known = (AnyLayer | undefined)[];

/**
 * The model that an architecture describes; layers and weights are called there what they are called here.
 *
 * @throws FileError, or what the layers themselves throw, where its parts do not fit together.
 */
export const readArchitecture = (where: string, architecture: Architecture, builders: Builders): AnyModel => {
  const damaged = (why: string) => new FileError('not-a-model', `'${where}' is damaged: ${why}`);

  const readGraph = (
    record: Architecture,
    known: Known,
    depth: number,
    counts: Map<AnyLayer, number>,
  ): readonly [AnyModel, number] => {
    const refuse = (calls: number) => {
      const large = tooLarge(calls, depth);
      if (large) throw new FileError('not-a-model', `'${where}' cannot be loaded: ${large}`);
    };
    refuse(record.calls.length);
    const layers = record.layers.map((each) => readLayer(each, known, depth, counts));
    const names = new Map(layers.map((layer, i) => [layer, record.layers[i]!.name]));
    if (names.size < layers.length) throw damaged(`one layer stands twice in the model '${record.name}'`);
    const start = builders.input as unknown as (shape: Shape, options: object) => AnyTensor;
    const inputs = record.inputs.map(({ name, shape, dtype }) => start(shape.slice(1), { name, dtype }));
    const name = record.unnamed ? undefined : record.name;
    const called = new Set(record.calls.map(({ layer }) => layer));
    record.layers.forEach((layer, i) => {
      if (!called.has(i)) throw damaged(`the layer '${layer.name}' is never called`);
    });
    const calls = record.calls.reduce((sum, { layer }) => sum + 1 + (counts.get(layers[layer]!) ?? 0), 0);
    refuse(calls);
    if (record.sequential) {
      const chain = record.calls.every(
        ({ inputs: given, roles, options }, i) => given.length === 1 && given[0] === i && !roles && !options,
      );
      if (!chain || inputs.length !== 1 || record.outputs[0] !== record.calls.length)
        throw damaged(`'${record.name}' is said to be a list of layers, and is none`);
      const list = record.calls.map(({ layer }) => layers[layer]!);
      const first = { name: record.inputs[0]!.name, tensor: inputs[0]! };
      return [buildSequential({ start: first, layers: list, name, names }), calls];
    }
    const tensors = [...inputs];
    for (const call of record.calls) tensors.push(...callLayer(layers[call.layer]!, call, tensors));
    const at = (number: number) => {
      const tensor = tensors[number];
      if (!tensor) throw damaged(`there is no tensor ${number} in the model '${record.name}'`);
      return tensor;
    };
    const graph = layerGraph(
      inputs.map((tensor, i) => ({ name: record.inputs[i]!.name, tensor })),
      record.outputs.map(at),
      names,
    );
    if (graph.layers.length < layers.length)
      throw damaged(`there are layers in '${record.name}' that lead to no output`);
    const { inputNames, outputNames, inputsListed = false, outputsListed = false } = record;
    const kit = kitBehind(inputs[0]!);
    const ends = { inputNames, outputNames, inputsListed, outputsListed };
    return [makeModel({ kit, graph, name, baseName: 'functional', ...ends }), calls];
  };

  /** The outputs of one call. */
  const callLayer = (
    layer: AnyLayer,
    { inputs, roles = [], options = {} }: CallRecord,
    tensors: readonly AnyTensor[],
  ): readonly AnyTensor[] => {
    const all = inputs.map((input) => {
      const tensor = tensors[input];
      if (!tensor) throw damaged(`a layer is called on the tensor ${input}, which is not there yet`);
      return tensor;
    });
    if (roles.length >= all.length) throw damaged('a layer is called on tensors of roles alone');
    const { own: given, byRole } = partByRole(all, roles);
    const names = isModel(layer) && !layer.inputsListed ? layer.inputNames : undefined;
    const wanted = isModel(layer) ? layer.graph.inputs.length : given.length;
    if (wanted !== given.length)
      throw damaged(`a model of ${wanted} inputs is called on ${given.length} tensors`);
    const argument = names
      ? Object.fromEntries(names.map((name, i) => [name, given[i]!]))
      : given.length === 1 && !(isModel(layer) && layer.inputsListed)
        ? given[0]!
        : given;
    const further = { ...byRole, ...options };
    const made = (layer as unknown as (x: unknown, further?: object) => unknown)(
      argument,
      Object.keys(further).length > 0 ? further : undefined,
    );
    const first = (isSymbolicTensor(made) ? made : Object.values(made as object)[0]) as AnyTensor;
    return first.source!.outputs;
  };

  const readLayer = (
    record: LayerRecord,
    known: Known,
    depth: number,
    counts: Map<AnyLayer, number>,
  ): AnyLayer => {
    if (record.same !== undefined) {
      const before = known[record.same];
      if (!before) throw damaged(`the layer '${record.name}' is said to be one that the file does not hold`);
      return before;
    }
    const place = known.push(undefined) - 1;
    if (record.model) {
      const [inner, calls] = readGraph(record.model, known, depth + 1, counts);
      inner.trainable = record.trainable;
      counts.set(inner, calls);
      known[place] = inner;
      return inner;
    }
    const own = { ...(!record.unnamed && { name: record.name }), trainable: record.trainable };
    const made = makeLayer(record.origin, own, (inner) => readLayer(inner, known, depth + 1, counts));
    known[place] = made;
    return made;
  };

  const makeLayer = (
    { factory, args }: LayerOrigin,
    own: object,
    readInner: (record: LayerRecord) => AnyLayer,
  ): AnyLayer => {
    const make =
      ownValue(builders.catalogue, factory) ??
      ownValue(builders.own, factory) ??
      (factory.startsWith(operationPrefix)
        ? builders.operation?.(factory.slice(operationPrefix.length))
        : undefined);
    if (!make) throw new FileError('not-a-model', `'${where}' has a layer ${unknownLayer(factory)}`);
    const places = Object.keys(make.declaration!.takes).length;
    if (args.length > places + 1) throw damaged(`the layer '${factory}' has too many arguments`);
    // JSON has no undefined: an argument left out comes back as null
    const given = args.map((arg) => (arg === null ? undefined : revived(arg, readInner)));
    const options = (given[places] ?? {}) as object;
    const all = Array.from({ length: places }, (_each, i) => given[i]);
    return (make as unknown as (...args: readonly unknown[]) => AnyLayer)(...all, {
      ...options,
      name: undefined,
      ...own,
    });
  };

  const [model] = readGraph(architecture, [], 0, new Map());
  model.trainable = architecture.trainable ?? true;
  return model;
};

const ownValue = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined;

/** What to do where a layer is neither of the catalogue nor one that was given. */
const unknownLayer = (factory: string): string => {
  const [, name] = /^own:(.*)$/.exec(factory) ?? [];
  return name === undefined
    ? `'${factory}' that this version does not know; update shapewright`
    : `of your own, '${name}': give the function that makes it, customLayers: [${name}]`;
};

/** A value with what JSON does not know put back: odd numbers, and layers. */
const revived = (value: unknown, readInner: (record: LayerRecord) => AnyLayer): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => revived(each, readInner));
  if ('~number' in value) return Number(value['~number']);
  if ('~layer' in value) return readInner(value['~layer'] as LayerRecord);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revived(each, readInner)]));
};
