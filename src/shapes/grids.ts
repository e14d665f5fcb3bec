// Tensors of one to three spatial axes and one of channels: sequences, images, volumes.
import type { Add, Multiply, NotWhole, Subtract } from './arithmetic.js';
import { imageHint, type ImageHint } from './image-hint.js';
import type { DataFormat } from './images.js';
import type { NamedPlus, NamedTimes } from './named.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from './shape.js';

/** How many axes lie between the batch and the channels. */
export type Spatial = 1 | 2 | 3;

/** The axes of a grid in print, by how many are spatial. */
interface AxesInPrint {
  1: { channelsLast: '[batch, steps, features]'; channelsFirst: '[batch, features, steps]' };
  2: { channelsLast: '[batch, height, width, channels]'; channelsFirst: '[batch, channels, height, width]' };
  3: {
    channelsLast: '[batch, depth, height, width, channels]';
    channelsFirst: '[batch, channels, depth, height, width]';
  };
}

/** Value twin of `AxesInPrint`. */
const axesInPrint: AxesInPrint = {
  1: { channelsLast: '[batch, steps, features]', channelsFirst: '[batch, features, steps]' },
  2: { channelsLast: '[batch, height, width, channels]', channelsFirst: '[batch, channels, height, width]' },
  3: {
    channelsLast: '[batch, depth, height, width, channels]',
    channelsFirst: '[batch, channels, depth, height, width]',
  },
};

/** A grid put together: `Grid<null, [26, 26], 32, 'channelsLast'>` is `[null, 26, 26, 32]`. */
type Grid<B, S extends readonly unknown[], C, F extends DataFormat> = F extends 'channelsFirst'
  ? [B, C, ...S]
  : [B, ...S, C];

/** A batch axis and N + 1 others. */
interface GridRank {
  1: 3;
  2: 4;
  3: 5;
}

/**
 * The axes of a grid in one order, the spatial ones together: `GridParts<[null, 8, 9, 3], 2, 'channelsLast'>` is
 * `[null, [8, 9], 3]`; what is no grid of N spatial axes is `undefined`.
 */
type GridParts<In, N extends Spatial, F extends DataFormat> = [In, F] extends [
  { readonly length: GridRank[N] },
  infer Format,
]
  ? Format extends 'channelsFirst'
    ? In extends readonly [infer B, infer C, ...infer S extends Shape]
      ? [B, S, C]
      : undefined
    : In extends readonly [infer B, ...infer S extends Shape, infer C]
      ? [B, S, C]
      : undefined
  : undefined;

interface Wide {
  1: [number];
  2: [number, number];
  3: [number, number, number];
}

/** What a layer over grids says of another shape; one of unknown rank passes quietly. */
type NoGrid<L extends string, In, N extends Spatial, F extends DataFormat> = number extends (In &
  Shape)['length']
  ? Grid<null, Wide[N], number, F>
  : ShapeError<
      `${L} needs ${AxesInPrint[N][F]}, got ${Show<In>}${N extends 2 ? ImageHint<In, F> : ''}`,
      Grid<null, Wide[N], number, F>
    >;

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
 * A grid that grew by its sides: `PadGrid<'zeroPadding1d', [null, 4, 8], 1, [[1, 2]], 'channelsLast'>` is `[null, 7, 8]`.
 */
export type PadGrid<L extends string, In, N extends Spatial, Ends, F extends DataFormat> =
  GridParts<In, N, F> extends readonly [infer B, infer S extends Shape, infer C]
    ? Grid<B, PadEach<S, Ends>, C, F>
    : NoGrid<L, In, N, F>;

/** The same without its sides, or the sentence where nothing is left of an axis. */
export type CropGrid<L extends string, In, N extends Spatial, Ends, F extends DataFormat> =
  GridParts<In, N, F> extends readonly [infer B, infer S extends Shape, infer C]
    ? CropEach<S, Ends> extends infer Left extends readonly unknown[]
      ? NothingLeft<S, Left, Ends> extends infer Wrong extends string
        ? ShapeError<`${L}: ${Wrong}, got ${Show<In>}`, Grid<B, Wide[N], C, F>>
        : Grid<B, Left, C, F>
      : never
    : NoGrid<L, In, N, F>;

/** A grid as it is: `SameGrid<'spatialDropout1d', [null, 4, 8], 1, 'channelsLast'>` is `[null, 4, 8]`. */
export type SameGrid<L extends string, In, N extends Spatial, F extends DataFormat> =
  GridParts<In, N, F> extends undefined ? NoGrid<L, In, N, F> : In;

/** The same so many times as large. */
export type TimesGrid<L extends string, In, N extends Spatial, By, F extends DataFormat> =
  GridParts<In, N, F> extends readonly [infer B, infer S extends Shape, infer C]
    ? Grid<B, TimesEach<S, By>, C, F>
    : NoGrid<L, In, N, F>;

/** `TimesEach<[4, 'time'], [2, 3]>` is `[8, '3*time']`. */
type TimesEach<S extends Shape, By> = {
  -readonly [K in keyof S]: TimesDim<S[K], K extends keyof By ? By[K] : never>;
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

/**
 * A grid whose spatial axes are changed one by one; `change` gives the new size, or the end of a sentence. The types do
 * the same with `GridParts` and `Grid`.
 */
export const changeGrid = (
  layer: string,
  shape: Shape,
  spatial: Spatial,
  format: DataFormat,
  change: (n: Dim, axis: number) => Dim | { readonly wrong: string },
): Checked => {
  if (shape.length !== spatial + 2) {
    const hint = spatial === 2 ? imageHint(shape, format) : '';
    return misfit(`${layer} needs ${axesInPrint[spatial][format]}, got ${showShape(shape)}${hint}`);
  }
  const from = format === 'channelsFirst' ? 2 : 1;
  const out: Dim[] = [...shape];
  for (let axis = 0; axis < spatial; axis++) {
    const size = change(shape[from + axis]!, axis);
    if (typeof size === 'object' && size !== null)
      return misfit(`${layer}: ${size.wrong}, got ${showShape(shape)}`);
    out[from + axis] = size;
  }
  return fits(out);
};
