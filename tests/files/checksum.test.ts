// Checksums of 32 bits: known ones, and those of a plain loop over bytes, of any length and at any beginning.
import { expect, test } from 'vitest';
import { checksum } from '../../src/files/checksum.js';
import { crc32c, crcBy } from '../../src/files/crc.js';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Bit by bit, as ISO 3309 has it. */
const plainly = (polynomial: number, data: Uint8Array): number => {
  let crc = -1;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
  }
  return ~crc >>> 0;
};

test('the check values of both polynomials', () => {
  expect(checksum(bytes('123456789'))).toBe('crc32:cbf43926');
  expect(crc32c(bytes('123456789'))).toBe(0xe3069283);
  expect(checksum(bytes(''))).toBe('crc32:00000000');
});

test('the same as bit by bit, wherever the bytes begin and end', () => {
  const crc32 = crcBy(0xedb88320);
  const all = Uint8Array.from({ length: 120 }, (_, i) => (i * 73 + (i >> 3) * 41) & 255);
  for (let from = 0; from < 9; from++)
    for (let to = from; to <= all.length; to += from + 1) {
      const part = all.subarray(from, to);
      expect(crc32(part), `${from} to ${to}`).toBe(plainly(0xedb88320, part));
      expect(crc32c(part)).toBe(plainly(0x82f63b78, part));
    }
});
