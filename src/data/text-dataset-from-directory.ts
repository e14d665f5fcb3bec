import { fileError } from '../files/explain-file-error.js';
import { nodeFileSystem, readPlain } from '../files/node-files.js';
import { declareAsync } from '../options/declare.js';
import { count } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import type { Texts } from './array-data.js';
import {
  directoryKind,
  directoryOptions,
  type DirectoryLabels,
  type DirectoryOptions,
  type LabelMode,
  type Subset,
} from './directory/directory-options.js';
import { fileBatches, type FileBatches, type InSubsets, type LabelsFor } from './directory/file-batches.js';

/** Options of `textDatasetFromDirectory`. */
export interface TextDatasetFromDirectoryOptions<
  G extends DirectoryLabels = DirectoryLabels,
  L extends LabelMode = LabelMode,
  N extends readonly string[] = readonly string[],
  S extends Subset = Subset,
> extends DirectoryOptions<G, L, N, S> {
  /** How many bytes of each text are kept; a character that would be cut in two is left out. Default: all. */
  readonly maxLength?: number;
}

/** The options of `textDatasetFromDirectory`, declared. */
const textOptions = {
  ...directoryOptions,
  maxLength: optional(count),
} satisfies Declares<TextDatasetFromDirectoryOptions>;

interface TextDatasetFromDirectory {
  <
    const G extends DirectoryLabels = 'inferred',
    const L extends LabelMode = 'int',
    const N extends readonly string[] = readonly string[],
    const S extends Subset = Subset,
  >(
    directory: string | URL,
    options?: TextDatasetFromDirectoryOptions<G, L, N, S>,
  ): Promise<InSubsets<S, FileBatches<Texts<[number]>, LabelsFor<G, L, N>, N>>>;
}

/**
 * Batches of the texts of a folder, in Node: `.txt` files in UTF-8, read as they are needed, `[batch]` strings. Each folder
 * in it is a class; by the same seed it is split as Keras splits it.
 *
 * @param directory A folder with a folder for each class; for `labels` of your own, or none, of files.
 * @throws FileError where there is no such folder; DataError where it has no texts.
 * @example const reviews = await textDatasetFromDirectory('reviews', { labelMode: 'binary', batchSize: 64 });
 * @see https://keras.io/api/data_loading/text/
 */
export const textDatasetFromDirectory: TextDatasetFromDirectory = /* @__PURE__ */ declareAsync(
  { name: 'textDatasetFromDirectory', takes: { directory: directoryKind }, options: textOptions },
  async ({ directory, maxLength, ...options }) => {
    const where = 'textDatasetFromDirectory';
    const fs = await nodeFileSystem();
    const load = async (path: string): Promise<string> => {
      const bytes = await readPlain(fs, path, { follow: true }).catch((cause: unknown) => {
        throw fileError(`${where}: cannot read`, path, cause);
      });
      return decodeText(bytes, maxLength);
    };
    return fileBatches(where, directory, options, ['.txt'], 'texts', async (paths) => ({
      values: await Promise.all(paths.map(load)),
      shape: [paths.length],
    }));
  },
);

const decodeText = (bytes: Uint8Array, maxLength: number | undefined): string => {
  let end = Math.min(bytes.length, maxLength ?? bytes.length);
  // not within a character: its further bytes are 10xxxxxx
  while (end < bytes.length && end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, end));
};
