// A layer of ours, called as a layer of Keras's is.
import { show } from '../../errors/show.js';
import type { AnyLayer, LayerFactory } from '../../graph/layer.js';
import { isModel, type AnyModel } from '../../graph/model.js';
import { isSymbolicTensor, type AnyTensor } from '../../graph/symbolic-tensor.js';
import type { Argument, NodeCall } from './call-arguments.js';
import type { Json } from './keras-object.js';
import { operationIn } from '../../ops/operation-layer.js';
import { kerasArguments } from './operations/written-arguments.js';
import { camelCase, underscored } from '../../options/spelling.js';

/** Arguments whose tensors are there: lists, objects by name, and plain values as `{ value }`. */
export type Given =
  | AnyTensor
  | readonly Given[]
  | { readonly byName: Readonly<Record<string, Given>> }
  | { readonly value: unknown };

export interface GivenCall {
  readonly args: readonly Given[];
  readonly kwargs: Readonly<Record<string, Given>>;
}

/** What stands behind the first argument where a layer is called with several, by our names. */
const positions: Readonly<Record<string, readonly string[]>> = {
  MultiHeadAttention: ['value', 'key'],
  GroupedQueryAttention: ['value', 'key'],
  CategoryEncoding: ['countWeights'],
  ReversibleEmbedding: ['reverse'],
};
const recurrent = ['initialState'];
const isRecurrent = (className: string) =>
  /^(SimpleRNN|LSTM|GRU|RNN|Bidirectional|ConvLSTM[123]D)$/.test(className);

/** Layers that take a list whose first is theirs, and the others of which stand at roles. */
const listed: Readonly<Record<string, readonly string[]>> = {
  Attention: ['value', 'key'],
  AdditiveAttention: ['value', 'key'],
};

/** What stands in the list of masks that such layers are called with. */
const listedMasks: readonly string[] = ['queryMask', 'valueMask'];

const tensorsIn = (given: Given): readonly AnyTensor[] => {
  if (isSymbolicTensor(given)) return [given];
  if (Array.isArray(given)) return (given as readonly Given[]).flatMap(tensorsIn);
  return 'byName' in given ? Object.values(given.byName).flatMap(tensorsIn) : [];
};

const plainValue = (given: Given): unknown =>
  !isSymbolicTensor(given) && 'value' in given ? given.value : undefined;

const isNothing = (given: Given): boolean =>
  tensorsIn(given).length === 0 && (plainValue(given) ?? null) === null && !('byName' in given);

/** The outputs of a call. */
const outputsOf = (made: unknown): readonly AnyTensor[] =>
  ((isSymbolicTensor(made) ? made : Object.values(made as object)[0]) as AnyTensor).source!.outputs;

/**
 * Calls a layer as a file says; `isToday` tells that Keras 3 wrote it.
 *
 * @throws TypeError for an argument that ours do not take; else what the layer itself throws.
 */
export const callLayer = (
  layer: AnyLayer,
  factory: LayerFactory | undefined,
  { args, kwargs }: GivenCall,
  isToday: boolean,
): readonly AnyTensor[] => {
  const call = layer as unknown as (x: unknown, further?: object) => unknown;
  if (isModel(layer)) return outputsOf(call(modelArgument(layer, args, isToday ? {} : kwargs)));
  const { className } = layer.spec;
  const further: Record<string, unknown> = {};
  // all by name: the first is the layer's own
  const [key] = args.length > 0 ? [] : Object.keys(kwargs);
  const [first, ...rest] = key === undefined ? args : [kwargs[key]!];
  if (!first) throw new TypeError('it is called on nothing');
  let own = tensorsIn(first);
  const names = listed[className] ?? (isRecurrent(className) ? recurrent : (positions[className] ?? []));
  // in a list, states and values stand behind the first
  if (!factory?.merges && own.length > 1 && names.length > 0) {
    const [head, ...others] = own;
    own = [head!];
    if (isRecurrent(className)) further['initialState'] = others;
    else others.forEach((tensor, i) => put(further, names[i] ?? `argument ${i + 1}`, tensor, factory));
  }
  const behind = listed[className] ? [] : names;
  rest.forEach((given, i) => {
    if (!isNothing(given)) put(further, behind[i] ?? `argument ${i + 2}`, valueOf(given), factory);
  });
  const goesByModel = isToday || !(layer.spec.random || className === 'BatchNormalization');
  for (const [name, given] of Object.entries(kwargs)) {
    if (name === key || inTheLayer.includes(name) || isNothing(given)) continue;
    if (isUntold(name, plainValue(given), goesByModel)) continue;
    if (name === 'mask' && listed[className] && Array.isArray(given)) {
      (given as readonly Given[]).forEach((each, i) => {
        if (!isNothing(each)) put(further, listedMasks[i] ?? `mask ${i + 1}`, valueOf(each), factory);
      });
      continue;
    }
    put(further, camelCase(name), valueOf(given), factory);
  }
  const argument = own.length === 1 && !factory?.merges ? own[0] : own;
  return outputsOf(call(argument, Object.keys(further).length > 0 ? further : undefined));
};

/** What calls say in Keras, and the layer itself says here. */
const inTheLayer: readonly string[] = ['return_attention_scores', 'use_causal_mask'];

/** Whether an option of a layer's is said by its calls in Keras. */
export const inCalls = (className: string, option: string): boolean =>
  inTheLayer.some((each) => camelCase(each) === option) ||
  (className === 'ReversibleEmbedding' && option === 'reverse');

/**
 * What the calls of a layer say that the layer itself says here, as a part of its configuration.
 *
 * @throws TypeError where they say different things.
 */
export const saidByCalls = (calls: readonly NodeCall[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    inTheLayer.flatMap((name) => {
      const said = new Set(calls.map(({ kwargs }) => isValue(kwargs[name]) && kwargs[name].value === true));
      if (said.size > 1) throw new TypeError(`its calls differ in ${name}: use two layers`);
      return said.has(true) ? [[name, true]] : [];
    }),
  );

const isValue = (given: Argument | undefined): given is { readonly value: unknown } =>
  given !== undefined && !Array.isArray(given) && 'value' in given;

/** What a call says that is so without it: Keras 3 writes down `training`, and goes by the model's. */
const isUntold = (key: string, value: unknown, isToday: boolean): boolean =>
  key === 'training' && (value === false || isToday);

const valueOf = (given: Given): unknown => {
  const tensors = tensorsIn(given);
  if (tensors.length === 0) return plainValue(given);
  return isSymbolicTensor(given) ? given : tensors;
};

const put = (
  further: Record<string, unknown>,
  key: string,
  value: unknown,
  factory: LayerFactory | undefined,
): void => {
  const known = factory?.roles?.includes(key) || Object.hasOwn(factory?.declaration?.options ?? {}, key);
  if (!known)
    throw new TypeError(
      `a call has ${key}${value === undefined || typeof value === 'object' ? '' : ` ${show(value)}`}, which calls of it have not here`,
    );
  further[key] = value;
};

/** What a model is called on: one tensor, a list, or an object by name. */
const modelArgument = (model: AnyModel, args: readonly Given[], kwargs: GivenCall['kwargs']): unknown => {
  const said = kwargs['training'];
  if (said && plainValue(said) === true)
    throw new TypeError('it is called with training: true, which calls of models have not here');
  const [first] = args;
  if (!first) throw new TypeError('it is called on nothing');
  const names = model.inputNames;
  const isByName = !isSymbolicTensor(first) && 'byName' in first;
  const tensors =
    isByName && names ? names.flatMap((name) => tensorsIn(first.byName[name] ?? [])) : tensorsIn(first);
  if (tensors.length !== model.graph.inputs.length)
    throw new TypeError(
      `a model of ${model.graph.inputs.length} inputs is called on ${tensors.length} tensors`,
    );
  if (model.inputsListed) return tensors;
  return names ? Object.fromEntries(names.map((name, i) => [name, tensors[i]])) : tensors[0];
};

/** A call's tensors as a file has them, by role, and what it says besides. */
interface WrittenCall {
  readonly own: readonly Json[];
  readonly byRole: Readonly<Record<string, readonly Json[]>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The states of a recurrent layer or a cell, as they stand in Keras's lists: those of several cells by cell. */
type Parts = readonly (Parts | 'state')[];

const stateParts = ({ spec }: AnyLayer): Parts => {
  const inner = (spec.layers ?? []).map(({ key, layer }) => ({ key, parts: stateParts(layer) }));
  if (inner.some(({ key }) => key === 'cells'))
    return inner.map(({ parts }) => (parts.length === 1 ? parts[0]! : parts));
  if (inner.length > 0) return inner.flatMap(({ parts }) => parts);
  return /LSTM/.test(spec.className) ? ['state', 'state'] : ['state'];
};

/** Some tensors in lists of such parts. */
const nested = (parts: Parts, tensors: readonly Json[]): readonly unknown[] => {
  const left = [...tensors];
  const take = (each: Parts | 'state'): unknown => (each === 'state' ? left.shift() : each.map(take));
  return parts.map(take);
};

/** A call of a layer of ours as Keras writes it. */
export const kerasCall = (layer: AnyLayer, { own, byRole, options }: WrittenCall): Json => {
  if (isModel(layer)) {
    const { inputNames, inputsListed } = layer;
    const first =
      inputNames && !inputsListed
        ? Object.fromEntries(inputNames.map((name, i) => [name, own[i]!]))
        : inputsListed
          ? own
          : own[0]!;
    return { args: [first], kwargs: {} };
  }
  const operation = operationIn(layer);
  if (operation)
    return {
      args: kerasArguments(operation.operation, operation.values, (place) => own[place]!),
      kwargs: {},
    };
  const { className, config } = layer.spec;
  const asked = inTheLayer.filter((each) => config[camelCase(each)] === true);
  const said = Object.fromEntries([
    ...Object.entries(options).map(([key, value]) => [underscored(key), value] as const),
    ...asked.map((key) => [key, true] as const),
    // which way round it works is said by its calls
    ...(className === 'ReversibleEmbedding' && config['reverse'] === true && !('reverse' in options)
      ? [['reverse', true] as const]
      : []),
  ]);
  const roleNames = listed[className] ?? (className.endsWith('Attention') ? positions[className] : undefined);
  if (roleNames) {
    // the order in which Keras lists the layers before it is that of its arguments; values are the queries where none are given
    const [value = own, ...others] = roleNames.map((role) => byRole[role]);
    const all = [...own, ...value, ...others.flatMap((each) => each ?? [])];
    const masks = Object.keys(byRole).filter((role) => /mask$/i.test(role));
    if (!listed[className]) {
      const named = Object.fromEntries(masks.map((role) => [underscored(role), byRole[role]![0]!]));
      return { args: all, kwargs: { ...(named as Json), ...said } };
    }
    const inOrder = listedMasks.map((role) => byRole[role]?.[0] ?? null);
    return { args: [all], kwargs: { ...(masks.length > 0 ? { mask: inOrder } : {}), ...said } };
  }
  const roles = Object.entries(byRole).map(([role, tensors]) => [
    underscored(role),
    // states are several
    /states?$/i.test(role) ? nested(stateParts(layer), tensors!) : tensors![0]!,
  ]);
  return {
    args: [layer.signature?.merges || own.length > 1 ? own : own[0]!],
    kwargs: { ...(Object.fromEntries(roles) as Json), ...said },
  };
};
