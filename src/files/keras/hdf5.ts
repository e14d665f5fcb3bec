// HDF5 files, read by h5wasm: the library is loaded when the first one comes.
import type { Dataset as H5Dataset, Group as H5Group } from 'h5wasm';
import { FileError } from '../file-error.js';
import { areHeapsSound } from './global-heaps.js';

/** Numbers of a file that are not read yet. */
export interface Values {
  readonly path: string;
  readonly shape: readonly number[];
  /** The values, in row-major order; numbers of 64 bits are rounded, texts refused. */
  readonly read: () => Float32Array;
}

/** A dataset of HDF5. */
export interface Dataset extends Values {
  /** The only value, as exactly as it is there. */
  readonly readNumber: () => number;
}

/** What stands in a file: datasets by their whole paths, and the attributes of groups. */
export interface Hdf5 {
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** A text, a list of texts, a number; undefined where there is no such attribute. */
  readonly attribute: (group: string, name: string) => unknown;
  readonly has: (group: string) => boolean;
}

/** How many groups and datasets a file may have, and how deep they may stand. */
const mostObjects = 200_000;
const deepest = 100;
/** How many times as large as the file its values may be: it can be compressed. */
const mostTimes = 1_000;

/** Whether bytes begin as HDF5 does. */
export const isHdf5 = (bytes: Uint8Array): boolean =>
  [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, i) => bytes[i] === byte);

let opened = 0;

/** Opens a file's bytes for as long as `use` takes. */
export const withHdf5 = async <T>(
  where: string,
  bytes: Uint8Array,
  use: (file: Hdf5) => T | Promise<T>,
): Promise<T> => {
  const { default: h5 } = await import('h5wasm');
  const library = await h5.ready;
  const { FS } = library;
  const name = `model${opened++}.h5`;
  FS.writeFile(name, bytes);
  const damaged = (cause: unknown) =>
    new FileError('damaged', `'${where}' is damaged: its HDF5 cannot be read, it is cut off or was changed`, {
      cause,
    });
  library.activate_throwing_error_handler(); // it prints else what is wrong
  try {
    let file: InstanceType<typeof h5.File>;
    let read: Hdf5;
    if (!areHeapsSound(bytes)) throw damaged(undefined);
    try {
      file = new h5.File(name, 'r');
      read = contentsOf(where, file, bytes.length);
    } catch (cause) {
      throw cause instanceof FileError ? cause : damaged(cause);
    }
    try {
      return await use(read);
    } finally {
      file.close();
    }
  } finally {
    library.deactivate_throwing_error_handler();
    FS.unlink(name);
  }
};

const isGroup = (entity: unknown): entity is H5Group =>
  (entity as { type?: string } | null)?.type === 'Group';
const isDataset = (entity: unknown): entity is H5Dataset =>
  (entity as { type?: string } | null)?.type === 'Dataset';

const contentsOf = (where: string, file: H5Group, size: number): Hdf5 => {
  const datasets = new Map<string, Dataset>();
  const groups = new Map<string, H5Group>([['', file]]);
  let objects = 0;
  const walk = (group: H5Group, path: string, depth: number): void => {
    for (const key of group.keys()) {
      if (++objects > mostObjects || depth > deepest)
        throw new FileError('damaged', `'${where}' is damaged: its groups go on without an end`);
      const inner = path === '' ? key : `${path}/${key}`;
      const entity = group.get(key);
      if (isGroup(entity)) {
        groups.set(inner, entity);
        walk(entity, inner, depth + 1);
      } else if (isDataset(entity)) datasets.set(inner, datasetOf(where, inner, entity, size));
    }
  };
  walk(file, '', 0);
  return {
    datasets,
    has: (group) => groups.has(group),
    attribute: (group, name) => {
      const found = groups.get(group);
      const attributes = found?.attrs ?? {};
      if (!Object.hasOwn(attributes, name)) return undefined;
      return soundly(where, `${name} of ${group || 'the whole'}`, () => attributes[name]!.json_value);
    },
  };
};

const datasetOf = (where: string, path: string, dataset: H5Dataset, size: number): Dataset => {
  const shape = dataset.shape ?? [];
  return {
    path,
    shape,
    readNumber: () => {
      const value = soundly(where, path, () => dataset.json_value);
      const number = Number(Array.isArray(value) ? value[0] : value);
      if (!Number.isFinite(number) || number < 0)
        throw new FileError('damaged', `'${where}' is damaged: ${path} should be a number of zero or more`);
      return number;
    },
    read: () => {
      const count = shape.reduce((product, dim) => product * dim, 1);
      if (count * 4 > size * mostTimes)
        throw new FileError(
          'damaged',
          `'${where}' is damaged: ${path} claims ${count} numbers, in a file of ${size} bytes`,
        );
      return numbersOf(where, path, count, dataset);
    },
  };
};

/** What is read, or the error that says where the file is damaged. */
const soundly = <T>(where: string, path: string, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    throw new FileError('damaged', `'${where}' is damaged: ${path} cannot be read`, { cause });
  }
};

const numbersOf = (where: string, path: string, count: number, dataset: H5Dataset): Float32Array => {
  const value: unknown = soundly(where, path, () => dataset.value);
  const list = floatsOf(typeof value === 'number' || typeof value === 'bigint' ? [Number(value)] : value);
  if (list?.length !== count)
    throw new FileError('not-a-model', `'${where}': ${path} holds no numbers, or not as many as it says`);
  return list;
};

/** Numbers of any kind as those of 32 bits; undefined of what holds none. A large weight is not gone through number by number. */
const floatsOf = (numbers: unknown): Float32Array | undefined => {
  if (numbers instanceof Float32Array) return numbers;
  if (numbers instanceof BigInt64Array || numbers instanceof BigUint64Array)
    return Float32Array.from(numbers as unknown as ArrayLike<number>, Number);
  if (ArrayBuffer.isView(numbers)) return new Float32Array(numbers as unknown as ArrayLike<number>);
  return Array.isArray(numbers) ? Float32Array.from(numbers, Number) : undefined;
};
