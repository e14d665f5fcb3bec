// Which places are single files of Keras's, told by how their names end; others are in tfjs's format.
import { FileError } from './file-error.js';
import { nameOf, placeOf, type StorePlace } from './place.js';

/** A file of Keras's: a zip of model and weights, HDF5 of the whole, or HDF5 of the weights alone. */
export type FileFormat = 'keras' | 'hdf5' | 'weights';

/** Where such a file goes: to a path, or to whoever looks at the page. */
export type FilePlace =
  { readonly kind: 'path'; readonly path: string } | { readonly kind: 'download'; readonly name: string };

/** A file of Keras's to be written. */
export interface FileToWrite {
  readonly format: FileFormat;
  readonly place: FilePlace;
}

const formatOf = (name: string): FileFormat | undefined => {
  if (/\.weights\.h5$/i.test(name)) return 'weights';
  if (/\.(h5|hdf5)$/i.test(name)) return 'hdf5';
  return /\.keras$/i.test(name) ? 'keras' : undefined;
};

/**
 * The file of Keras's that a place names; undefined of any other place.
 *
 * @throws FileError for a path where there are none.
 */
export const fileToWrite = (given: StorePlace): FileToWrite | undefined => {
  if (typeof given !== 'string') return undefined;
  const [, download] = /^downloads:\/\/(.*)$/is.exec(given) ?? [];
  const format = formatOf(given);
  if (!format) return undefined;
  if (download !== undefined) return { format, place: { kind: 'download', name: download } };
  const place = placeOf('save to', given);
  return place.kind === 'folder' ? { format, place: { kind: 'path', path: place.path } } : undefined;
};

/** The sentence for a whole model that is to go where weights belong. */
export const onlyWeights = (place: StorePlace): FileError =>
  new FileError(
    'mismatch',
    `save: '${nameOf(place)}' ends as files of weights alone do: save the model as .keras or .h5, or its weights by saveWeights`,
  );

/** The sentence for weights alone that are to go where a whole model belongs. */
export const notWeights = (place: StorePlace): FileError =>
  new FileError(
    'mismatch',
    `saveWeights: '${nameOf(place)}' ends as files of whole models do: weights alone go into a file that ends in .weights.h5`,
  );
