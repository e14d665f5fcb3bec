import { needsArray, readArray, type ArrayData } from '../data/array-data.js';
import { declareAsync } from '../options/declare.js';
import { anything, countBetween, either, listOf, number, token } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { showShape } from '../shapes/shape.js';
import { DataError } from '../training/data/data-error.js';
import { cutTo, svg, tag, text } from './svg.js';

/** Options of `plotImages`. */
export interface PlotImagesOptions {
  /** What stands under each image: names, or numbers. Default: nothing. */
  readonly labels?: readonly (string | number)[];
  /** Images in a row. Default 8. */
  readonly columns?: number;
  /** The width of each image in the picture, in pixels. Default 72. */
  readonly imageWidth?: number;
  /** The values that are black and white. Default: 0 and 1 where none is above 1, 0 and 255 otherwise. */
  readonly valueRange?: readonly number[];
}

/** The options of `plotImages`, declared. */
const plotImagesOptions = {
  labels: optional(listOf('a list of names or numbers', either(token, number))),
  columns: optional(countBetween(1, 1000), 8),
  imageWidth: optional(countBetween(8, 2000), 72),
  valueRange: optional(
    listOf(
      'two numbers, the lower one first',
      number,
      ([low, high, ...more]) => low! < high! && more.length === 0,
    ),
  ),
} satisfies Declares<PlotImagesOptions>;

/** More images, or values in them, than these are no picture any more. */
const most = { images: 1024, values: 2 ** 24 };

/** Bytes as text in a URL. */
const base64 = (bytes: Uint8Array): string => {
  let letters = '';
  for (let i = 0; i < bytes.length; i += 8192) letters += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(letters);
};

interface PlotImages {
  (images: ArrayData, options?: PlotImagesOptions): Promise<string>;
}

/**
 * Images in rows, with their labels, as an SVG picture that holds them as PNG.
 *
 * @param images `[images, height, width, channels]` of 1, 3 or 4 channels, or `[images, height, width]` of grey ones.
 * @throws DataError for another shape, for more than 1024 images, or where there are not as many labels.
 * @example writeFileSync('digits.svg', await plotImages(pixels, { labels }));
 */
export const plotImages: PlotImages = /* @__PURE__ */ declareAsync(
  { name: 'plotImages', takes: { images: anything<ArrayData>(needsArray) }, options: plotImagesOptions },
  async ({ images, labels, columns, imageWidth, valueRange }) => {
    const { values, shape } = readArray('plotImages: images', images);
    const [count = 0, height = 0, width = 0, channels = 1] = shape;
    if (shape.length < 3 || shape.length > 4 || ![1, 3, 4].includes(channels) || values.length === 0)
      throw new DataError(`plotImages: images must be [images, height, width, channels] of 1, 3 or 4 channels, got ${showShape(shape)}`); // prettier-ignore
    if (count > most.images || values.length > most.values)
      throw new DataError(`plotImages: images has ${count} of ${height} x ${width}; give it a part of them, ${most.images} at most`); // prettier-ignore
    if (labels !== undefined && labels.length !== count)
      throw new DataError(`plotImages: there are ${count} images, but labels has ${labels.length}`);
    const [low, high] = valueRange ?? rangeOf(values);
    const { encode } = await import('fast-png');
    const size = height * width * channels;
    const picture = (i: number) =>
      encode({
        width,
        height,
        channels,
        data: Uint8Array.from({ length: size }, (_, at) => {
          const value = ((values[i * size + at]! - low!) / (high! - low!)) * 255;
          return Math.max(0, Math.min(255, Math.round(value)));
        }),
      });
    const gap = 8;
    const tall = (imageWidth * height) / width;
    const inRow = Math.min(columns, count);
    const cell = { width: imageWidth + gap, height: tall + gap + (labels ? 16 : 0) };
    return svg(
      inRow * cell.width + gap,
      Math.ceil(count / inRow) * cell.height + gap,
      `${count} images`,
      Array.from({ length: count }, (_, i) => {
        const x = gap + (i % inRow) * cell.width;
        const y = gap + Math.floor(i / inRow) * cell.height;
        return [
          tag('image', {
            x,
            y,
            width: imageWidth,
            height: tall,
            href: `data:image/png;base64,${base64(picture(i))}`,
            style: 'image-rendering: pixelated',
          }),
          ...(labels
            ? [text(x + imageWidth / 2, y + tall + 13, cutTo(String(labels[i]), imageWidth + gap - 2, 6), { 'text-anchor': 'middle', 'font-size': 11 })] // prettier-ignore
            : []),
        ];
      }).flat(),
    );
  },
);

const rangeOf = (values: ArrayLike<number>): readonly [number, number] => {
  for (let i = 0; i < values.length; i++) if (values[i]! > 1) return [0, 255];
  return [0, 1];
};
