import { fileError } from '../files/explain-file-error.js';
import { nodeFileSystem, readPlain } from '../files/node-files.js';
import { declareAsync } from '../options/declare.js';
import { countBetween, either, flag, oneOf } from '../options/kinds.js';
import { optional, type Declares, type Kind } from '../options/option.js';
import type { OtherFormat } from '../shapes/rank.js';
import { sizeOf, type Floats } from './array-data.js';
import {
  directoryKind,
  directoryOptions,
  type DirectoryLabels,
  type DirectoryOptions,
  type LabelMode,
  type Subset,
} from './directory/directory-options.js';
import { fileBatches, type FileBatches, type InSubsets, type LabelsFor } from './directory/file-batches.js';
import { decodeImage, imageEndings } from './images/decode-image.js';
import {
  croppedTo,
  interpolations,
  paddedTo,
  resizeImage,
  type ImageInterpolation,
} from './images/resize-image.js';

/** What pixels are made of. */
export type ColorMode = 'rgb' | 'rgba' | 'grayscale';
/** The other modes of colour, for editors: see `OtherLabelMode`. */
interface OtherColorMode {
  rgb: 'rgba' | 'grayscale';
  rgba: 'rgb' | 'grayscale';
  grayscale: 'rgb' | 'rgba';
}
/** Where the channels stand. */
type Format = 'channelsLast' | 'channelsFirst';
/** A height and a width, or one number for both. */
export type ImageSize = number | readonly [height: number, width: number];

/** Options of `imageDatasetFromDirectory`. */
export interface ImageDatasetFromDirectoryOptions<
  Z extends ImageSize = ImageSize,
  C extends ColorMode = ColorMode,
  F extends Format = Format,
  G extends DirectoryLabels = DirectoryLabels,
  L extends LabelMode = LabelMode,
  N extends readonly string[] = readonly string[],
  S extends Subset = Subset,
> extends DirectoryOptions<G, L, N, S> {
  /** The height and width that every image comes in, or one number for both. Default [256, 256]. */
  readonly imageSize?: Z;
  /** 'rgb', 'rgba' or 'grayscale': 3, 4 channels or 1. Default 'rgb'. */
  readonly colorMode?: C | OtherColorMode[C];
  /** How pixels come about at another size, by TensorFlow's formulas. Default 'bilinear'. */
  readonly interpolation?: ImageInterpolation;
  /** Whether the middle of each image is cut out in the proportions of `imageSize`, so that nothing is stretched. Default false. */
  readonly cropToAspectRatio?: boolean;
  /** Whether each image keeps its proportions, zeros around it. Default false. */
  readonly padToAspectRatio?: boolean;
  /** 'channelsLast' or 'channelsFirst': where the channels stand. Default 'channelsLast'. */
  readonly dataFormat?: F | OtherFormat[F];
}

const side = countBetween(1, 16384);
const size: Kind<ImageSize> = either(side, {
  needs: '[height, width]',
  read: (given): readonly [number, number] | undefined => {
    if (!Array.isArray(given) || given.length !== 2) return undefined;
    const [height, width] = [side.read(given[0]), side.read(given[1])];
    return height === undefined || width === undefined ? undefined : [height, width];
  },
  hint: (given) =>
    Array.isArray(given) && given.length === 3 ? 'colorMode says how many channels there are' : undefined,
});

/** The options of `imageDatasetFromDirectory`, declared. */
const imageOptions = {
  ...directoryOptions,
  imageSize: optional(size, [256, 256]),
  colorMode: optional(oneOf(['rgb', 'rgba', 'grayscale']), 'rgb'),
  interpolation: optional(oneOf(interpolations), 'bilinear'),
  cropToAspectRatio: optional(flag, false),
  padToAspectRatio: optional(flag, false),
  dataFormat: optional(oneOf(['channelsLast', 'channelsFirst']), 'channelsLast'),
} satisfies Declares<ImageDatasetFromDirectoryOptions>;

const channelsOf = { rgb: 3, rgba: 4, grayscale: 1 } as const;

/** The shape of a batch of images. */
export type ImagesShape<
  Z extends ImageSize,
  C extends ColorMode,
  F extends Format,
> = F extends 'channelsFirst'
  ? [number, (typeof channelsOf)[C], HeightOf<Z>, WidthOf<Z>]
  : [number, HeightOf<Z>, WidthOf<Z>, (typeof channelsOf)[C]];
type HeightOf<Z> = Z extends readonly [infer H extends number, number] ? H : Z & number;
type WidthOf<Z> = Z extends readonly [number, infer W extends number] ? W : Z & number;

interface ImageDatasetFromDirectory {
  <
    const Z extends ImageSize = readonly [256, 256],
    const C extends ColorMode = 'rgb',
    const F extends Format = 'channelsLast',
    const G extends DirectoryLabels = 'inferred',
    const L extends LabelMode = 'int',
    const N extends readonly string[] = readonly string[],
    const S extends Subset = Subset,
  >(
    directory: string | URL,
    options?: ImageDatasetFromDirectoryOptions<Z, C, F, G, L, N, S>,
  ): Promise<InSubsets<S, FileBatches<Floats<ImagesShape<Z, C, F>>, LabelsFor<G, L, N>, N>>>;
}

/**
 * Batches of the images of a folder, in Node: PNG, JPEG, BMP and GIF files (of these the first picture), read as they are needed, `[batch, height, width, channels]`,
 * numbers from 0 to 255. Each folder in it is a class; by the same seed it is split as Keras splits it.
 *
 * @param directory A folder with a folder for each class; for `labels` of your own, or none, of files.
 * @throws FileError where there is no such folder; DataError where it has no images, and for a damaged file, by its name,
 * once its turn comes.
 * @example
 * const [train, test] = await imageDatasetFromDirectory('flowers', { imageSize: [64, 64], validationSplit: 0.2, subset: 'both', seed: 1 });
 * await net.fit(train, { epochs: 5, validationData: test });
 * @see https://keras.io/api/data_loading/image/
 */
export const imageDatasetFromDirectory: ImageDatasetFromDirectory = /* @__PURE__ */ declareAsync(
  { name: 'imageDatasetFromDirectory', takes: { directory: directoryKind }, options: imageOptions },
  async ({ directory, imageSize, colorMode, interpolation, ...options }) => {
    const where = 'imageDatasetFromDirectory';
    const { cropToAspectRatio, padToAspectRatio, dataFormat, batchSize } = options;
    if (cropToAspectRatio && padToAspectRatio)
      throw new TypeError(`${where}: cropToAspectRatio or padToAspectRatio, not both`);
    const [height, width] = typeof imageSize === 'number' ? [imageSize, imageSize] : imageSize;
    const channels = channelsOf[colorMode];
    sizeOf(where, [1, height, width, channels]);
    const fs = await nodeFileSystem();
    const load = async (path: string): Promise<ArrayLike<number>> => {
      const bytes = await readPlain(fs, path, { follow: true }).catch((cause: unknown) => {
        throw fileError(`${where}: cannot read`, path, cause);
      });
      const image = await decodeImage(bytes, channels, path);
      const sized = padToAspectRatio
        ? paddedTo(image, height, width, interpolation)
        : resizeImage(
            cropToAspectRatio ? croppedTo(image, height, width) : image,
            height,
            width,
            interpolation,
          );
      return dataFormat === 'channelsLast' ? sized.values : channelsFirst(sized.values, channels);
    };
    return fileBatches(where, directory, options, imageEndings, 'images', async (paths) => {
      const shape = [paths.length, ...(dataFormat === 'channelsLast' ? [height, width, channels] : [channels, height, width])]; // prettier-ignore
      const values = new Float32Array(sizeOf(`${where}: a batch of ${batchSize}`, shape));
      const images = await Promise.all(paths.map(load));
      images.forEach((image, i) => values.set(image, i * height * width * channels));
      return { values, shape };
    });
  },
);

/** The same image, one channel after the other. */
const channelsFirst = (values: ArrayLike<number>, channels: number): Float32Array => {
  const pixels = values.length / channels;
  return Float32Array.from({ length: values.length }, (_, i) => values[(i % pixels) * channels + Math.floor(i / pixels)]!); // prettier-ignore
};
