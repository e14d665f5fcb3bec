// `x[:, 0]`, `x[..., ::2]`, `x[:, None]`: parts of a tensor as Python writes them.
import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '../../../shapes/shape.js';
import { cannot, shapeOf, sizeOf, type OperationDefinition } from './definition.js';

/** One part of a subscript. */
type Part =
  | { readonly at: number }
  | { readonly from: number | null; readonly to: number | null; readonly step: number }
  | 'new axis'
  | 'the rest';

/** A slice of Python's: in a file `{ slice: [start, stop, step] }`. */
export const sliceOf = (start: unknown, stop: unknown, step: unknown): object => ({
  slice: [start ?? null, stop ?? null, step ?? null],
});

export const ellipsis = { rest: true } as const;

const partFrom = (given: unknown): Part => {
  if (given === null) return 'new axis';
  if (typeof given === 'number' && Number.isInteger(given)) return { at: given };
  const { slice, rest } = (given ?? {}) as { readonly slice?: unknown; readonly rest?: unknown };
  if (rest === true) return 'the rest';
  if (
    Array.isArray(slice) &&
    slice.length === 3 &&
    slice.every((each) => each === null || Number.isInteger(each))
  )
    return {
      from: slice[0] as number | null,
      to: slice[1] as number | null,
      step: (slice[2] as number | null) ?? 1,
    };
  throw cannot('a part of it is taken by places that are computed');
};

/** The parts, one for each axis, new ones besides. */
const partsOf = (key: unknown, rank: number): readonly Part[] => {
  const parts = (Array.isArray(key) ? key : [key]).map(partFrom);
  const taken = parts.filter((each) => each !== 'new axis' && each !== 'the rest').length;
  if (taken > rank) throw cannot(`it has ${taken} places in a tensor of ${rank} axes`);
  const all: Part = { from: null, to: null, step: 1 };
  const open = Array.from({ length: rank - taken }, () => all);
  const at = parts.indexOf('the rest');
  return at < 0 ? [...parts, ...open] : [...parts.slice(0, at), ...open, ...parts.slice(at + 1)];
};

/** The places that a slice takes of an axis, as Python counts them: the first, and how many. */
const rangeOf = (
  { from, to, step }: Extract<Part, { step: number }>,
  size: number,
): { readonly start: number; readonly count: number } => {
  if (step === 0) throw cannot('a slice of it has steps of zero');
  const within = (given: number, low: number, high: number) =>
    Math.min(Math.max(given < 0 ? given + size : given, low), high);
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const start = from === null ? (step > 0 ? 0 : size - 1) : within(from, low, high);
  const stop = to === null ? (step > 0 ? size : -1) : within(to, low, high);
  return { start, count: Math.max(0, Math.ceil((stop - start) / step)) };
};

const isWhole = ({ from, to, step }: Extract<Part, { step: number }>): boolean =>
  step === 1 && (from === null || from === 0) && to === null;

const shapeAfter = (shape: Shape, key: unknown): Shape => {
  const found: (number | null)[] = [];
  let axis = 0;
  for (const part of partsOf(key, shape.length)) {
    if (part === 'new axis') found.push(1);
    else if (part !== 'the rest') {
      const size = sizeOf(shape[axis++]);
      if ('step' in part) found.push(size === null ? null : rangeOf(part, size).count);
      else if (size !== null && (part.at >= size || part.at < -size))
        throw cannot(`it has place ${part.at} on an axis of ${size}`);
    }
  }
  return found;
};

const partsOfTensor = (given: tf.Tensor, key: unknown): tf.Tensor => {
  let x = given;
  const shape: number[] = [];
  let axis = 0;
  for (const part of partsOf(key, given.rank)) {
    if (part === 'new axis') shape.push(1);
    else if (part !== 'the rest') {
      const size = x.shape[axis]!;
      if ('at' in part) x = along(x, axis, [part.at < 0 ? part.at + size : part.at]);
      else {
        const { start, count } = rangeOf(part, size);
        const places = () => Array.from({ length: count }, (_, i) => start + i * part.step);
        if (!isWhole(part)) x = along(x, axis, places());
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
    shape: ({ x, key }) => shapeAfter(shapeOf(x), key),
    call: ({ x, key }) => partsOfTensor(x as tf.Tensor, key),
  },
};
