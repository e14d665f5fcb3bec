import { isWhole, type NotCount } from '../shapes/arithmetic.js';
import { declared, type Declared } from '../shapes/formulas/declared.js';
import { ShapeMismatchError, type Shape } from '../shapes/shape.js';
import { isList, show } from '../errors/show.js';
import { layerName, oneOf } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import type { TextsOf } from '../shapes/texts.js';
import type { Kit } from './kit.js';
import { makeTensor, type SymbolicTensor } from './symbolic-tensor.js';
import type { TextTensor } from './text-tensor.js';

/** Options of `input`. */
export interface InputOptions<D extends 'float32' | 'int32' | 'string' = InputDtype> {
  /** The input's name in summaries and files. Default: `input_layer`, numbered in each model. */
  name?: string;
  /** What the values are; `'int32'` for indices that go to an embedding, `'string'` for words and texts. Default `'float32'`. */
  dtype?: D | OtherDtype[D];
}

/** The others, for editors: see `OtherPadding`. */
export interface OtherDtype {
  float32: 'int32' | 'string';
  int32: 'float32' | 'string';
  string: 'float32' | 'int32';
}

/** What the values of an input may be. */
export type InputDtype = 'float32' | 'int32' | 'string';

/** The options of `input`, declared. */
export const inputOptions = {
  name: optional(layerName),
  dtype: optional(oneOf(['float32', 'int32', 'string']), 'float32'),
} satisfies Declares<InputOptions>;

/**
 * An axis of an input must be a whole number above zero, or null; the sentence stands at the one that is not, or in place of
 * what is no shape at all. The first branch is never taken: S stands there by itself, for TypeScript to infer it whole.
 */
export type InputDims<S, Said extends string = typeof noShape> = [S] extends [never]
  ? S
  : S extends Shape
    ? {
        readonly [K in keyof S]: S[K] extends number
          ? `${S[K]}` extends NotCount
            ? `input needs whole numbers above zero, or null for an axis known only at run time; got ${S[K]}`
            : S[K]
          : S[K] extends string
            ? Declared<'input', S[K]>
            : S[K];
      }
    : Said;
const noShape = 'input takes a shape, e.g. input([28, 28, 1])';

/** The shape that was given, of any rank where it was none. */
export type GivenShape<S> = S extends Shape ? S : Shape;

/**
 * The start of a model: a symbolic tensor of the given shape, the batch axis left out.
 *
 * @example const image = input([28, 28, 1]); // SymbolicTensor<[null, 28, 28, 1]>
 * @throws ShapeMismatchError for a size that is not a whole number above zero.
 */
export type Input = <const S, const D extends 'float32' | 'int32' | 'string' = 'float32'>(
  shape: InputDims<S>,
  options?: InputOptions<D>,
) => [D] extends ['string']
  ? TextTensor<TextsOf<GivenShape<S>>, TextsOf<GivenShape<S>>>
  : SymbolicTensor<[null, ...GivenShape<S>], [null, ...GivenShape<S>]>;

/** The `input` of a kit. */
export const makeInput = (kit: Kit): Input => {
  const input = (shape: Shape, given?: InputOptions) => {
    checkInputShape(shape);
    const { name, dtype } = readOptions('input', given, inputOptions);
    return makeTensor(kit, {
      kind: 'tensor',
      shape: [null, ...shape],
      source: undefined,
      givenName: name,
      dtype,
    });
  };
  return input as unknown as Input;
};

const checkInputShape = (shape: Shape): void => {
  if (!isList(shape)) throw new TypeError(`${noShape}; got ${show(shape)}`);
  if (shape.length > 15) throw new ShapeMismatchError(`input takes 15 axes at most, got ${shape.length}`);
  // a hole in the list is a size that is none
  const dims = Array.from(shape);
  for (const dim of dims) {
    const verdict = typeof dim === 'string' ? declared('input', dim) : '';
    if (typeof verdict !== 'string') throw new ShapeMismatchError(verdict.sentence);
  }
  const at = dims.findIndex((dim) => typeof dim !== 'string' && dim !== null && !(isWhole(dim) && dim > 0));
  if (at >= 0)
    throw new ShapeMismatchError(
      `input needs whole numbers above zero, or null for an axis known only at run time; got ${show(shape[at])}`,
    );
};
