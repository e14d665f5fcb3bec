// What callbacks remember, as JSON and tensors.
import * as tf from '@tensorflow/tfjs-core';
import { isList, isPlain, show } from '../../errors/show.js';
import type { StateValue } from '../../training/callbacks/state.js';
import type { Tensor } from '../../tfjs/tensor.js';

/** Names that begin so are ours: a tensor by its number, or a number that JSON lacks. */
const mark = '~';

/**
 * A value as JSON; the tensors in it are added to `tensors`, and named by their places there.
 *
 * @throws TypeError for what cannot be kept, with where it stands.
 */
export const packState = (value: unknown, where: string, tensors: Tensor[]): unknown => {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { [mark]: Object.is(value, -0) ? '-0' : String(value) };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value === undefined) return { [mark]: 'undefined' };
  if (value instanceof tf.Tensor && (value.dtype === 'float32' || value.dtype === 'int32'))
    return { [`${mark}tensor`]: tensors.push(value as unknown as Tensor) - 1 };
  if (isList(value)) return Array.from(value, (each, i) => packState(each, `${where}[${i}]`, tensors));
  if (isPlain(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name.startsWith(mark) ? mark + name : name,
        packState(each, `${where}.${name}`, tensors),
      ]),
    );
  throw new TypeError(
    `${where} of getState must be a number, a text, true or false, a tensor of float32 or int32, or a list or an object of such; got ${show(value)}`,
  );
};

/** The value that `packState` made JSON of. */
export const unpackState = (packed: unknown, tensors: readonly Tensor[]): StateValue => {
  if (isList(packed)) return Array.from(packed, (each) => unpackState(each, tensors));
  if (typeof packed !== 'object' || packed === null) return packed as StateValue;
  const { [mark]: number, [`${mark}tensor`]: tensor } = packed as Readonly<Record<string, unknown>>;
  if (tensor !== undefined) return tensors[tensor as number];
  if (number !== undefined) return number === 'undefined' ? undefined : Number(number);
  return Object.fromEntries(
    Object.entries(packed).map(([name, each]) => [
      name.startsWith(mark) ? name.slice(mark.length) : name,
      unpackState(each, tensors),
    ]),
  );
};
