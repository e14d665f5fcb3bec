// Event files, read back: records held to their checks, messages as plain values.
import Pbf from 'pbf';
import { readFile } from 'node:fs/promises';

/** A value of an event file. */
export interface ReadValue {
  readonly tag: string;
  readonly plugin: string;
  readonly content: string;
  readonly step: number;
  readonly wallTime: number;
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
  readonly texts: readonly Uint8Array[];
}

/** CRC-32C, bit by bit: the written one is held to it. */
const crc32c = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
};
const masked = (bytes: Uint8Array) => {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
};

/** The records of a file; it throws where one is torn or its check does not hold. */
export const recordsOf = (file: Uint8Array): Uint8Array[] => {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const records: Uint8Array[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(view.getBigUint64(at, true));
    if (view.getUint32(at + 8, true) !== masked(file.subarray(at, at + 8))) throw new Error('length');
    const data = file.subarray(at + 12, at + 12 + length);
    if (view.getUint32(at + 12 + length, true) !== masked(data)) throw new Error('data');
    records.push(data);
    at += 16 + length;
  }
  return records;
};

type Fields = Map<number, unknown[]>;

/** A message's fields by number, those that are messages or bytes as bytes. */
const fieldsOf = (bytes: Uint8Array): Fields =>
  // a copy: the library reads numbers from the beginning of the whole buffer
  new Pbf(new Uint8Array(bytes)).readFields<Fields>((tag, fields, pbf) => {
    const value = pbf.type === 0 ? pbf.readVarint() : pbf.type === 1 ? pbf.readDouble() : pbf.readBytes();
    fields.set(tag, [...(fields.get(tag) ?? []), value]);
  }, new Map());

const text = (value: unknown) => (value === undefined ? '' : new TextDecoder().decode(value as Uint8Array));
const one = (fields: Fields, tag: number): unknown => fields.get(tag)?.[0];
const inner = (fields: Fields, tag: number): Fields =>
  fieldsOf((one(fields, tag) as Uint8Array | undefined) ?? new Uint8Array());

const tensorOf = (tensor: Fields) => {
  const shape = (inner(tensor, 2).get(2) ?? []).map((dim) =>
    Number(one(fieldsOf(dim as Uint8Array), 1) ?? 0),
  );
  const content = (one(tensor, 4) as Uint8Array | undefined) ?? new Uint8Array();
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const size = one(tensor, 1) === 1 ? 4 : 8;
  const numbers = Array.from({ length: content.length / size }, (_, i) =>
    size === 4 ? view.getFloat32(i * 4, true) : view.getFloat64(i * 8, true),
  );
  return { shape, numbers, texts: (tensor.get(8) ?? []) as Uint8Array[] };
};

/** The values of an event file, in order; its first event says which version it is of. */
export const readEvents = async (path: string): Promise<ReadValue[]> => {
  const [first, ...events] = recordsOf(await readFile(path)).map(fieldsOf);
  if (text(one(first!, 3)) !== 'brain.Event:2') throw new Error('version');
  return events.map((event) => {
    const value = inner(inner(event, 5), 1);
    const plugin = inner(inner(value, 9), 1);
    return {
      tag: text(one(value, 1)),
      plugin: text(one(plugin, 1)),
      content: text(one(plugin, 2)),
      step: Number(one(event, 2) ?? 0),
      wallTime: one(event, 1) as number,
      ...tensorOf(inner(value, 8)),
    };
  });
};
