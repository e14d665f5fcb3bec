// Cyclic redundancy checks of 32 bits with tables, sixteen bytes at a time: D. V. Sarwate, Communications of the ACM 31 (1988),
// 1008; M. E. Kounavis, F. L. Berry, IEEE Transactions on Computers 57 (2008), 1550. Byte by byte, large weights took a second.

/** How many bytes are taken at once. */
const width = 16;

/** What each byte comes to, with none to fifteen behind it. */
const tablesOf = (polynomial: number): Int32Array => {
  const tables = new Int32Array(width * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    tables[byte] = value;
  }
  for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256]!;
    tables[at] = (before >>> 8) ^ tables[before & 255]!;
  }
  return tables;
};

/** What four bytes come to, the first in the lowest bits, with `behind` bytes behind them. */
const ofWord = (tables: Int32Array, word: number, behind: number): number => {
  const first = (behind + 3) * 256;
  return (
    tables[first + (word & 255)]! ^
    tables[first - 256 + ((word >>> 8) & 255)]! ^
    tables[first - 512 + ((word >>> 16) & 255)]! ^
    tables[first - 768 + (word >>> 24)]!
  );
};

/** The check by a polynomial, its bits reversed: CRC-32 (ISO 3309, as in zip and PNG) by 0xedb88320. */
export const crcBy = (polynomial: number): ((bytes: Uint8Array) => number) => {
  let made: Int32Array | undefined;
  return (bytes) => {
    const tables = (made ??= tablesOf(polynomial));
    const { length, byteOffset } = bytes;
    let crc = -1;
    let at = 0;
    const byByteTo = (end: number) => {
      for (; at < end; at++) crc = tables[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
    };
    // words begin at multiples of four
    byByteTo(length < 2 * width ? length : (4 - (byteOffset % 4)) % 4);
    const words =
      at < length ? new Int32Array(bytes.buffer, byteOffset + at, (length - at) >> 2) : new Int32Array();
    let i = 0;
    for (const end = words.length - 3; i < end; i += 4)
      crc =
        ofWord(tables, crc ^ words[i]!, 12) ^
        ofWord(tables, words[i + 1]!, 8) ^
        ofWord(tables, words[i + 2]!, 4) ^
        ofWord(tables, words[i + 3]!, 0);
    at += i * 4;
    byByteTo(length);
    return ~crc >>> 0;
  };
};

/** CRC-32C (Castagnoli 1993; RFC 3720, appendix B.4), as TensorFlow's records have it. */
export const crc32c = crcBy(0x82f63b78);
