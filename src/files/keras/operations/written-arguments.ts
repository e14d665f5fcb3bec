// The arguments of an operation as Keras writes them.
import { isSymbolicTensor, type AnyTensor } from '../../../graph/symbolic-tensor.js';
import type { Given } from '../call-layer.js';
import { isJson, isKerasObject, type Json } from '../keras-object.js';
import { isConstant, type Constant, type WrittenArguments } from '../../../ops/arguments.js';
import { cannot, type OperationDefinition } from '../../../ops/computed/definition.js';
import { ellipsis, sliceOf } from '../../../ops/computed/subscript.js';

/** An array of NumPy's, or a tensor that stands in a file. */
const constantOf = ({ value, dtype }: Json): Constant | number => {
  const shape: number[] = [];
  for (let each: unknown = value; Array.isArray(each); each = each[0]) shape.push(each.length);
  const values = [value].flat(20).map(Number);
  if (shape.reduce((count, size) => count * size, 1) !== values.length || values.some(Number.isNaN))
    throw cannot('an array among its arguments is none of numbers');
  if (shape.length === 0) return values[0]!;
  const kind = /bool/.test(String(dtype)) ? 'bool' : /int/.test(String(dtype)) ? 'int32' : 'float32';
  return { constant: { shape, values, dtype: kind } };
};

/** A value that is no tensor. */
const plainFrom = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plainFrom);
  if (!isJson(value)) return value;
  const { class_name: className } = value;
  const config = isJson(value['config']) ? value['config'] : {};
  if (className === '__slice__') return sliceOf(...sliceEnds(config));
  if (className === '__ellipsis__') return ellipsis;
  if (className === '__numpy__' || className === '__tensor__') return constantOf(config);
  if (className === '__tuple__') return plainFrom(value['items'] ?? config['value'] ?? []);
  if (isKerasObject(value)) return config['name'];
  // Keras 2 writes slices as their ends
  if ('start' in value && 'stop' in value) return sliceOf(...sliceEnds(value));
  throw cannot('an argument of it is an object that is not here');
};

const sliceEnds = ({ start, stop, step }: Json): readonly [unknown, unknown, unknown] => [start, stop, step];

/** Arguments in the order and by the names of an operation's parameters. */
export const writeArguments = (
  { made, called }: OperationDefinition,
  config: Json,
  args: readonly Given[],
  kwargs: Readonly<Record<string, Given>>,
): WrittenArguments => {
  const tensors: AnyTensor[] = [];
  const from = (given: Given): unknown => {
    if (isSymbolicTensor(given)) {
      const before = tensors.indexOf(given);
      return { tensor: before < 0 ? tensors.push(given) - 1 : before };
    }
    if (Array.isArray(given)) return (given as readonly Given[]).map(from);
    if ('value' in given) return plainFrom(given.value);
    throw cannot('an argument of it is in objects by name');
  };
  const values: Record<string, unknown> = {};
  for (const name of made) if (name in config) values[name] = plainFrom(config[name]);
  const [first] = called;
  if (first?.startsWith('*')) values[first.slice(1)] = args.map(from);
  else args.forEach((given, i) => (values[nameAt(called, i)] = from(given)));
  for (const [name, given] of Object.entries(kwargs)) {
    if (!called.includes(name) && !made.includes(name)) continue;
    values[name] = from(given);
  }
  if (tensors.length === 0) throw cannot('it is on no tensor of the model');
  return { values, tensors };
};

const nameAt = (called: readonly string[], place: number): string => {
  const name = called[place];
  if (name === undefined) throw cannot(`it has ${place + 1} arguments, and takes ${called.length}`);
  return name;
};

/** An argument as Keras writes it. */
const kerasValue = (value: unknown, tensor: (place: number) => Json): unknown => {
  if (Array.isArray(value)) return value.map((each) => kerasValue(each, tensor));
  if (!isJson(value)) return value;
  if (isConstant(value)) {
    const { shape, values, dtype } = value.constant;
    return { class_name: '__numpy__', config: { value: nestedIn(shape, values), dtype } };
  }
  if (typeof value['tensor'] === 'number') return tensor(value['tensor']);
  if (value['rest'] === true) return { class_name: '__ellipsis__', config: {} };
  const [start, stop, step] = value['slice'] as readonly unknown[];
  return { class_name: '__slice__', config: { start, stop, step } };
};

const nestedIn = ([size, ...rest]: readonly number[], values: readonly number[]): unknown => {
  if (size === undefined) return values[0];
  const each = values.length / size;
  return Array.from({ length: size }, (_, i) => nestedIn(rest, values.slice(i * each, (i + 1) * each)));
};

/** What an operation of Keras's is made with. */
export const kerasConfig = ({ made }: OperationDefinition, values: Readonly<Record<string, unknown>>): Json =>
  Object.fromEntries(
    made.flatMap((name) => (name in values ? [[name, kerasValue(values[name], () => ({}))]] : [])),
  );

/** What it is called with. */
export const kerasArguments = (
  { called }: OperationDefinition,
  values: Readonly<Record<string, unknown>>,
  tensor: (place: number) => Json,
): readonly unknown[] => {
  const [first] = called;
  if (first?.startsWith('*'))
    return (values[first.slice(1)] as readonly unknown[]).map((each) => kerasValue(each, tensor));
  const given = called.map((name) => (name in values ? kerasValue(values[name], tensor) : null));
  return given.slice(0, called.findLastIndex((name) => name in values) + 1);
};
