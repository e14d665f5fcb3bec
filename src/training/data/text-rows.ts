// Strings by the row; they stay in JavaScript, and tensors of them are made as they are taken.
import * as tf from '@tensorflow/tfjs-core';
import { hasMember, show } from '../../errors/show.js';
import { isWhole } from '../../shapes/arithmetic.js';
import { countOf, type Sizes } from '../../shapes/sizes.js';
import type { AnyData } from './data.js';
import { showBatch } from './data.js';
import { DataError } from './data-error.js';
import { kindOf, nestedShape, visitNested } from './nested.js';
import { fitted, isReadable, isTensor, type Expected, type Rows } from './rows.js';

/** Rows of strings. */
export interface TextRows extends Rows {
  /** Every string, row by row. */
  texts(): readonly string[];
}

/** Strings of any kind as rows, checked against what the model needs: nested arrays, `{ values, shape }`, or a tensor. */
export const toTextRows = (data: AnyData, expected: Expected): TextRows => {
  const { what } = expected;
  const { texts, shape: given } = read(data, expected);
  if (given[0] === 0) throw new DataError(`${what} is empty: there is nothing to compute on`);
  const shape = fitted(given, expected);
  const width = countOf(shape.slice(1));
  return {
    count: shape[0]!,
    shape,
    texts: () => texts,
    take: (from, to, order) => {
      const taken = order
        ? Array.from({ length: to - from }, (_, i) => {
            const at = order[from + i]! * width;
            return texts.slice(at, at + width);
          }).flat()
        : texts.slice(from * width, to * width);
      return tf.tensor(taken as string[], [to - from, ...shape.slice(1)], 'string');
    },
  };
};

interface Texts {
  readonly texts: readonly string[];
  readonly shape: Sizes;
}

const read = (data: AnyData, expected: Expected): Texts => {
  const { what } = expected;
  const refuse = (): never => {
    throw new DataError(
      `${what} must be strings in nested arrays, a tensor or { values, shape } of shape ${showBatch(expected.shape)}; got ${show(data)}`,
    );
  };
  if (typeof data !== 'object' || data === null || !isReadable(data)) return refuse();
  if (ArrayBuffer.isView(data)) throw new DataError(needsStrings(what));
  if (isTensor(data)) {
    const tensor = data as unknown as tf.Tensor;
    if (tensor.isDisposed) throw new DataError(`${what} is a tensor that has been disposed`);
    if (tensor.dtype !== 'string') throw new DataError(needsStrings(what));
    return { texts: tensor.dataSync<'string'>() as unknown as string[], shape: tensor.shape };
  }
  if (Array.isArray(data)) return nested(data, what);
  if (!hasMember(data, 'values') || !hasMember(data, 'shape')) return refuse();
  const { values, shape } = data as { readonly values: unknown; readonly shape: unknown };
  if (ArrayBuffer.isView(values)) throw new DataError(needsStrings(what));
  if (!Array.isArray(values) || !Array.isArray(shape) || !shape.every(isWhole)) return refuse();
  const flat = nested(values, what);
  if (flat.shape.length !== 1 || flat.texts.length !== countOf(shape as Sizes))
    throw new DataError(`${what} has ${flat.texts.length} strings for the shape [${shape.join(', ')}]`);
  return { texts: flat.texts, shape: shape as Sizes };
};

const needsStrings = (what: string): string => `${what} needs strings, got numbers`;

const nested = (data: readonly unknown[], what: string): Texts => {
  const shape = nestedShape(data);
  const texts: string[] = [];
  visitNested(data, shape, what, (value, place) => {
    if (typeof value === 'number' && texts.length === 0) throw new DataError(needsStrings(what));
    if (typeof value !== 'string') throw new DataError(`${place} must be a string, got ${kindOf(value)}`);
    texts.push(value);
  });
  return { texts, shape };
};
