// HDF5 files, written by h5wasm: the library is loaded when the first one is.
import type { Group } from 'h5wasm';

/** Numbers of a dataset: of 32 bits, or whole ones of 64. */
export interface WrittenDataset {
  /** The groups it stands in, and its name. */
  readonly path: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

/** An attribute: a text, or a list of texts. */
export interface WrittenAttribute {
  /** The group it is of; the file itself is `''`. */
  readonly group: string;
  readonly name: string;
  readonly value: string | readonly string[];
}

/** What a file is to hold. */
export interface Hdf5Content {
  readonly datasets: readonly WrittenDataset[];
  readonly attributes: readonly WrittenAttribute[];
}

/** How many texts an attribute may list: what stands with a group may have 64 KiB, and each text 16 bytes of it. */
const mostTexts = 3_500;

let written = 0;

/** The bytes of an HDF5 file. */
export const writeHdf5 = async ({ datasets, attributes }: Hdf5Content): Promise<Uint8Array> => {
  const { default: h5 } = await import('h5wasm');
  const { FS, ...library } = await h5.ready;
  const name = `written${written++}.h5`;
  library.activate_throwing_error_handler();
  try {
    const file = new h5.File(name, 'w');
    try {
      const groups = new Map<string, Group>([['', file]]);
      const groupAt = (path: string): Group => {
        const known = groups.get(path);
        if (known) return known;
        const slash = path.lastIndexOf('/');
        const made = groupAt(slash < 0 ? '' : path.slice(0, slash)).create_group(path.slice(slash + 1));
        groups.set(path, made as Group);
        return made as Group;
      };
      for (const { path, shape, data } of datasets) {
        const slash = path.lastIndexOf('/');
        groupAt(slash < 0 ? '' : path.slice(0, slash)).create_dataset({
          name: path.slice(slash + 1),
          data,
          shape: [...shape],
          dtype: data instanceof Float32Array ? '<f' : data instanceof Int32Array ? '<i' : '<q',
        });
      }
      for (const { group, name: of, value } of attributes) writeAttribute(groupAt(group), of, value);
    } finally {
      file.close();
    }
    return FS.readFile(name);
  } finally {
    library.deactivate_throwing_error_handler();
    if (FS.analyzePath(name).exists) FS.unlink(name);
  }
};

/** Writes a text or a list of them; a long list is parted, as Keras parts it: `layer_names0`, `layer_names1`. */
const writeAttribute = (group: Group, name: string, value: WrittenAttribute['value']): void => {
  if (typeof value === 'string') return group.create_attribute(name, value, [], 'S');
  // none is a list of no numbers in Keras's files
  if (value.length === 0) return group.create_attribute(name, new Float64Array(0), [0], '<d');
  const parts = Math.ceil(value.length / mostTexts);
  for (let i = 0; i < parts; i++) {
    const part = value.slice(i * mostTexts, (i + 1) * mostTexts);
    group.create_attribute(parts === 1 ? name : `${name}${i}`, [...part], [part.length], 'S');
  }
};
