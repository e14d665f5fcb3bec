// Batches of files, read as they are asked for: which ones, in what order, with what labels.
import { permutation, freshSeed, randomStream, seedOf } from '../../tfjs/random.js';
import { DataError } from '../../training/data/data-error.js';
import type { Floats, Ints } from '../array-data.js';
import { inOrder, makeBatches, type Batches } from '../batches.js';
import { numpyOrder } from '../random/orders.js';
import type { DirectoryLabels, LabelMode, ReadDirectoryOptions, Subset } from './directory-options.js';
import { indexDirectory, pathOf, type IndexedFiles, type LabelledFile } from './index-directory.js';

/** Labels as a data set from a folder has them. */
export type LabelsFor<
  G extends DirectoryLabels,
  L extends LabelMode,
  N extends readonly string[],
> = G extends null
  ? undefined
  : L extends 'int'
    ? Ints<[number]>
    : L extends 'binary'
      ? Floats<[number, 1]>
      : L extends 'categorical'
        ? Floats<[number, N['length']]>
        : undefined;

/** Batches of the files of a folder. */
export interface FileBatches<X, Y, N extends readonly string[] = readonly string[]> extends Batches<X, Y> {
  /** The names of the classes, in the order of their indices; none where there are no labels. */
  readonly classNames: Y extends undefined ? undefined : N;
  /** The files' paths, in their first order. */
  readonly filePaths: readonly string[];
}

/** One data set, or for 'both' the one for training and the one for validation. */
export type InSubsets<S, D> = [S] extends ['both'] ? readonly [training: D, validation: D] : D;

/** Refuses what does not go together, before a file is looked at. */
const checkOptions = (where: string, options: ReadDirectoryOptions): void => {
  const { labels, classNames, validationSplit, subset, shuffle, seed } = options;
  if (labels !== 'inferred' && classNames !== undefined)
    throw new TypeError(`${where}: classNames are the names of folders, for labels 'inferred'`);
  if ((validationSplit === undefined) !== (subset === undefined))
    throw new TypeError(
      `${where}: validationSplit and subset need each other: which part of the split is it to be?`,
    );
  if (validationSplit !== undefined && shuffle && seed === undefined)
    throw new TypeError(
      `${where}: validationSplit with shuffle needs a seed, or both parts might have the same files`,
    );
};

/** The files of one part of the split. */
const partOf = (
  files: readonly LabelledFile[],
  share: number | undefined,
  subset: Subset | undefined,
): readonly LabelledFile[] => {
  if (share === undefined) return files;
  const kept = Math.trunc(share * files.length);
  return subset === 'validation' ? files.slice(files.length - kept) : files.slice(0, files.length - kept);
};

/** Labels of some files, as the mode asks for them. */
const labelsOf = (files: readonly LabelledFile[], mode: LabelMode, classes: number): unknown => {
  const labels = files.map(({ label }) => label!);
  if (mode === 'int') return { values: Int32Array.from(labels), shape: [files.length] };
  if (mode === 'binary') return { values: Float32Array.from(labels), shape: [files.length, 1] };
  const values = new Float32Array(files.length * classes);
  labels.forEach((label, i) => (values[i * classes + label] = 1));
  return { values, shape: [files.length, classes] };
};

const checkLabels = (where: string, { files, classNames }: IndexedFiles, mode: LabelMode): void => {
  if (classNames === undefined || mode === null) return;
  if (mode === 'binary' && classNames.length !== 2)
    throw new DataError(`${where}: labelMode 'binary' is for two classes, and there are ${classNames.length}: ${classNames.slice(0, 8).join(', ')}`); // prettier-ignore
  const odd = files.find(({ label }) => mode !== 'int' && label! >= classNames.length);
  if (odd) throw new DataError(`${where}: labels holds ${odd.label}, but there are ${classNames.length} classes: they go from 0 to ${classNames.length - 1}`); // prettier-ignore
};

/**
 * Data sets of the files of a folder.
 *
 * @param endings Of the files that are meant.
 * @param what They are, in words: 'images'.
 * @param read The inputs of a batch from the paths of its files.
 */
export const fileBatches = async (
  where: string,
  directory: string | URL,
  given: ReadDirectoryOptions,
  endings: readonly string[],
  what: string,
  read: (paths: readonly string[]) => Promise<unknown>,
): Promise<unknown> => {
  // without labels there is no mode of theirs, and the other way round
  const unlabelled = given.labels === null || given.labelMode === null;
  const options = unlabelled ? { ...given, labels: null, labelMode: null } : given;
  checkOptions(where, options);
  const path = await pathOf(where, directory);
  const found = await indexDirectory(where, path, endings, options);
  checkLabels(where, found, options.labelMode);
  const seed = options.seed ?? freshSeed();
  const order = options.shuffle ? numpyOrder(found.files.length, seed) : inOrder(found.files.length);
  const files = Array.from(order, (i) => found.files[i]!);

  const make = (subset: Subset | undefined) => {
    const part = partOf(files, options.validationSplit, subset);
    if (part.length === 0)
      throw new DataError(`${where}: no ${what} ${subset ? `for ${subset} ` : ''}in '${path}'; files end in ${endings.join(', ')}`); // prettier-ignore
    const shuffles = options.shuffle && !(given.subset === 'both' && subset === 'validation');
    return {
      ...makeBatches({
        samples: part.length,
        batchSize: options.batchSize,
        order: (epoch) =>
          shuffles ? permutation(part.length, randomStream(seedOf(seed, epoch))) : inOrder(part.length),
        read: async (rows) => {
          const taken = Array.from(rows, (row) => part[row]!);
          const xs = await read(taken.map((file) => file.path));
          if (options.labelMode === null) return { xs };
          return { xs, ys: labelsOf(taken, options.labelMode, found.classNames!.length) };
        },
      }),
      classNames: found.classNames,
      filePaths: part.map((file) => file.path),
    };
  };
  return options.subset === 'both' ? [make('training'), make('validation')] : make(options.subset);
};
