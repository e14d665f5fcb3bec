import { isList, show } from '../errors/show.js';
import { declare } from '../options/declare.js';
import { anything, countBetween, either, number, oneOf, token } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { showShape, type Shape } from '../shapes/shape.js';
import { countOf } from '../shapes/sizes.js';
import { DataError } from '../training/data/data-error.js';
import { kindOf, nestedShape, visitNested } from '../training/data/nested.js';
import { sizeOf, type Floats, type Ints, type Texts } from './array-data.js';

/** What padded sequences are of. */
export type SequenceType = 'int32' | 'float32' | 'string';

/** Options of `padSequences`. */
export interface PadSequencesOptions<L extends number = number, D extends SequenceType = SequenceType> {
  /** How many steps each sequence has in the end. Default: as many as the longest. */
  readonly maxlen?: L;
  /** 'int32', 'float32' or 'string'. Default 'int32'. */
  readonly dtype?: D;
  /** Whether steps are added before a sequence or after it, 'pre' or 'post'. Default 'pre'. */
  readonly padding?: 'pre' | 'post';
  /** Whether what is too long loses its first steps or its last ones, 'pre' or 'post'. Default 'pre'. */
  readonly truncating?: 'pre' | 'post';
  /** What is added. Default 0; of strings, the empty one. */
  readonly value?: number | string;
}

/** The options of `padSequences`, declared. */
const padSequencesOptions = {
  maxlen: optional(countBetween(1, 2 ** 24)),
  dtype: optional(oneOf(['int32', 'float32', 'string']), 'int32'),
  padding: optional(oneOf(['pre', 'post']), 'pre'),
  truncating: optional(oneOf(['pre', 'post']), 'pre'),
  value: optional(either(number, token, 'a number, or a text where dtype is string')),
} satisfies Declares<PadSequencesOptions>;

/** Sequences, each as long as it is: of numbers, of vectors, or of strings. */
export type Sequences = readonly (ArrayLike<number> | readonly unknown[])[];

/** The shape that padded sequences have: what the steps are of stays. */
type Padded<X, L extends number> = X extends readonly (readonly (readonly unknown[])[])[]
  ? Shape
  : [number, L];

type ValuesOf<D extends SequenceType, S extends Shape> = {
  int32: Ints<S>;
  float32: Floats<S>;
  string: Texts<S>;
}[D];

interface PadSequences {
  <const X extends Sequences, const L extends number = number, const D extends SequenceType = 'int32'>(
    sequences: X,
    options?: PadSequencesOptions<L, D>,
  ): ValuesOf<D, Padded<X, L>>;
}

/**
 * Sequences of different lengths as one array `[sequences, maxlen]`: the short ones are filled up, the long ones cut.
 * Steps that are vectors stay so: `[sequences, maxlen, features]`.
 *
 * @param sequences Lists of whole numbers, such as the tokens of texts; with `dtype` of any numbers, or of strings.
 * @throws DataError for what is no list of sequences, or for a value that `dtype` does not hold.
 * @example padSequences([[1], [2, 3], [4, 5, 6]], { maxlen: 2 }) // { values: [0, 1, 2, 3, 5, 6], shape: [3, 2] }
 * @see https://keras.io/api/data_loading/timeseries/#pad_sequences-function
 */
export const padSequences: PadSequences = /* @__PURE__ */ declare(
  {
    name: 'padSequences',
    takes: { sequences: anything<Sequences>('a list of sequences') },
    options: padSequencesOptions,
  },
  ({ sequences, maxlen, dtype, padding, truncating, value }) => {
    const filler = value ?? (dtype === 'string' ? '' : 0);
    if ((typeof filler === 'string') !== (dtype === 'string'))
      throw new DataError(`padSequences: value ${show(filler)} is none of dtype '${dtype}'`);
    checkValue(dtype, filler, 'value');
    const read = readSequences(sequences);
    const steps = maxlen ?? Math.max(1, ...read.lengths);
    const width = countOf(read.sample);
    const shape = [read.lengths.length, steps, ...read.sample];
    const size = sizeOf('padSequences', shape);
    const out: (number | string)[] | Int32Array | Float32Array =
      dtype === 'string'
        ? new Array<string>(size).fill(filler as string)
        : new { int32: Int32Array, float32: Float32Array }[dtype](size).fill(filler as number);
    read.lengths.forEach((length, row) => {
      const kept = Math.min(length, steps);
      const from = truncating === 'pre' ? length - kept : 0;
      let at = (row * steps + (padding === 'pre' ? steps - kept : 0)) * width;
      const part = Array.from({ length: kept }, (_, i) => (sequences[row] as readonly unknown[])[from + i]);
      visitNested(part, [kept, ...read.sample], `sequences[${row}]`, (given, place) => {
        checkValue(dtype, given, place);
        out[at++] = given as never;
      });
    });
    return { values: out, shape };
  },
);

const checkValue = (dtype: SequenceType, value: unknown, place: string): void => {
  const needs = dtype === 'string' ? 'string' : 'number';
  if (typeof value !== needs)
    throw new DataError(
      `padSequences: ${place} must be a ${needs}, got ${kindOf(value)}${typeof value === 'string' ? "; give dtype: 'string'" : ''}`,
    );
  if (dtype === 'int32' && (value as number) !== ((value as number) | 0))
    throw new DataError(`padSequences: ${place} is ${String(value)}, which an int32 does not hold; give dtype: 'float32'`); // prettier-ignore
};

/** How long each sequence is, and of which shape each step: as the first sequence tells that has one. */
const readSequences = (sequences: unknown) => {
  if (!isList(sequences) || sequences.length === 0)
    throw new DataError(`padSequences: sequences must be a list of sequences, got ${show(sequences)}`);
  const shapes = Array.from(sequences as readonly unknown[], (sequence, i) => {
    const shape = nestedShape(sequence);
    if (shape.length > 0) return shape;
    throw new DataError(`padSequences: sequences[${i}] must be a list, got ${show(sequence)}`);
  });
  const sample = shapes.find(([length]) => length! > 0)?.slice(1) ?? [];
  shapes.forEach((shape, i) => {
    if (shape[0]! > 0 && showShape(shape.slice(1)) !== showShape(sample))
      throw new DataError(`padSequences: the steps of sequences[${i}] have shape ${showShape(shape.slice(1))}, those before it ${showShape(sample)}`); // prettier-ignore
  });
  return { lengths: shapes.map(([length]) => length!), sample };
};
