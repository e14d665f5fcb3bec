// An operation between layers as the call of `ops` that makes it.
import { isPlain, show } from '../errors/show.js';
import { FileError } from '../files/file-error.js';
import type { AnyLayer } from '../graph/layer.js';
import { isConstant } from '../ops/arguments.js';
import * as ops from '../ops/index.js';
import { operationIn } from '../ops/operation-layer.js';
import type { OperationFunction } from '../ops/operation.js';
import { isRequired, type Options } from '../options/option.js';
import { valueIn } from '../options/read.js';
import { underscored } from '../options/spelling.js';
import { call, list, valueOf, type Expression } from './expressions.js';
import { isDefault } from './layer-calls.js';

/** The functions of `ops` by the classes that they are in Keras, each with its path: `ops.image.resize`. */
const functions: ReadonlyMap<string, readonly [path: string, OperationFunction]> = new Map(
  Object.entries({ ops, 'ops.image': ops.image }).flatMap(([path, all]) =>
    Object.entries(all).flatMap(([name, made]) =>
      typeof made === 'function'
        ? [[(made as OperationFunction).className, [`${path}.${name}`, made as OperationFunction]] as const]
        : [],
    ),
  ),
);

const end = (given: unknown): string => (given === null || given === undefined ? '' : String(given));

/** A part of a subscript as `getItem` is told it. */
const keyPart = (given: unknown): unknown => {
  if (typeof given !== 'object' || given === null) return given;
  const { slice, rest } = given as { readonly slice?: readonly unknown[]; readonly rest?: boolean };
  if (rest === true || !slice) return '...';
  const [from, to, step] = slice;
  return `${end(from)}:${end(to)}${end(step) === '' ? '' : `:${end(step)}`}`;
};

const nested = ([size, ...rest]: readonly number[], values: readonly unknown[]): unknown => {
  if (size === undefined) return values[0];
  const each = values.length / size;
  return Array.from({ length: size }, (_, i) => nested(rest, values.slice(i * each, (i + 1) * each)));
};

/** The kind of numbers that one of Keras's is here. */
const dtypeHere = (given: unknown): unknown => {
  const dtype = String(given);
  if (/float|double|half/.test(dtype)) return 'float32';
  return /bool/.test(dtype) ? 'bool' : /int/.test(dtype) ? 'int32' : given;
};

/** Whether a value holds neither a tensor nor an array. */
const isData = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isData) : !isPlain(value) || !('tensor' in value || 'constant' in value);

/** Whether an array stands in a list of tensors. */
const isLacking = (key: string, value: unknown): boolean =>
  Array.isArray(value) && key !== 'operands' && value.some(isConstant);

/** The call that puts an operation on tensors; undefined where the layer is none. `name` is said where it is given. */
export const operationCall = (
  layer: AnyLayer,
  name: string | undefined,
  tensor: (place: number) => Expression,
): Expression | undefined => {
  const made = operationIn(layer);
  if (!made) return undefined;
  const { className, values } = made;
  const found = functions.get(className);
  if (!found)
    throw new FileError(
      'not-saveable',
      `there is '${className}' in it, an operation that \`ops\` does not have`,
    );
  const [path, { declaration }] = found;
  const expressionOf = (value: unknown): Expression => {
    if (Array.isArray(value)) return list(value.map(expressionOf));
    if (isConstant(value)) {
      const { shape, values: numbers, dtype } = value.constant;
      return valueOf(nested(shape, dtype === 'bool' ? numbers.map(Boolean) : numbers));
    }
    const place = (value as { readonly tensor?: unknown } | null)?.tensor;
    return typeof place === 'number' ? tensor(place) : valueOf(value);
  };
  const declared: Options = { ...declaration.takes, ...declaration.options };
  const given = (key: string): unknown => {
    const value = values[underscored(key)];
    // what is null is what it would be if it were left out
    if (value === null && !isRequired(declared[key]!)) return undefined;
    if (className === 'Cast' && key === 'dtype') return dtypeHere(value);
    if (className === 'Reshape' && key === 'newshape') return [value].flat().map((size) => size ?? -1);
    if (className === 'Norm' && key === 'ord' && /^(fro|euclidean)$/.test(String(value))) return 2;
    if (className !== 'GetItem' || key !== 'key') return value;
    return Array.isArray(value) ? value.map(keyPart) : keyPart(value);
  };
  for (const [key, option] of Object.entries(declared)) {
    const value = given(key);
    const fits = isData(value)
      ? isDefault(option, value, {}) || valueIn(option, value) !== undefined
      : !isLacking(key, value);
    if (!fits)
      throw new FileError(
        'not-saveable',
        `there is '${className}' with ${key} ${show(value)} in it, which ${path} does not take: load the model from its file`,
      );
  }
  const takes = Object.keys(declaration.takes);
  const all = Object.fromEntries(
    [...takes, ...Object.keys(declaration.options)].map((key) => [key, given(key)]),
  );
  const options = Object.entries(declaration.options).flatMap(([key, option]) =>
    key === 'name' || isDefault(option, all[key], all) ? [] : [[key, expressionOf(all[key])] as const],
  );
  const further = Object.fromEntries([
    ...options,
    ...(name === undefined ? [] : [['name', valueOf(name)] as const]),
  ]);
  const hasFurther = Object.keys(further).length > 0;
  const needed = takes.findLastIndex((key) => !isDefault(declaration.takes[key]!, all[key], all));
  const places = takes.slice(0, hasFurther ? takes.length : needed + 1);
  return call(
    path,
    ...places.map((key) => (all[key] === undefined ? valueOf(undefined) : expressionOf(all[key]))),
    ...(hasFurther ? [valueOf(further)] : []),
  );
};
