// What to do where an image was needed and another shape came: a reshape of what is at hand, where there is one.
import type { DataFormat } from './rank.js';
import { showShape, type Shape, type Show, type ShowDim } from './shape.js';

/** Usual sizes of images by their elements: the side of the square, and the channels. */
const squares = {
  64: [8, 1],
  100: [10, 1],
  144: [12, 1],
  196: [14, 1],
  256: [16, 1],
  400: [20, 1],
  576: [24, 1],
  784: [28, 1],
  900: [30, 1],
  1024: [32, 1],
  2304: [48, 1],
  2352: [28, 3],
  2500: [50, 1],
  3072: [32, 3],
  4096: [64, 1],
  9216: [96, 1],
  10000: [100, 1],
  12288: [64, 3],
  16384: [128, 1],
  27648: [96, 3],
  49152: [128, 3],
  50176: [224, 1],
  65536: [256, 1],
  150528: [224, 3],
  196608: [256, 3],
} as const;

type Squares = typeof squares;

/** The reshape in words: `Reshaping<28, 28, 1, 'channelsLast'>` is `'; reshape first, e.g. .reshape([28, 28, 1])'`. */
type Reshaping<
  H extends number,
  W extends number,
  C extends number,
  F extends DataFormat,
> = F extends 'channelsFirst'
  ? `; reshape first, e.g. .reshape([${C}, ${H}, ${W}])`
  : `; reshape first, e.g. .reshape([${H}, ${W}, ${C}])`;

/**
 * The end of the sentence for what is no image: `ImageHint<[null, 784], 'channelsLast'>` is
 * `'; reshape first, e.g. .reshape([28, 28, 1])'`. A row that is no usual square has none; of five axes the first may be a batch.
 */
export type ImageHint<In, F extends DataFormat> = In extends readonly [unknown, infer N extends keyof Squares]
  ? Reshaping<Squares[N][0], Squares[N][0], Squares[N][1], F>
  : In extends readonly [unknown, infer H extends number, infer W extends number]
    ? number extends H | W
      ? ''
      : Reshaping<H, W, 1, F>
    : In extends readonly [unknown, infer N extends number, ...infer Rest]
      ? Rest['length'] extends 3
        ? `; if ${ShowDim<N>} is the batch, leave it out: input(${Show<Rest>})`
        : ''
      : '';

/** Value twin of `ImageHint`. */
export const imageHint = (shape: Shape, format: DataFormat): string => {
  const reshaping = (height: number, width: number, channels: number): string =>
    `; reshape first, e.g. .reshape([${(format === 'channelsFirst' ? [channels, height, width] : [height, width, channels]).join(', ')}])`;
  const [, first, second] = shape;
  if (shape.length === 2 && typeof first === 'number' && Object.hasOwn(squares, first)) {
    const [side, channels] = squares[first as keyof Squares];
    return reshaping(side, side, channels);
  }
  if (shape.length === 3 && typeof first === 'number' && typeof second === 'number')
    return reshaping(first, second, 1);
  return shape.length === 5 && typeof first === 'number'
    ? `; if ${first} is the batch, leave it out: input(${showShape(shape.slice(2))})`
    : '';
};
