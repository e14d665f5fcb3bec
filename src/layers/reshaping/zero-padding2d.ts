import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Shown } from '../../errors/show.js';
import { whole } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import type { Free, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import { isWhole, type Add } from '../../shapes/arithmetic.js';
import { plusDim, type NamedPlus } from '../../shapes/named.js';
import {
  resizeImage,
  type DataFormat,
  type OtherFormat,
  type Image,
  type ImageParts,
  type NoImage,
} from '../../shapes/images.js';
import type { Dim, Unnamed } from '../../shapes/shape.js';
import type { Whole } from '../options/numbers.js';
import { dataFormat as formatKind } from '../options/window.js';

/** One size for every side, [height, width], or [[top, bottom], [left, right]]. */
export type Padding2 =
  number | readonly [number, number] | readonly [readonly [number, number], readonly [number, number]];

/** Options of `zeroPadding2d`. */
export interface ZeroPadding2DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** All four sides: `Sides<[1, 2]>` is `[[1, 1], [2, 2]]`. */
type Sides<P> = P extends number
  ? [[P, P], [P, P]]
  : P extends Padding2
    ? P extends readonly [infer H, infer W]
      ? H extends number
        ? [[H, H], [W, W]]
        : [H, W]
      : never
    : [[number, number], [number, number]];

type Side = readonly [number, number];

const sidesOf = (given: unknown): readonly unknown[][] =>
  (Array.isArray(given) ? (given as readonly unknown[]) : [given, given]).map((side) =>
    Array.isArray(side) ? (side as unknown[]) : [side, side],
  );

/** Value twin of `Sides`. */
const sides: Kind<readonly [Side, Side], Padding2> = {
  needs: 'a whole number, [height, width], or [[top, bottom], [left, right]]' satisfies PaddingNeeds,
  read: (given) => {
    const all = sidesOf(given);
    const right = all.length === 2 && all.every((side) => side.length === 2 && side.every(isWhole));
    return right ? (all as unknown as readonly [Side, Side]) : undefined;
  },
  blame: (given) => {
    const part = sidesOf(given)
      .flat()
      .find((size) => typeof size === 'number' && !isWhole(size));
    return part === undefined ? undefined : { needs: whole.needs, part };
  },
};

/** Height and width grow by the padding: `[null, 4, 4, 8]` padded by 1 gives `[null, 6, 6, 8]`. */
export interface ZeroPadding2DRule<P, F extends DataFormat> extends Rule {
  readonly of: ['zeroPadding2d', P, F];
  readonly out: [ImageParts<this['in'], F>, Sides<P>] extends readonly [
    readonly [infer B, infer H extends Unnamed, infer W extends Unnamed, infer C],
    readonly [
      readonly [infer Top extends number, infer Bottom extends number],
      readonly [infer Left extends number, infer Right extends number],
    ],
  ]
    ? Image<B, Plus<H, Top, Bottom>, Plus<W, Left, Right>, C, F>
    : PadNamed<this['in'], P, F>;
}

type PadNamed<In, P, F extends DataFormat> = [ImageParts<In, F>, Sides<P>] extends readonly [
  readonly [infer B, infer H extends Dim, infer W extends Dim, infer C],
  readonly [
    readonly [infer Top extends number, infer Bottom extends number],
    readonly [infer Left extends number, infer Right extends number],
  ],
]
  ? Image<B, AnyPlus<H, Top, Bottom>, AnyPlus<W, Left, Right>, C, F>
  : NoImage<'zeroPadding2d', In, 'same', F>;

type AnyPlus<N extends Dim, A extends number, B extends number> = N extends string
  ? number extends A | B
    ? null
    : NamedPlus<N, `${Add<A, B>}`>
  : Plus<N, A, B>;

/** What is inferred for the padding: a number, or a list, of whatever length is given. */
type PaddingArg = number | readonly [Part, ...Part[]];
type Part = number | readonly number[];

/** The type of the argument: the sentence stands at the size that is none, or at the last part of what is no padding. */
type Around<P extends PaddingArg> = [P] extends [number]
  ? Whole<'zeroPadding2d: padding', P & number>
  : {
      readonly [I in keyof P]: P extends Padding2
        ? P[I] extends readonly unknown[]
          ? { readonly [J in keyof P[I]]: Edge<P[I][J]> }
          : Edge<P[I]>
        : P extends readonly [...infer Init, unknown]
          ? I extends `${Init['length']}`
            ? `zeroPadding2d: padding must be ${PaddingNeeds}, got ${Shown<P>}`
            : P[I]
          : P[I];
    };

type PaddingNeeds = 'a whole number, [height, width], or [[top, bottom], [left, right]]';

type Edge<N> = N extends number ? Whole<'zeroPadding2d: padding', N> : N;

type Plus<N extends Dim, A extends number, B extends number> = N extends number ? Add<Add<N, A>, B> : null;

/** Zero padding of images; its signature, wherever it stands. */
export interface ZeroPadding2D<At extends Place> {
  /**
   * Puts zeros around images.
   *
   * Input `[batch, height, width, channels]`, output `[batch, height + top + bottom, width + left + right, channels]`.
   *
   * @param padding One size for every side, [height, width], or [[top, bottom], [left, right]]. Default 1.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).zeroPadding2d([[0, 1], [2, 2]]) // [null, 29, 32, 1]
   * @see https://keras.io/api/layers/reshaping_layers/zero_padding2d/
   */
  <const P extends PaddingArg = 1, const F extends DataFormat = 'channelsLast', Given = undefined>(
    this: Receiver<At, ZeroPadding2DRule<P, F>, Given>,
    padding?: OptionalArg<At, ZeroPadding2DRule<P, F>, Given, Around<P>>,
    options?: OptionalArg<At, ZeroPadding2DRule<P, F>, Given, ZeroPadding2DOptions<F>>,
  ): Placed<At, ZeroPadding2DRule<P, F>>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    /**
     * Zero padding of images.
     *
     * @example input([28, 28, 1]).zeroPadding2d([[0, 1], [2, 2]]) // [null, 29, 32, 1]
     * @see https://keras.io/api/layers/reshaping_layers/zero_padding2d/
     */
    readonly zeroPadding2d: ZeroPadding2D<At>;
  }
}

const layer = 'zeroPadding2d';

/**
 * Zero padding of images.
 *
 * @example sequential([28, 28, 1], [zeroPadding2d([[0, 1], [2, 2]])]) // [null, 29, 32, 1]
 * @see https://keras.io/api/layers/reshaping_layers/zero_padding2d/
 */
export const zeroPadding2d: ZeroPadding2D<Free> = defineLayer({
  name: layer,
  className: 'ZeroPadding2D',
  baseName: 'zero_padding2d',
  takes: { padding: optional(sides, 1) },
  options: { dataFormat: optional(formatKind, 'channelsLast') } satisfies OwnOptions<ZeroPadding2DOptions>,
  spec: ({ padding, dataFormat }) => ({
    outputShape: (inputs) =>
      resizeImage(layer, onlyInput(layer, inputs), dataFormat, 'same', (n, axis) =>
        plusDim(n, padding[axis][0] + padding[axis][1]),
      ),
    weights: () => [],
  }),
});
