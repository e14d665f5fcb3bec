// A layer of ours, called as a layer of Keras's is.
import { show } from '../../errors/show.js';
import type { AnyLayer, LayerFactory } from '../../graph/layer.js';
import { isModel, type AnyModel } from '../../graph/model.js';
import { isSymbolicTensor, type AnyTensor } from '../../graph/symbolic-tensor.js';
import type { Argument, NodeCall } from './call-arguments.js';
import { camelCase } from './words.js';

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
    put(further, camelCase(name), valueOf(given), factory);
  }
  const argument = own.length === 1 && !factory?.merges ? own[0] : own;
  return outputsOf(call(argument, Object.keys(further).length > 0 ? further : undefined));
};

/** What calls say in Keras, and the layer itself says here. */
const inTheLayer: readonly string[] = ['return_attention_scores', 'use_causal_mask'];

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
