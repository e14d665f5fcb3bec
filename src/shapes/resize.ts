// Spaces made larger or smaller: padded, cropped, or so many times as large.
import type { Add, Multiply, NotWhole, Subtract } from './arithmetic.js';
import type { NamedPlus, NamedTimes } from './named.js';
import type { Along, DataFormat, Rank } from './rank.js';
import type { Shape, ShapeError, Show } from './shape.js';
import type { SizeAlong } from './slide.js';
import type { NoSpace, Space, SpaceOf } from './space.js';

/** What lies before and after an axis. */
export type Side = readonly [number, number];

/** A literal that is no whole number is refused where it stands, and says nothing more here. */
type Wholly<K extends number> = `${K}` extends NotWhole ? number : K;

type Both<Ends> = Ends extends readonly [infer A extends number, infer B extends number]
  ? Add<Wholly<A>, Wholly<B>>
  : number;

type PlusDim<D, K extends number> = D extends number
  ? Add<D, K>
  : D extends string
    ? number extends K
      ? null
      : NamedPlus<D, `${K}`>
    : null;

/** Each axis with its sides added: `PadEach<[4, 'time'], [[1, 2], [0, 1]]>` is `[7, 'time + 1']`. */
type PadEach<S extends Shape, Ends> = {
  -readonly [K in keyof S]: PlusDim<S[K], Both<K extends keyof Ends ? Ends[K] : never>>;
};

/** An axis without its sides; `never` where nothing would be left of it. */
type CropDim<D, K extends number> = D extends number
  ? number extends D | K
    ? number
    : D extends K
      ? never
      : Subtract<D, K>
  : D extends string
    ? number extends K
      ? null
      : NamedPlus<D, K extends 0 ? '0' : `-${K}`>
    : null;

/** Each axis without its sides, those of which nothing would be left `never`: `CropEach<[4], [[1, 2]]>` is `[1]`. */
type CropEach<S extends Shape, Ends> = {
  -readonly [K in keyof S]: CropDim<S[K], Both<K extends keyof Ends ? Ends[K] : never>>;
};

/** The first axis of which nothing is left, and what was to be cut off it. */
type NothingLeft<S extends Shape, Cropped extends readonly unknown[], Ends> = S extends readonly [
  infer D,
  ...infer Rest extends Shape,
]
  ? Cropped extends readonly [infer Left, ...infer After]
    ? Ends extends readonly [readonly [infer A extends number, infer B extends number], ...infer More]
      ? [Left] extends [never]
        ? `cropping ${A} and ${B} leaves nothing of ${D & number}`
        : NothingLeft<Rest, After, More>
      : undefined
    : undefined
  : undefined;

/**
 * A space that grew by its sides: `PadSpace<'zeroPadding1d', [null, 4, 8], 1, [[1, 2]], 'channelsLast'>` is `[null, 7, 8]`.
 */
export type PadSpace<L extends string, In, N extends Rank, Ends, F extends DataFormat> =
  SpaceOf<N, In, F> extends readonly [infer B, infer S extends Shape, infer C]
    ? Space<B, PadEach<S, Ends>, C, F>
    : NoSpace<N, L, In, F, Space<null, Along<N, number>, number, F>>;

/** The same without its sides, or the sentence where nothing is left of an axis. */
export type CropSpace<L extends string, In, N extends Rank, Ends, F extends DataFormat> =
  SpaceOf<N, In, F> extends readonly [infer B, infer S extends Shape, infer C]
    ? CropEach<S, Ends> extends infer Left extends readonly unknown[]
      ? NothingLeft<S, Left, Ends> extends infer Wrong extends string
        ? ShapeError<`${L}: ${Wrong}, got ${Show<In>}`, Space<B, Along<N, number>, C, F>>
        : Space<B, Left, C, F>
      : never
    : NoSpace<N, L, In, F, Space<null, Along<N, number>, number, F>>;

/** The same so many times as large. */
export type TimesSpace<L extends string, In, N extends Rank, By, F extends DataFormat> =
  SpaceOf<N, In, F> extends readonly [infer B, infer S extends Shape, infer C]
    ? Space<B, TimesEach<S, By>, C, F>
    : NoSpace<N, L, In, F, Space<null, Along<N, number>, number, F>>;

/** Each axis so many times as large, by one factor or a list: `TimesEach<[4, 'time'], [2, 3]>` is `[8, '3*time']`. */
type TimesEach<S extends Shape, By> = {
  -readonly [K in keyof S]: TimesDim<S[K], SizeAlong<By, K>>;
};

type TimesDim<D, K> = [K] extends [number]
  ? D extends number
    ? Multiply<D, Wholly<K>>
    : D extends string
      ? number extends Wholly<K>
        ? null
        : NamedTimes<D, `${K}`>
      : null
  : D extends number
    ? number
    : null;
