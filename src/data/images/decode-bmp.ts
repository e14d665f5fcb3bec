// BMP files as TensorFlow reads them: 8, 24 or 32 bits a pixel, the lowest row first unless the height is negative.
import type { Pixels } from './decode-image.js';

/** Where the header has its fields, in bytes. */
const fields = {
  pixels: 10,
  headerSize: 14,
  width: 18,
  height: 22,
  bits: 28,
  compression: 30,
  colours: 46,
} as const;

/** The pixels of a BMP file, 1, 3 or 4 channels of them; it throws where it is of another kind, or not whole. */
export const decodeBmp = (bytes: Uint8Array): Pixels => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [at, width, high] = [
    view.getUint32(fields.pixels, true),
    view.getInt32(fields.width, true),
    view.getInt32(fields.height, true),
  ];
  const [bits, compression] = [view.getUint16(fields.bits, true), view.getUint32(fields.compression, true)];
  const height = Math.abs(high);
  if (bits !== 8 && bits !== 24 && bits !== 32)
    throw new Error(`it has ${bits} bits a pixel, where 8, 24 and 32 are read`);
  // 3 says where in 32 bits the channels stand: where they always do
  if (compression !== 0 && compression !== 3) throw new Error('it is compressed');
  const channels = bits / 8;
  const inRow = Math.ceil((width * channels) / 4) * 4;
  if (width <= 0 || at + inRow * height > bytes.length) throw new Error('it has fewer pixels than it says');
  const palette = bits === 8 ? paletteOf(bytes, view, at) : undefined;
  const made = palette ? 3 : channels;
  const values = new Uint8Array(width * height * made);
  for (let y = 0; y < height; y++) {
    const row = at + (high < 0 ? y : height - 1 - y) * inRow;
    for (let x = 0; x < width; x++) {
      const [from, to] = [row + x * channels, (y * width + x) * made];
      if (channels === 1) {
        const entry = bytes[from]!;
        if (palette) values.set(palette.subarray(3 * entry, 3 * entry + 3), to);
        else values[to] = entry;
        continue;
      }
      // they are stored as blue, green, red
      for (let i = 0; i < 3; i++) values[to + i] = bytes[from + 2 - i]!;
      if (channels === 4) values[to + 3] = bytes[from + 3]!;
    }
  }
  return { height, width, channels: made, values };
};

/** The colours of a palette, red, green, blue of each; none where the palette is the greys in their order, or is not there. */
const paletteOf = (bytes: Uint8Array, view: DataView, end: number): Uint8Array | undefined => {
  const from = 14 + view.getUint32(fields.headerSize, true);
  const count = Math.min(view.getUint32(fields.colours, true) || 256, Math.floor((end - from) / 4));
  const colours = new Uint8Array(3 * 256);
  for (let i = 0; i < count; i++)
    for (let channel = 0; channel < 3; channel++)
      colours[3 * i + channel] = bytes[from + 4 * i + 2 - channel]!;
  const isGrey = colours.subarray(0, 3 * count).every((value, i) => value === Math.floor(i / 3));
  return isGrey ? undefined : colours;
};
