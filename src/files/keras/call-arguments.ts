// The calls of layers in a functional model: what Keras writes of their tensors and options.
import { isJson, isKerasObject, listAt, notA, type Json } from './keras-object.js';

/** A tensor by the call that made it: the layer, which of its calls, which of the outputs. */
export interface TensorRef {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
  /** The models whose calls are counted from one, the first being that of their own making. */
  readonly fromOne: CountedFromOne;
}

/** Models that count their calls from one: all, those that are no lists, or none. */
export type CountedFromOne = 'all' | 'graphs' | 'none';

/** A call's arguments: tensors in lists or by name, and plain values. */
export type Argument =
  | TensorRef
  | readonly Argument[]
  | { readonly byName: Readonly<Record<string, Argument>> }
  | { readonly value: unknown };

export interface NodeCall {
  readonly args: readonly Argument[];
  readonly kwargs: Readonly<Record<string, Argument>>;
}

export const isRef = (given: Argument): given is TensorRef => 'layer' in given;
const isList = (given: Argument): given is readonly Argument[] => Array.isArray(given);

/** The tensors in some arguments, in their order. */
export const refsIn = (given: Argument): readonly TensorRef[] => {
  if (isRef(given)) return [given];
  if (isList(given)) return given.flatMap(refsIn);
  return 'byName' in given ? Object.values(given.byName).flatMap(refsIn) : [];
};

/** `['dense', 0, 0]` as a tensor; undefined where it is none. */
export const refFrom = (given: unknown, fromOne: CountedFromOne): TensorRef | undefined => {
  if (!Array.isArray(given) || given.length < 3) return undefined;
  const [layer, call, output] = given as readonly unknown[];
  return typeof layer === 'string' && isIndex(call) && isIndex(output) && given.length <= 4
    ? { layer, call, output, fromOne }
    : undefined;
};

const isIndex = (given: unknown): given is number => Number.isSafeInteger(given) && (given as number) >= 0;

/** An argument as Keras 3 writes it. */
const argumentFrom = (where: string, given: unknown): Argument => {
  if (Array.isArray(given)) return given.map((each) => argumentFrom(where, each));
  if (isKerasObject(given)) {
    if (given.class_name === '__keras_tensor__') {
      const ref = refFrom(given.config['keras_history'], 'none');
      if (!ref)
        throw notA(where, 'keras_history', 'a layer, its call and its output', given.config['keras_history']);
      return ref;
    }
    if (given.class_name === '__tuple__')
      return argumentFrom(where, (given.config as Json)['value'] ?? given['items']);
    return { value: given };
  }
  if (isJson(given)) {
    // tuples are written as the class and their items
    if (given['class_name'] === '__tuple__') return argumentFrom(where, given['items']);
    return {
      byName: Object.fromEntries(
        Object.entries(given).map(([key, each]) => [key, argumentFrom(where, each)]),
      ),
    };
  }
  return { value: given };
};

/** An argument by name as Keras 2 writes it: tensors are lists of a layer and two numbers. */
const olderArgument = (given: unknown): Argument => {
  const ref = refFrom(given, 'all');
  if (ref && (given as readonly unknown[]).length === 3) return ref;
  if (Array.isArray(given)) return given.map(olderArgument);
  return { value: given };
};

/** A call of a layer as Keras 2 writes it: the tensors in a list, options with the last of them. */
const olderCall = (where: string, place: string, given: readonly unknown[]): NodeCall => {
  let kwargs: Json = {};
  const args = given.map((each): Argument => {
    const parts = listAt(where, place, each);
    if (isJson(parts[3])) kwargs = { ...kwargs, ...parts[3] };
    if (parts[0] === '_CONSTANT_VALUE') return { value: parts[2] };
    const ref = refFrom(parts, 'all');
    if (!ref) throw notA(where, place, 'a layer, its call and its output', each);
    return ref;
  });
  return {
    args: args.length === 1 ? args : [args],
    kwargs: Object.fromEntries(Object.entries(kwargs).map(([key, each]) => [key, olderArgument(each)])),
  };
};

/**
 * The calls of a layer in the order of their numbers.
 *
 * @throws FileError for what is none.
 */
export const callsFrom = (where: string, name: string, nodes: unknown): readonly NodeCall[] =>
  listAt(where, `the calls of the layer '${name}'`, nodes).map((node) => {
    const place = `a call of the layer '${name}'`;
    // an operation of TensorFlow's stands on one tensor without a list around it
    if (Array.isArray(node)) return olderCall(where, place, typeof node[0] === 'string' ? [node] : node);
    if (!isJson(node)) throw notA(where, place, 'a list or an object', node);
    const kwargs = node['kwargs'] ?? {};
    if (!isJson(kwargs)) throw notA(where, place, 'an object of options', kwargs);
    return {
      args: listAt(where, place, node['args'] ?? []).map((each) => argumentFrom(where, each)),
      kwargs: Object.fromEntries(
        Object.entries(kwargs).map(([key, each]) => [key, argumentFrom(where, each)]),
      ),
    };
  });

/** Inputs or outputs of a model: one tensor, or several in a list or by name. */
export interface Ends {
  readonly refs: readonly TensorRef[];
  readonly names: readonly string[] | undefined;
  readonly isList: boolean;
}

/** The ends of a functional model; `['a', 0, 0]` is one, and so is a list of one. */
export const endsFrom = (where: string, place: string, given: unknown, fromOne: CountedFromOne): Ends => {
  const one = refFrom(given, fromOne);
  if (one) return { refs: [one], names: undefined, isList: false };
  if (isJson(given)) {
    // Keras sorts them, and the order of layers and logs follows
    const names = Object.keys(given).sort();
    const refs = names.map((name) => endsFrom(where, place, given[name], fromOne).refs);
    if (refs.length > 0 && refs.every(({ length }) => length === 1))
      return { refs: refs.flat(), names, isList: false };
  }
  if (!Array.isArray(given) || given.length === 0) throw notA(where, place, 'a tensor, or several', given);
  // lists in lists are one list here
  const refs = (given as readonly unknown[]).flatMap((each) => endsFrom(where, place, each, fromOne).refs);
  return { refs, names: undefined, isList: refs.length > 1 };
};
