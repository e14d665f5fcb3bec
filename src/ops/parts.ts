// Parts of a tensor, and tensors made longer: getItem, slice, take, pad, tile, repeat, flip, roll, oneHot.
import { count, either, integer, listOf, number, oneOf, whole } from '../options/kinds.js';
import { optional, type Kind } from '../options/option.js';
import type { SymbolicTensor } from '../graph/symbolic-tensor.js';
import type { Axis } from '../shapes/axis.js';
import type { Pad, PadArg, Repeat, Tile } from '../shapes/ops/lengths.js';
import type { AlongAxes, AxesArg } from '../shapes/ops/places.js';
import type { GetItem, KeyPart, SliceAt } from '../shapes/ops/subscript.js';
import type { Dim, Shape, ShapeError, Show } from '../shapes/shape.js';
import { axes, axis, operand, operation, tensor, wholes } from './operation.js';
import { ellipsis, sliceOf } from './computed/subscript.js';
import type { Fitting, FromOf, Made, Numbers, OperationOptions, ShapeOf } from './typed.js';

const end = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text);

/** A part of a key as a file has it; undefined of what is none. */
const keyPart: Kind<number | 'new' | object, KeyPart> = {
  needs: "a place, null, '...' or a slice such as '1:-1'",
  read: (given) => {
    if (given === null) return 'new';
    if (given === '...') return ellipsis;
    if (typeof given !== 'string') return integer.read(given);
    const [, from, to, step] = /^(-?\d{0,9}):(-?\d{0,9})(?::(-?\d{0,9}))?$/.exec(given) ?? [];
    if (from === undefined || [from, to, step].includes('-') || /^-?0+$/.test(step ?? '')) return undefined;
    return sliceOf(end(from), end(to), end(step));
  },
};

const keyParts = listOf(
  `a list of places, null, '...' and slices such as '1:-1'`,
  keyPart,
  (all) => all.length < 16,
);

const key: Kind<readonly unknown[], KeyPart | readonly KeyPart[]> = {
  needs: keyParts.needs,
  read: (given) =>
    keyParts.read(Array.isArray(given) ? given : [given])?.map((part) => (part === 'new' ? null : part)),
};

/** A part of a tensor. */
export interface GetItemOf {
  <X extends SymbolicTensor, const K extends KeyPart | readonly KeyPart[]>(
    x: Fitting<GetItem<ShapeOf<X>, K>, X>,
    key: K,
    options?: OperationOptions,
  ): Made<GetItem<ShapeOf<X>, K>, FromOf<X>>;
}

/**
 * A part of a tensor, axis by axis from the batch on, as Python writes it: a place (`0`, `-1`) takes the axis away, a slice
 * (`':'`, `'1:-1'`, `'::2'`) leaves it, `null` is a new axis, and `'...'` stands for the rest.
 *
 * @throws ShapeMismatchError where there are fewer axes, or a place is outside of one.
 * @example ops.getItem(input([3, 4]), [':', 0]) // [null, 4], in Python x[:, 0]
 * @see https://keras.io/api/ops/numpy/
 */
export const getItem = /* @__PURE__ */ operation<GetItemOf>('getItem', 'GetItem', {
  takes: { x: tensor, key },
});

/** A part cut out of a tensor. */
export interface SliceOut {
  <X extends SymbolicTensor, const I extends readonly number[], const N extends readonly number[]>(
    inputs: X,
    startIndices: I,
    shape: Fitting<SliceAt<ShapeOf<X>, I, N>, N>,
    options?: OperationOptions,
  ): Made<SliceAt<ShapeOf<X>, I, N>, FromOf<X>>;
}

/**
 * A part cut out of a tensor, from a place on each axis, the batch among them; a size of -1 is all that is left.
 *
 * @throws ShapeMismatchError where there is not a place and a size for each axis.
 * @example ops.slice(input([3, 4]), [0, 1, 0], [-1, 2, 3]) // [null, 2, 3]
 * @see https://keras.io/api/ops/core/
 */
export const slice = /* @__PURE__ */ operation<SliceOut>('slice', 'Slice', {
  takes: { inputs: tensor, startIndices: wholes, shape: wholes },
});

/** The shape with that of the places in the place of an axis. */
type Taken<S extends Shape, I extends Shape, A extends number> = S extends unknown
  ? number extends S['length'] | A
    ? Shape
    : [Axis<S, A>] extends [never]
      ? ShapeError<`take: ${Show<S>} has no axis ${A}`, Shape>
      : Replaced<S, I, Axis<S, A>>
  : never;

type Replaced<
  S extends Shape,
  I extends Shape,
  P,
  Done extends readonly Dim[] = [],
  At extends readonly unknown[] = [],
> = S extends readonly [infer D extends Dim, ...infer Rest extends Shape]
  ? Replaced<Rest, I, P, At['length'] extends P ? [...Done, ...I] : [...Done, D], [...At, 0]>
  : Done;

/** Options of operations along an axis that must be said. */
export interface SaidAxisOptions<A extends number = number> extends OperationOptions {
  /** The axis; the batch is 0, from the end if negative. */
  axis: A;
}

/** Places along an axis. */
export interface Take {
  <X extends SymbolicTensor, const I extends SymbolicTensor | number | Numbers, const A extends number>(
    x: Fitting<Taken<ShapeOf<X>, ShapeOf<I>, A>, X>,
    indices: I,
    options: SaidAxisOptions<A>,
  ): Made<Taken<ShapeOf<X>, ShapeOf<I>, A>, FromOf<X> | FromOf<I>>;
}

/**
 * What stands at some places of an axis; those below zero are counted from the end.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.take(input([3, 4]), [2, 0], { axis: 1 }) // [null, 2, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const take = /* @__PURE__ */ operation<Take>('take', 'Take', {
  takes: { x: tensor, indices: operand },
  options: { axis },
});

/** Options of `pad`. */
export interface PadOptions extends OperationOptions {
  /** What is put there: `'constant'` numbers, or what stands inside, turned at the edge without it or with it. Default `'constant'`. */
  mode?: 'constant' | 'reflect' | 'symmetric';
  /** The number that is put there, where the mode is `'constant'`. Default 0. */
  constantValues?: number;
}

/** A tensor with more around it. */
export interface PadBy {
  <X extends SymbolicTensor, const W extends PadArg>(
    x: Fitting<Pad<ShapeOf<X>, W>, X>,
    padWidth: W,
    options?: PadOptions,
  ): Made<Pad<ShapeOf<X>, W>, FromOf<X>>;
}

const pair = listOf('[before, behind]', whole, (all) => all.length === 2);

/**
 * Puts numbers before and behind each axis, the batch among them: as many for all, `[before, behind]` for all, or that for each.
 *
 * @throws ShapeMismatchError where the widths are of another number of axes.
 * @example ops.pad(input([3, 4]), [[0, 0], [1, 2], [0, 1]]) // [null, 6, 5]
 * @see https://keras.io/api/ops/numpy/
 */
export const pad = /* @__PURE__ */ operation<PadBy>('pad', 'Pad', {
  takes: {
    x: tensor,
    padWidth: either(
      whole,
      either(pair, listOf('[before, behind] for each axis', pair)),
      'a whole number, [before, behind], or that for each axis',
    ),
  },
  options: {
    mode: optional(oneOf(['constant', 'reflect', 'symmetric']), 'constant'),
    constantValues: optional(number),
  },
});

/** A tensor so many times. */
export interface TileBy {
  <X extends SymbolicTensor, const R extends number | readonly number[]>(
    x: X,
    repeats: R,
    options?: OperationOptions,
  ): Made<Tile<ShapeOf<X>, R>, FromOf<X>>;
}

const counts = either(
  count,
  listOf('a list of such', count, (all) => all.length > 0 && all.length < 16),
);

/**
 * A tensor so many times along each axis, the batch among them; of fewer numbers the last axes are meant.
 *
 * @example ops.tile(input([3, 4]), [1, 2, 1]) // [null, 6, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const tile = /* @__PURE__ */ operation<TileBy>('tile', 'Tile', {
  takes: { x: tensor, repeats: counts },
});

/** Each place of an axis so many times. */
export interface RepeatBy {
  <X extends SymbolicTensor, const R extends number, const A extends number>(
    x: Fitting<Repeat<ShapeOf<X>, R, A>, X>,
    repeats: R,
    options: SaidAxisOptions<A>,
  ): Made<Repeat<ShapeOf<X>, R, A>, FromOf<X>>;
}

/**
 * Each place of an axis so many times, one behind the other.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.repeat(input([3, 4]), 2, { axis: 1 }) // [null, 6, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const repeat = /* @__PURE__ */ operation<RepeatBy>('repeat', 'Repeat', {
  takes: { x: tensor, repeats: count },
  options: { axis },
});

/** Options of `flip`. */
export interface FlipOptions<A extends AxesArg = AxesArg> extends OperationOptions {
  /** The axis, or a list of axes; the batch is 0, from the end if negative. Default: all of them. */
  axis?: A;
}

/** Axes the other way round. */
export interface Flip {
  <X extends SymbolicTensor, const A extends AxesArg = null>(
    x: Fitting<AlongAxes<'flip', ShapeOf<X>, A>, X>,
    options?: FlipOptions<A>,
  ): Made<AlongAxes<'flip', ShapeOf<X>, A>, FromOf<X>>;
}

/**
 * The places of some axes, the last first. Input of any shape, output of the same.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.flip(input([3, 4]), { axis: 1 }) // [null, 3, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const flip = /* @__PURE__ */ operation<Flip>('flip', 'Flip', {
  takes: { x: tensor },
  options: { axis: optional(axes) },
});

/** An axis turned round. */
export interface Roll {
  <X extends SymbolicTensor, const A extends number>(
    x: Fitting<AlongAxes<'roll', ShapeOf<X>, A>, X>,
    shift: number,
    options: SaidAxisOptions<A>,
  ): Made<AlongAxes<'roll', ShapeOf<X>, A>, FromOf<X>>;
}

/**
 * The places of an axis moved on by some; what falls off the end comes first. Input of any shape, output of the same.
 *
 * @throws ShapeMismatchError where there is no such axis.
 * @example ops.roll(input([3, 4]), 1, { axis: 1 }) // [null, 3, 4]
 * @see https://keras.io/api/ops/numpy/
 */
export const roll = /* @__PURE__ */ operation<Roll>('roll', 'Roll', {
  takes: { x: tensor, shift: integer },
  options: { axis },
});

/** Classes as ones among zeros. */
export interface OneHot {
  <X extends SymbolicTensor, const N extends number>(
    x: X,
    numClasses: N,
    options?: OperationOptions,
  ): Made<[...ShapeOf<X>, N], FromOf<X>>;
}

/**
 * Whole numbers as zeros with a one at that place, along a new last axis.
 *
 * @example ops.oneHot(input([4], { dtype: 'int32' }), 10) // [null, 4, 10]
 * @see https://keras.io/api/ops/nn/
 */
export const oneHot = /* @__PURE__ */ operation<OneHot>('oneHot', 'OneHot', {
  takes: { x: tensor, numClasses: count },
});
