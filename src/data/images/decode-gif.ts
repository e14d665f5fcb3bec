// The first picture of a GIF file, as TensorFlow reads it without animations: three channels, black where it is transparent.
import type { Pixels } from './decode-image.js';

/** The pixels of a GIF file's first picture on its canvas; it throws where the file is not whole. */
export const decodeGif = (bytes: Uint8Array): Pixels => {
  let at = 6;
  const byte = (): number => {
    if (at >= bytes.length) throw new Error('it ends too early');
    return bytes[at++]!;
  };
  const short = (): number => byte() | (byte() << 8);
  /** A table of colours, where the flags say that there is one. */
  const table = (flags: number): Uint8Array | undefined => {
    if ((flags & 0x80) === 0) return undefined;
    const size = 3 * 2 ** ((flags & 7) + 1);
    at += size;
    if (at > bytes.length) throw new Error('it ends too early');
    return bytes.subarray(at - size, at);
  };
  /** Parts of up to 255 bytes, until an empty one. */
  const parts = (): Uint8Array => {
    const found: number[] = [];
    for (let size = byte(); size > 0; size = byte()) for (let i = 0; i < size; i++) found.push(byte());
    return Uint8Array.from(found);
  };
  const [width, height] = [short(), short()];
  const flags = byte();
  at += 2;
  const shared = table(flags);
  let transparent = -1;
  for (;;) {
    const kind = byte();
    if (kind === 0x2c) break;
    if (kind !== 0x21) throw new Error('there is no picture in it');
    const isControl = byte() === 0xf9;
    const data = parts();
    if (isControl) transparent = data[0]! & 1 ? data[3]! : -1;
  }
  const [left, top, wide, high] = [short(), short(), short(), short()];
  const own = byte();
  const colours = table(own) ?? shared;
  if (!colours) throw new Error('it has no colours');
  const indices = unpacked(byte(), parts(), wide * high);
  const values = new Uint8Array(width * height * 3);
  const rows = own & 0x40 ? interlaced(high) : Array.from({ length: high }, (_, row) => row);
  rows.forEach((row, stored) => {
    for (let x = 0; x < wide; x++) {
      const index = indices[stored * wide + x]!;
      if (index === transparent || top + row >= height || left + x >= width) continue;
      values.set(colours.subarray(3 * index, 3 * index + 3), 3 * ((top + row) * width + left + x));
    }
  });
  return { height, width, channels: 3, values };
};

/** The rows in the order in which an interlaced picture has them: each eighth, those midway, and so on. */
const interlaced = (height: number): readonly number[] =>
  [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ].flatMap(([first, step]) =>
    Array.from({ length: Math.max(0, Math.ceil((height - first!) / step!)) }, (_, i) => first! + i * step!),
  );

/** Indices of colours from codes of growing length (Welch 1984): each code stands for what came before and one more. */
const unpacked = (bits: number, data: Uint8Array, count: number): Uint8Array => {
  const [clear, end] = [2 ** bits, 2 ** bits + 1];
  const found = new Uint8Array(count);
  const [before, last] = [new Int16Array(4096), new Uint8Array(4096)];
  let [length, next, previous, first] = [bits + 1, end + 1, -1, 0];
  let [buffer, held, at, filled] = [0, 0, 0, 0];
  const trail: number[] = [];
  while (filled < count) {
    while (held < length) {
      if (at >= data.length) throw new Error('it has fewer pixels than it says');
      buffer |= data[at++]! << held;
      held += 8;
    }
    const code = buffer & (2 ** length - 1);
    buffer >>>= length;
    held -= length;
    if (code === end) throw new Error('it has fewer pixels than it says');
    if (code === clear) {
      [length, next, previous] = [bits + 1, end + 1, -1];
      continue;
    }
    if (code > next || (code === next && previous < 0)) throw new Error('its pixels cannot be unpacked');
    // a code that is being made stands for what came before, and its first colour again
    let each = code;
    if (code === next) {
      trail.push(first);
      each = previous;
    }
    for (; each > end; each = before[each]!) trail.push(last[each]!);
    first = each;
    trail.push(first);
    while (trail.length > 0 && filled < count) found[filled++] = trail.pop()!;
    trail.length = 0;
    if (previous >= 0 && next < 4096) {
      [before[next], last[next]] = [previous, first];
      next++;
      if (next === 2 ** length && length < 12) length++;
    }
    previous = code;
  }
  return found;
};
