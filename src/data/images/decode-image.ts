// Files of images as pixels, as TensorFlow's decode_image has them: bytes, grey spread over colours, no blending.
import { DataError } from '../../training/data/data-error.js';

/** An image: bytes, row by row, the channels of a pixel side by side. */
export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Uint8Array;
}

/** The same, of two bytes a value maybe. */
interface RawPixels extends Omit<Pixels, 'values'> {
  readonly values: Uint8Array | Uint16Array;
}

/** Endings of the files that are read. */
export const imageEndings = ['.png', '.jpg', '.jpeg'] as const;

/** Endings that Keras reads too. */
export const otherImageEndings = ['.bmp', '.gif'] as const;

/** The pixels of a PNG or JPEG file, which its first bytes tell apart; `name` is for errors. */
export const decodeImage = async (bytes: Uint8Array, channels: number, name: string): Promise<Pixels> => {
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50;
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isPng && !isJpeg)
    throw new DataError(`'${name}' is no PNG and no JPEG file${bytes.length === 0 ? ': it is empty' : ''}`);
  try {
    return inChannels(isPng ? await decodePng(bytes) : await decodeJpeg(bytes), channels);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(`'${name}' is damaged, or no whole ${isPng ? 'PNG' : 'JPEG'} file: ${why}`, {
      cause,
    });
  }
};

const decodePng = async (bytes: Uint8Array): Promise<RawPixels> => {
  const { decode, convertIndexedToRgb } = await import('fast-png');
  const png = decode(bytes, { checkCrc: true });
  const { height, width, depth, palette } = png;
  const size = height * width;
  if (palette) {
    const values = convertIndexedToRgb(png);
    return { height, width, channels: values.length / size, values };
  }
  if (depth < 8) return { height, width, channels: 1, values: unpacked(png.data as Uint8Array, height, width, depth) }; // prettier-ignore
  const values = png.data as Uint8Array | Uint16Array;
  if (values.length !== size * png.channels) throw new Error('it has fewer pixels than it says');
  return { height, width, channels: png.channels, values };
};

/** Grey values of fewer bits than a byte has, each row from a byte of its own on. */
const unpacked = (packed: Uint8Array, height: number, width: number, depth: number): Uint8Array => {
  const inRow = Math.ceil((width * depth) / 8);
  const largest = 2 ** depth - 1;
  return Uint8Array.from({ length: height * width }, (_, i) => {
    const bit = (i % width) * depth;
    const byte = packed[Math.floor(i / width) * inRow + (bit >> 3)]!;
    return (((byte >> (8 - depth - (bit & 7))) & largest) * 255) / largest;
  });
};

const decodeJpeg = async (bytes: Uint8Array): Promise<RawPixels> => {
  const { decode } = (await import('jpeg-js')).default;
  const { height, width, data } = decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxMemoryUsageInMB: 2048,
  });
  return { height, width, channels: 3, values: data };
};

/** Grey from colours, by the weights that TensorFlow gives libpng, in its whole numbers. */
const greyOf = (values: Uint8Array | Uint16Array, at: number): number => {
  const sum = 9797 * values[at]! + 19234 * values[at + 1]! + 3737 * values[at + 2]!;
  // only of two bytes it is rounded
  return (sum + (values instanceof Uint16Array ? 16384 : 0)) >>> 15;
};

/** The same image in so many channels: 1 grey, 3 colours, 4 with an alpha channel; of two bytes the high one. */
const inChannels = (image: RawPixels, channels: number): Pixels => {
  const { height, width, channels: given, values } = image;
  const isGrey = given < 3;
  const isDeep = values instanceof Uint16Array;
  const out = new Uint8Array(height * width * channels);
  const put = (at: number, value: number) => (out[at] = isDeep ? value >> 8 : value);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const [from, to] = [pixel * given, pixel * channels];
    if (channels === 1) put(to, isGrey ? values[from]! : greyOf(values, from));
    else for (let i = 0; i < 3; i++) put(to + i, values[from + (isGrey ? 0 : i)]!);
    if (channels === 4) put(to + 3, given % 2 === 0 ? values[from + given - 1]! : isDeep ? 65535 : 255);
  }
  return { height, width, channels, values: out };
};
