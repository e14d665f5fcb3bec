// What tells a damaged file from a sound one: CRC-32 (ISO 3309, as in zip and PNG), over weights and over descriptions.

let table: Uint32Array | undefined;

const tableOf = (): Uint32Array =>
  (table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  }));

/** The checksum of some bytes, eight hexadecimal digits: `crc32:cbf43926`. */
export const checksum = (bytes: Uint8Array): string => {
  const values = tableOf();
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = values[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return `crc32:${((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')}`;
};

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
