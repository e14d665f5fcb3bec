// The options of a layer of ours, from the configuration of Keras's.
import { show } from '../../errors/show.js';
import type { AnyLayer } from '../../graph/layer.js';
import type { Declaration } from '../../options/declare.js';
import { isRequired, type AnyOption, type Options } from '../../options/option.js';
import { FileError } from '../file-error.js';
import { isJson, isKerasObject, type Json } from './keras-object.js';
import { camelCase } from '../../options/spelling.js';

/** What Keras's configurations say besides, and what such a value changes nothing at. */
const neutral: Readonly<Record<string, (value: unknown) => boolean>> = {
  // weights are of 32 bits here, whatever the policy: see `checkPolicy`
  dtype: () => true,
  // said by the shapes
  batch_input_shape: () => true,
  batch_shape: () => true,
  input_shape: () => true,
  input_dim: () => true,
  input_dtype: () => true,
  input_length: () => true,
  // how it is computed, not what
  implementation: () => true,
  synchronized: () => true,
  fused: () => true,
  autocast: () => true,
  flash_attention: () => true,
  consume_less: () => true,
  cached: () => true,
  // of training alone, in variants that are not here
  virtual_batch_size: (value) => value === null,
  adjustment: (value) => value === null,
  // `adapt` takes it
  epsilon: () => true,
  // of text: the numbers of tokens are whole, and their bytes UTF-8
  vocabulary_dtype: () => true,
  vocabulary_size: () => true,
  encoding: (value) => value === 'utf-8',
  oov_method: (value) => value === 'floormod',
  // layers that have it count more
  groups: (value) => value === 1,
  // of attention, said by its calls
  query_shape: () => true,
  key_shape: () => true,
  value_shape: () => true,
  num_constants: (value) => value === null || value === 0,
  ragged: (value) => value !== true,
  sparse: (value) => value !== true,
  // Keras's resizing knows one
  fill_mode: (value) => value === 'constant',
  // in channels last
  data_format: (value) => value === 'channels_last' || value === null || value === 'default',
};

const isNothing = (value: unknown): boolean =>
  value === null || value === false || (Array.isArray(value) && value.length === 0);

/** Whether what an unknown key says changes nothing; regularizers and the like count where they are there. */
const isNeutral = (key: string, value: unknown): boolean => {
  const test = Object.hasOwn(neutral, key) ? neutral[key] : undefined;
  if (test?.(value)) return true;
  return key.endsWith('_initializer') || isNothing(value);
};

/** The names of functions that other versions had for ours. */
const elsewhere: Readonly<Record<string, string>> = {
  softmax_v2: 'softmax',
  softplus_v2: 'softplus',
  tanh_v2: 'tanh',
  sigmoid_v2: 'sigmoid',
  relu_v2: 'relu',
  leaky_relu_v2: 'leakyRelu',
  silu_v2: 'silu',
};

/** The name of a function that is written as text, or as one of Keras's objects. */
const functionName = (given: unknown): unknown => {
  if (isJson(given) && typeof given['config'] === 'string') return given['config'];
  if (isKerasObject(given)) {
    const own = Object.keys(given.config).filter((key) => !['name', 'dtype', 'trainable'].includes(key));
    // a layer of no settings stands for the function of its name
    if (own.length === 0) return given.class_name;
  }
  return given;
};

/** The classes of initializers, regularizers and constraints, as ours are called. */
const classes = {
  initializer: [
    ...[
      'Zeros',
      'Ones',
      'Constant',
      'Identity',
      'RandomUniform',
      'RandomNormal',
      'TruncatedNormal',
      'VarianceScaling',
    ],
    ...[
      'GlorotUniform',
      'GlorotNormal',
      'HeUniform',
      'HeNormal',
      'LeCunUniform',
      'LeCunNormal',
      'Orthogonal',
    ],
  ],
  regularizer: ['L1', 'L2', 'L1L2'],
  constraint: ['MaxNorm', 'MinMaxNorm', 'NonNeg', 'UnitNorm'],
};

/** What older versions called them. */
const olderNames: Readonly<Record<string, string>> = {
  zero: 'zeros',
  one: 'ones',
  normal: 'randomnormal',
  uniform: 'randomuniform',
  maxnormconstraint: 'maxnorm',
  weightregularizer: 'l1l2',
};

type SpecKind = keyof typeof classes;

/**
 * An initializer, a regularizer or a constraint, from a name in any of Keras's spellings or from a class and its
 * configuration; undefined where there is none of that name.
 */
const specFrom = (kind: SpecKind, option: AnyOption, given: unknown): unknown => {
  const said =
    typeof given === 'string' ? given : isKerasObject(given) ? given.class_name : nameInside(given);
  if (said === undefined) return undefined;
  const plain = said
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()
    .replace(/v[12]$/, '');
  const name = olderNames[plain] ?? plain;
  const className = classes[kind].find((each) => each.toLowerCase() === name);
  if (className === undefined) return undefined;
  const config = isKerasObject(given) ? given.config : isJson(given) ? given : {};
  const spec = (options: object) => ({ kind, className, config: options });
  // what other versions say besides is left out
  const options = Object.entries(config)
    .map(([key, value]) => [camelCase(key), typeof value === 'string' ? camelCase(value) : value] as const)
    .filter(([key, value]) => value !== null && reading(option, spec({ [key]: value })) !== undefined);
  return reading(option, spec(Object.fromEntries(options)));
};

/** Keras 1 wrote a regularizer as `{ name, l1, l2 }`. */
const nameInside = (given: unknown): string | undefined =>
  isJson(given) && typeof given['name'] === 'string' ? given['name'] : undefined;

/** What reads the layers among the options of others. */
export interface ReadLayer {
  (given: unknown, place: string): AnyLayer;
}

/** The value of an option, read from what Keras writes there; undefined leaves the option out. */
const valueFrom = (
  key: string,
  option: AnyOption,
  given: unknown,
  place: string,
  layer: ReadLayer,
): unknown => {
  if (key === 'layer' || key === 'cell' || key === 'backwardLayer')
    return given === null
      ? undefined
      : Array.isArray(given)
        ? given.map((each) => layer(each, place))
        : layer(given, place);
  if (key === 'cells') return (given as readonly unknown[]).map((each) => layer(each, place));
  const kind = /(Initializer|Regularizer|Constraint)$/.exec(key)?.[1]?.toLowerCase() as SpecKind | undefined;
  if (kind) {
    const spec = given === null ? undefined : specFrom(kind, option, given);
    // how a weight began is of no matter where it comes from the file
    if (spec === undefined && given !== null && kind !== 'initializer')
      throw new TypeError(`there is no such ${kind}`);
    return spec;
  }
  const named = functionName(given);
  const spellings =
    typeof named === 'string' ? [elsewhere[named] ?? named, camelCase(named), named.toLowerCase()] : [named];
  const found = spellings.find((each) => reading(option, each) !== undefined);
  // what Keras calls None is left out here, where it means nothing of its own
  return found === undefined && named === null && !isRequired(option) ? undefined : (found ?? named);
};

const reading = (option: AnyOption, given: unknown): unknown => {
  try {
    return option.read(given);
  } catch {
    return undefined;
  }
};

/** Whose options they are. */
export interface Whose {
  readonly where: string;
  /** The layer as sentences name it: `the layer 'conv' (Conv2D)`. */
  readonly place: string;
}

/**
 * The arguments of a factory of ours from a configuration of Keras's.
 *
 * @throws FileError for what the layer has not here, unless it changes nothing; for the rest, what the factory throws.
 */
export const argumentsFrom = (
  { where, place }: Whose,
  { takes, options }: Declaration,
  config: Json,
  layer: ReadLayer,
): readonly unknown[] => {
  const all: Options = { ...takes, ...options };
  const values: Record<string, unknown> = {};
  for (const [keras, given] of Object.entries(config)) {
    const key = camelCase(keras);
    const option = Object.hasOwn(all, key) ? all[key] : undefined;
    if (keras === 'name' || keras === 'trainable') continue;
    if (!option) {
      if (isNeutral(keras, given)) continue;
      throw new FileError(
        'not-a-model',
        `'${where}': ${place} has ${keras} ${show(given)}, which layers have not here: leave it out in Keras, or write the layer by defineLayer and give it in customLayers`,
      );
    }
    const value = valueFrom(key, option, given, place, layer);
    if (value !== undefined) values[key] = value;
  }
  const names = Object.keys(takes);
  const own = Object.fromEntries(Object.entries(values).filter(([key]) => !names.includes(key)));
  return [...names.map((name) => values[name]), own];
};
