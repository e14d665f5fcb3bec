// A model of ours from the configuration of Keras's.
import { isModel, makeModel, type AnyModel } from '../../graph/model.js';
import type { AnyLayer } from '../../graph/layer.js';
import { layerGraph } from '../../graph/layer-graph.js';
import { buildSequential } from '../../graph/sequential.js';
import { isSymbolicTensor, kitBehind, type AnyTensor } from '../../graph/symbolic-tensor.js';
import type { Shape } from '../../shapes/shape.js';
import { mostCalls, mostNested, tooLarge } from '../architecture.js';
import { FileError } from '../file-error.js';
import { activationApart } from './activation-layers.js';
import { callsFrom, endsFrom, type TensorRef } from './call-arguments.js';
import { callLayer, saidByCalls, type GivenCall } from './call-layer.js';
import { FunctionalGraph } from './functional-graph.js';
import {
  isJson,
  isKerasObject,
  listAt,
  notA,
  objectAt,
  type Json,
  type KerasObject,
} from './keras-object.js';
import { groupClass, listsInside } from './older-layers.js';
import { applyOperation, operationOf } from './operations.js';
import { batchFirst, turn, turned } from './time-major.js';
import { numbered, snakeCase } from '../../options/spelling.js';
import { atPlace, layerFrom, nameFrom, placeOfLayer, type KerasFile } from './layer-from-config.js';

/** A layer of a model as the file has it: inputs are layers there, and names are any. */
export interface FileLayer {
  readonly className: string;
  /** Its name in the file. */
  readonly name: string;
  /** Undefined of an input, and of an operation. */
  readonly layer: AnyLayer | undefined;
  /** Whether it is an operation of Keras 3, which is no layer and has no group of weights. */
  readonly isOperation?: boolean;
}

/** The layers of the models of a file, in its order. */
export type FileLayers = Map<AnyModel, readonly FileLayer[]>;

/** A model, and what its file says of it. */
export interface FileModel {
  readonly model: AnyModel;
  readonly layers: FileLayers;
}

const inputClasses: ReadonlySet<string> = new Set(['InputLayer']);

/** Whether one of Keras's objects is a model: also one of a class of its own, where it is written as a graph. */
const isModelObject = ({ class_name: className, config }: KerasObject): boolean =>
  ['Sequential', 'Functional', 'Model', 'Container'].includes(className) ||
  ('layers' in config && 'input_layers' in config && 'output_layers' in config);

/**
 * The model of a configuration.
 *
 * @param inputShape The shape of the input, without its batch, of a list of layers that says none.
 * @throws FileError that names the place, where it is none or has what is not here.
 */
export const modelFrom = (file: KerasFile, written: unknown, inputShape?: Shape): FileModel => {
  const { where, builders } = file;
  const config = file.version < 3 ? listsInside(written) : written;
  const layers: FileLayers = new Map();
  /** Layers that stand in the file in several places, by the number that Keras gives them. */
  const shared = new Map<number, AnyLayer>();
  let calls = 0;
  const count = (more: number, depth: number) => {
    calls += more;
    const large = tooLarge(Math.min(calls, mostCalls + 1), Math.min(depth, mostNested + 1));
    if (large) throw new FileError('not-a-model', `'${where}' cannot be loaded: ${large}`);
  };

  const readLayer = (given: unknown, depth: number, group: string): AnyLayer => {
    const written = objectAt(where, 'a layer', given);
    const id = written['shared_object_id'];
    const before = typeof id === 'number' ? shared.get(id) : undefined;
    if (before) return before;
    const made = isModelObject(written)
      ? readModel(written, depth + 1, `${group}/`)
      : layerFrom(file, written, (inner) => readLayer(inner, depth + 1, `${group}/layer`), group);
    if (typeof id === 'number') shared.set(id, made);
    return made;
  };

  const start = (name: string | undefined, shape: Shape, dtype: unknown): AnyTensor =>
    (builders.input as unknown as (shape: Shape, options: object) => AnyTensor)(shape, {
      ...(name !== undefined && { name }),
      dtype: dtypeFrom(dtype),
    });

  /** The input that a layer's configuration tells. */
  const startFrom = ({ config, ...given }: KerasObject): AnyTensor => {
    const name = config['name'] ?? given['name'];
    const place = placeOfLayer(name, given.class_name);
    const batched = config['batch_shape'] ?? config['batch_input_shape'];
    const shape = batched
      ? listAt(where, `batch_shape of ${place}`, batched).slice(1)
      : (config['shape'] ?? config['input_shape']);
    checkShape(where, `the shape of ${place}`, shape);
    if (config['sparse'] === true || config['ragged'] === true)
      throw new FileError(
        'not-a-model',
        `'${where}': ${place} takes sparse or ragged tensors, which are not here: make it dense`,
      );
    return start(
      inputClasses.has(given.class_name) ? nameFrom(name) : undefined,
      shape,
      config['dtype'] ?? config['input_dtype'],
    );
  };

  const readSequential = ({ config, ...given }: KerasObject, depth: number, group: string): AnyModel => {
    const listed: unknown = Array.isArray(config) ? config : config['layers'];
    const inner = listAt(where, 'the layers of a Sequential', listed).map((each) =>
      objectAt(where, 'a layer', each),
    );
    count(inner.length, depth);
    const [first] = inner;
    const isInput = first !== undefined && inputClasses.has(first.class_name);
    const build = given['build_config'];
    const said = config['build_input_shape'] ?? (isJson(build) ? build['input_shape'] : undefined);
    const tells = first && inputIn(first);
    const tensor = tells
      ? startFrom(tells)
      : Array.isArray(said)
        ? start(undefined, checkedShape(where, 'build_input_shape', said.slice(1)), undefined)
        : depth === 0 && inputShape
          ? start(undefined, inputShape, undefined)
          : undefined;
    if (!tensor)
      throw new FileError(
        'not-a-model',
        `'${where}': the Sequential '${String(config['name'] ?? '').slice(0, 60)}' does not say what it is called on: give loadModel the shape, { input: [...], output: [...] }, or build it in Keras before you save it`,
      );
    const rest = isInput ? inner.slice(1) : inner;
    const next = numbered();
    const turns = rest.map(batchFirst);
    const parted = turns.map(({ layer }) => activationApart(layer));
    const made = parted.map(({ layer }) =>
      readLayer(layer, depth, `${group}layers/${next(snakeCase(layer.class_name))}`),
    );
    const behind = parted.map(({ activation }) => activation && layerFrom(file, activation, noLayer, group));
    const own = { name: undefined, tensor };
    const model = inPlace(where, String(config['name']), () =>
      buildSequential({
        start: own,
        layers: made.flatMap((layer, i) => {
          const { isTurned, givesSequences, layer: written } = turns[i]!;
          const name = nameFrom(written.config['name']) ?? `layer_${i}`;
          return [
            ...(isTurned ? [turn(`${name}_batch_first`)] : []),
            layer,
            ...(behind[i] ? [behind[i]] : []),
            ...(isTurned && givesSequences ? [turn(`${name}_steps_first`)] : []),
          ];
        }),
        name: nameFrom(config['name']),
        names: namesOf(rest, made),
      }),
    );
    layers.set(
      model,
      rest.map((each, i) => fileLayer(each, made[i])),
    );
    return model;
  };

  const readFunctional = ({ config }: KerasObject, depth: number, group: string): AnyModel => {
    const listed = listAt(where, 'the layers of a model', config['layers']).map((each) =>
      objectAt(where, 'a layer', each),
    );
    count(listed.length, depth);
    const graph = new FunctionalGraph(where);
    const next = numbered();
    const entries = listed.map((each): FileLayer => {
      const name = String(each['name'] ?? each.config['name']);
      if (inputClasses.has(each.class_name)) {
        next(snakeCase(each.class_name));
        graph.addInput(name, startFrom(each));
        return { className: each.class_name, name, layer: undefined };
      }
      const nodes = callsFrom(where, name, each['inbound_nodes'] ?? []);
      count(nodes.length - 1, depth);
      const operation = operationOf(each);
      const calls = { className: each.class_name, calls: nodes };
      if (operation) {
        const own = nodes.length === 1 ? nameFrom(name) : undefined;
        const apply = ({ args, kwargs }: GivenCall) => applyOperation(builders, operation, own, args, kwargs);
        graph.addCalls(name, { ...calls, apply, isList: undefined, isOperation: true, beginsMask: false });
        return { className: each.class_name, name, layer: undefined, isOperation: operation.isToday };
      }
      const own = `${group}layers/${next(snakeCase(each.class_name))}`;
      const { layer: plain, isTurned, givesSequences } = batchFirst(each);
      const { layer: written, activation } = activationApart(plain);
      const before = isTurned ? turn(`${nameFrom(name) ?? 'layer'}_batch_first`) : undefined;
      const after = isTurned && givesSequences ? turn(`${nameFrom(name) ?? 'layer'}_steps_first`) : undefined;
      const layer = inPlace(where, name, () =>
        readLayer({ ...written, config: { ...written.config, ...saidByCalls(nodes) } }, depth, own),
      );
      const behind = activation && layerFrom(file, activation, noLayer, own);
      const { catalogue } = builders;
      const made = layer.origin?.factory;
      const factory = made !== undefined && Object.hasOwn(catalogue, made) ? catalogue[made] : undefined;
      graph.addCalls(name, {
        ...calls,
        apply: (call) => {
          const [first, ...others] = call.args;
          const own = before && isSymbolicTensor(first!) ? [turned(before, first), ...others] : call.args;
          const outputs = callLayer(layer, factory, { ...call, args: own }, file.version >= 3);
          if (after) return outputs.map((tensor, i) => (i === 0 ? turned(after, tensor) : tensor));
          return behind
            ? outputs.map((tensor) => (behind as unknown as (x: AnyTensor) => AnyTensor)(tensor))
            : outputs;
        },
        isList: isModel(layer) ? each.class_name === 'Sequential' : undefined,
        isOperation: false,
        beginsMask: layer.spec.masks === 'begin' || layer.spec.config['maskZero'] === true,
      });
      return { className: groupClass(each.class_name), name, layer };
    });
    const fromOne = file.version >= 3 ? 'graphs' : 'all';
    const inputs = endsFrom(where, 'input_layers', config['input_layers'], fromOne);
    const outputs = endsFrom(where, 'output_layers', config['output_layers'], fromOne);
    graph.callAll(outputs.refs);
    const starts = inputs.refs.map((ref) => ({ name: nameFrom(ref.layer)!, tensor: graph.tensor(ref) }));
    const ends = outputs.refs.map((ref) => graph.tensor(ref));
    // what leads to no output is not in the model
    const own = entries.filter((each) => each.layer);
    const model = inPlace(where, String(config['name']), () => {
      const names = namesOf(
        own.map(({ name }) => ({ name })),
        own.map(({ layer }) => layer!),
      );
      const made = layerGraph(starts, ends, names);
      const isMany = starts.length > 1;
      return makeModel({
        kit: kitBehind(starts[0]!.tensor),
        graph: made,
        name: nameFrom(config['name']),
        baseName: 'functional',
        inputNames: isMany || inputs.names ? (inputs.names ?? starts.map(({ name }) => name)) : undefined,
        outputNames: outputs.names ?? (ends.length > 1 ? numberedNames(outputs.refs) : undefined),
        inputsListed: inputs.isList,
        outputsListed: outputs.isList,
      });
    });
    layers.set(model, entries);
    return model;
  };

  const readModel = (given: KerasObject, depth: number, group: string): AnyModel => {
    count(0, depth);
    const { class_name: className, config } = given;
    const model =
      Array.isArray(config) || className === 'Sequential' || !('layers' in config && 'input_layers' in config)
        ? readSequential(given, depth, group)
        : readFunctional(given, depth, group);
    model.trainable = !isJson(config) || config['trainable'] !== false;
    return model;
  };

  const top =
    isKerasObject(config) || (isJson(config) && Array.isArray(config['config']))
      ? (config as KerasObject)
      : objectAt(where, 'the model', config);
  if (!Array.isArray(top.config) && !isModelObject(top))
    throw new FileError(
      'not-a-model',
      `'${where}' holds a model of a class of its own, '${top.class_name.slice(0, 60)}', whose graph only Python knows: save it as a functional model in Keras, keras.Model(inputs, outputs)`,
    );
  return { model: readModel(top, 0, ''), layers };
};

/** An activation holds no layer. */
const noLayer = (): never => {
  throw new TypeError('an activation of it holds a layer');
};

/** What a model cannot be made of, as a FileError that names it. */
const inPlace = <T>(where: string, name: string, make: () => T): T => {
  try {
    return make();
  } catch (cause) {
    throw atPlace(where, `the model '${name.slice(0, 60)}'`, cause);
  }
};

/** The layer that tells what one is called on: itself, or the first layer of the model that it is. */
const inputIn = (given: KerasObject, depth = 0): KerasObject | undefined => {
  const { config } = given;
  if ('batch_input_shape' in config || 'batch_shape' in config || 'shape' in config) return given;
  const layers: unknown = Array.isArray(config) ? config : config['layers'];
  if (!Array.isArray(layers) || depth > mostNested) return undefined;
  const ends = config['input_layers'];
  const name: unknown = Array.isArray(ends) ? [ends].flat(Infinity)[0] : undefined;
  const inside = layers.find(
    (each) => isJson(each) && (name === undefined || each['name'] === name),
  ) as unknown;
  const first =
    isKerasObject(inside) || (isJson(inside) && Array.isArray(inside['config']))
      ? (inside as KerasObject)
      : undefined;
  // an input of a model in it has its own name
  const found = first && inputIn(first, depth + 1);
  return found && { ...found, class_name: 'inside' };
};

const fileLayer = (given: KerasObject, layer: AnyLayer | undefined): FileLayer => ({
  className: groupClass(given.class_name),
  name: String(given.config['name'] ?? given['name'] ?? ''),
  layer,
});

/** What layers are called in a model; one that stands there twice has one name. */
const namesOf = (written: readonly Json[], made: readonly AnyLayer[]): ReadonlyMap<AnyLayer, string> => {
  const names = new Map<AnyLayer, string>();
  const taken = new Set<string>();
  made.forEach((layer, i) => {
    const config = written[i]!['config'];
    const said = nameFrom(written[i]!['name'] ?? (isJson(config) ? config['name'] : undefined));
    if (said === undefined || names.has(layer)) return;
    let name = said;
    for (let again = 1; taken.has(name); again++) name = `${said}_${again}`;
    taken.add(name);
    names.set(layer, name);
  });
  return names;
};

/** The names of outputs: those of their layers; another of one name has a number. */
const numberedNames = (refs: readonly TensorRef[]): readonly string[] => {
  const times = new Map<string, number>();
  return refs.map(({ layer }) => {
    const name = nameFrom(layer)!;
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return before === 0 ? name : `${name}_${before}`;
  });
};

const dtypeFrom = (dtype: unknown): 'float32' | 'int32' | 'string' => {
  const name = typeof dtype === 'string' ? dtype : '';
  if (name === 'string') return 'string';
  return /^u?int|^bool/.test(name) ? 'int32' : 'float32';
};

const checkedShape = (where: string, place: string, shape: unknown): Shape => {
  checkShape(where, place, shape);
  return shape;
};

/** Holds a shape to what one is: whole numbers above zero, or null. */
function checkShape(where: string, place: string, shape: unknown): asserts shape is Shape {
  const isDim = (dim: unknown) => dim === null || (Number.isSafeInteger(dim) && (dim as number) > 0);
  if (!Array.isArray(shape) || shape.length > 15 || !shape.every(isDim))
    throw notA(where, place, 'a shape of whole numbers above zero, or null', shape);
}
