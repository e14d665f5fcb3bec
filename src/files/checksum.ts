// What tells a damaged file from a sound one: CRC-32 (ISO 3309, as in zip and PNG), over weights and over descriptions.
import { crcBy } from './crc.js';

const crc32 = crcBy(0xedb88320);

/** The checksum of some bytes, eight hexadecimal digits: `crc32:cbf43926`. */
export const checksum = (bytes: Uint8Array): string => `crc32:${crc32(bytes).toString(16).padStart(8, '0')}`;

/** A value as JSON whose keys are sorted: the same for the same value, whichever way it was stored. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join()}}`;
};

/** The checksum of plain data. */
export const checksumOf = (value: unknown): string => checksum(new TextEncoder().encode(canonical(value)));
