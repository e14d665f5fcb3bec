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
  /** The alpha channel's value where there is none. Default: the largest. */
  readonly opaque?: number;
  /** The values of pixels that are transparent. */
  readonly transparent?: ArrayLike<number>;
}

/** Endings of the files that are read. */
export const imageEndings = ['.bmp', '.gif', '.jpeg', '.jpg', '.png'] as const;

/** How each kind of file begins, and what reads it. */
const kinds: readonly {
  readonly kind: string;
  readonly begins: readonly number[];
  readonly decode: (bytes: Uint8Array) => RawPixels | Promise<RawPixels>;
}[] = [
  { kind: 'PNG', begins: [0x89, 0x50], decode: (bytes) => decodePng(bytes) },
  { kind: 'JPEG', begins: [0xff, 0xd8], decode: (bytes) => decodeJpeg(bytes) },
  {
    kind: 'BMP',
    begins: [0x42, 0x4d],
    decode: async (bytes) => (await import('./decode-bmp.js')).decodeBmp(bytes),
  },
  {
    kind: 'GIF',
    begins: [0x47, 0x49, 0x46, 0x38],
    decode: async (bytes) => (await import('./decode-gif.js')).decodeGif(bytes),
  },
];

/**
 * The pixels of a PNG, JPEG, BMP or GIF file, which its first bytes tell apart; of a GIF file those of its first picture. `name` is
 * for errors.
 */
export const decodeImage = async (bytes: Uint8Array, channels: number, name: string): Promise<Pixels> => {
  const found = kinds.find(({ begins }) => begins.every((byte, i) => bytes[i] === byte));
  if (!found)
    throw new DataError(
      `'${name}' is no PNG, JPEG, BMP or GIF file${bytes.length === 0 ? ': it is empty' : ''}`,
    );
  try {
    return inChannels(await found.decode(bytes), channels);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(`'${name}' is damaged, or no whole ${found.kind} file: ${why}`, { cause });
  }
};

const decodePng = async (bytes: Uint8Array): Promise<RawPixels> => {
  const { decode, convertIndexedToRgb } = await import('fast-png');
  const png = decode(bytes, { checkCrc: true });
  const { height, width, depth, palette } = png;
  // TensorFlow fills alpha channels by the largest value of so many bits as the file has
  const opaque = depth < 8 ? 2 ** depth - 1 : undefined;
  const size = height * width;
  if (palette) {
    const values = convertIndexedToRgb(png);
    return { height, width, channels: values.length / size, values, ...(opaque && { opaque }) };
  }
  if (depth < 8) return { height, width, channels: 1, values: unpacked(png.data as Uint8Array, height, width, depth), opaque: opaque! }; // prettier-ignore
  const values = png.data as Uint8Array | Uint16Array;
  if (values.length !== size * png.channels) throw new Error('it has fewer pixels than it says');
  const { transparency } = png;
  return {
    height,
    width,
    channels: png.channels,
    values,
    ...(transparency && { transparent: transparency }),
  };
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
  const { opaque = isDeep ? 65535 : 255, transparent } = image;
  const isClear = (at: number) =>
    transparent !== undefined && Array.from(transparent).every((value, i) => values[at + i] === value);
  const out = new Uint8Array(height * width * channels);
  const put = (at: number, value: number) => (out[at] = isDeep ? value >> 8 : value);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const [from, to] = [pixel * given, pixel * channels];
    if (channels === 1) put(to, isGrey ? values[from]! : greyOf(values, from));
    else for (let i = 0; i < 3; i++) put(to + i, values[from + (isGrey ? 0 : i)]!);
    if (channels === 4) put(to + 3, given % 2 === 0 ? values[from + given - 1]! : isClear(from) ? 0 : opaque);
  }
  return { height, width, channels, values: out };
};
