// `x[:, 0]`, `x[..., ::2]`, `x[:, None]`: parts of a tensor as Python writes them.
import * as tf from '@tensorflow/tfjs-core';
import { getItem, keyParts, sliceRange, type ReadPart } from '../../shapes/ops/subscript.js';
import { orThrow } from '../../shapes/shape.js';
import { cannot, shapeOf, type OperationDefinition } from './definition.js';

/** A slice of Python's: in a file `{ slice: [start, stop, step] }`. */
export const sliceOf = (start: unknown, stop: unknown, step: unknown): object => ({
  slice: [start ?? null, stop ?? null, step ?? null],
});

export const ellipsis = { rest: true } as const;

const partFrom = (given: unknown): ReadPart => {
  if (given === null) return 'new axis';
  if (typeof given === 'number' && Number.isInteger(given)) return { at: given };
  const { slice, rest } = (given ?? {}) as { readonly slice?: unknown; readonly rest?: unknown };
  if (rest === true) return 'the rest';
  if (
    Array.isArray(slice) &&
    slice.length === 3 &&
    slice.every((each) => each === null || Number.isInteger(each))
  ) {
    const [from, to, step] = slice as readonly (number | null)[];
    if (step === 0) throw cannot('a slice of it has steps of zero');
    return { from: from!, to: to!, step: step ?? 1 };
  }
  throw cannot('a part of it is taken by places that are computed');
};

const keyOf = (key: unknown): readonly ReadPart[] => (Array.isArray(key) ? key : [key]).map(partFrom);

const partsOfTensor = (given: tf.Tensor, key: unknown): tf.Tensor => {
  let x = given;
  const shape: number[] = [];
  let axis = 0;
  for (const part of orThrow(keyParts(given.shape, keyOf(key)))) {
    if (part === 'new axis') shape.push(1);
    else if (part !== 'the rest') {
      const size = x.shape[axis]!;
      if ('at' in part) x = along(x, axis, [part.at < 0 ? part.at + size : part.at]);
      else {
        const { start, count } = sliceRange(part, size);
        const isWhole = start === 0 && count === size && part.step === 1;
        if (!isWhole)
          x = along(
            x,
            axis,
            Array.from({ length: count }, (_, i) => start + i * part.step),
          );
        shape.push(x.shape[axis]!);
      }
      axis++;
    }
  }
  return tf.reshape(x, shape);
};

/** Some places of an axis: in a row they are a slice. */
const along = (x: tf.Tensor, axis: number, places: readonly number[]): tf.Tensor => {
  if (places.every((place, i) => i === 0 || place === places[i - 1]! + 1)) {
    const begin = x.shape.map((_, i) => (i === axis ? (places[0] ?? 0) : 0));
    return tf.slice(
      x,
      begin,
      x.shape.map((size, i) => (i === axis ? places.length : size)),
    );
  }
  return tf.gather(x, tf.tensor1d([...places], 'int32'), axis);
};

export const subscripts: Readonly<Record<string, OperationDefinition>> = {
  GetItem: {
    module: 'numpy',
    made: [],
    called: ['x', 'key'],
    shape: ({ x, key }) => orThrow(getItem(shapeOf(x), keyOf(key))),
    call: ({ x, key }) => partsOfTensor(x as tf.Tensor, key),
  },
};
