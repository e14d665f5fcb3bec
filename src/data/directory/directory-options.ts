// What folders of images and of texts have of options in common.
import { between, count, either, flag, listOf, oneOf, orNull, text, whole } from '../../options/kinds.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import { seedOfOrder } from '../random/seed-of-order.js';

/** Labels as indices, as rows of zeros and a one, as a column of zeros and ones, or none. */
export type LabelMode = 'int' | 'categorical' | 'binary' | null;
/** The other modes, for editors: beside L in an option, for L is its default until one is typed. */
export interface OtherLabelMode {
  int: 'categorical' | 'binary' | null;
  categorical: 'int' | 'binary' | null;
  binary: 'int' | 'categorical' | null;
  null: 'int' | 'categorical' | 'binary';
}
/** Where labels come from: the folders' names, a list of them, or nowhere. */
export type DirectoryLabels = 'inferred' | readonly number[] | null;
/** Which part of the files is wanted, or both, in a list. */
export type Subset = 'training' | 'validation' | 'both';

/** Options of data sets from folders. */
export interface DirectoryOptions<
  G extends DirectoryLabels = DirectoryLabels,
  L extends LabelMode = LabelMode,
  N extends readonly string[] = readonly string[],
  S extends Subset = Subset,
> {
  /** Labels: of the folders' names ('inferred'), a list with one for each file in its order, or null for none. Default 'inferred'. */
  readonly labels?: G;
  /** 'int' for indices, 'categorical' for rows of zeros and a one, 'binary' for a column of 0 and 1, null for none. Default 'int'. */
  readonly labelMode?: L | OtherLabelMode[`${L}`];
  /** The names of folders, in the order of the classes. Default: all, sorted. */
  readonly classNames?: N;
  /** Files in a batch. Default 32. */
  readonly batchSize?: number;
  /** Whether files are shuffled, for a split and for each epoch. Default true. */
  readonly shuffle?: boolean;
  /** Where shuffling begins; Keras splits a folder alike by the same seed. Default: another each time. */
  readonly seed?: number;
  /** The share of the files that is kept for validation. Default: none. */
  readonly validationSplit?: number;
  /** Which part of the files is wanted, where there is a `validationSplit`; of 'both' come a list. */
  readonly subset?: S;
  /** Whether folders that are links are gone into. Default false. */
  readonly followLinks?: boolean;
}

const namesOfClasses = listOf(
  'a list of folders, each once',
  text,
  (names) => names.length > 0 && new Set(names).size === names.length,
);

const labels: Kind<DirectoryLabels> = orNull(
  either(oneOf(['inferred']), listOf('a list of classes, whole numbers from 0 on', whole)),
);

/** The options of data sets from folders, declared. */
export const directoryOptions = {
  labels: optional(labels, 'inferred'),
  labelMode: optional(orNull(oneOf(['int', 'categorical', 'binary'])), 'int'),
  classNames: optional(namesOfClasses),
  batchSize: optional(count, 32),
  shuffle: optional(flag, true),
  seed: optional(seedOfOrder),
  validationSplit: optional(between),
  subset: optional(oneOf(['training', 'validation', 'both'])),
  followLinks: optional(flag, false),
} satisfies Declares<DirectoryOptions>;

/** A folder: its path, or a URL of it. */
export const directoryKind: Kind<string | URL> = {
  needs: 'the path of a folder',
  read: (given) =>
    (typeof given === 'string' && given !== '' && !given.includes('\0')) || given instanceof URL
      ? given
      : undefined,
};

/** Those options as they have been read. */
export interface ReadDirectoryOptions {
  readonly labels: DirectoryLabels;
  readonly labelMode: LabelMode;
  readonly classNames: readonly string[] | undefined;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number | undefined;
  readonly validationSplit: number | undefined;
  readonly subset: Subset | undefined;
  readonly followLinks: boolean;
}
