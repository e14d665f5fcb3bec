// What a model is loaded from: a single file of Keras's, told by its first bytes, or a place in tfjs's format.
import { hasMember } from '../errors/show.js';
import { fileError } from './explain-file-error.js';
import { FileError } from './file-error.js';
import { fetchFile } from './http.js';
import { nameOf, placeOf, type BlobLike, type ModelSource, type StorePlace, type UrlLike } from './place.js';

/** A source, told apart. */
export type Opened =
  | { readonly kind: 'place'; readonly place: StorePlace }
  /** A file of Keras's: a zip or HDF5. */
  | { readonly kind: 'zip'; readonly where: string; readonly bytes: Uint8Array }
  | { readonly kind: 'hdf5'; readonly where: string; readonly bytes: Uint8Array }
  /** The files of a `.keras` that was unpacked, by their names. */
  | { readonly kind: 'parts'; readonly where: string; readonly parts: ReadonlyMap<string, Uint8Array> };

const begins = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

/** What kind of file some bytes are, by how they begin. */
const kindOf = (bytes: Uint8Array): 'zip' | 'hdf5' | undefined => {
  if (begins(bytes, 0x50, 0x4b, 3, 4) || begins(bytes, 0x50, 0x4b, 5, 6)) return 'zip';
  return begins(bytes, 0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a) ? 'hdf5' : undefined;
};

/** The file in some bytes; what is neither of Keras's is refused in words of its own. */
const fileIn = async (where: string, bytes: Uint8Array): Promise<Opened> => {
  const kind = kindOf(bytes);
  if (kind === 'zip') return (await import('./zipped.js')).openZip(where, bytes, fileIn);
  if (kind) return { kind, where, bytes };
  throw new FileError(
    bytes.length === 0 ? 'missing' : 'not-a-model',
    `could not load '${where}': it ${whatElse(bytes)}`,
  );
};

/** What a file is that is none of Keras's, and what to do. */
const whatElse = (bytes: Uint8Array): string => {
  if (bytes.length === 0) return 'is empty: there is no model in it';
  const text = new TextDecoder().decode(bytes.subarray(0, 4_000));
  if (/^\s*\{/.test(text))
    return text.includes('modelTopology')
      ? "is the description of a tfjs model, whose weights lie beside it: give loadModel the folder, or the model.json's address"
      : 'is JSON, and no model: of a .keras, give the whole file';
  if (/saved_model|SavedModel/.test(text)) return 'is a part of a SavedModel: save it in Keras as .keras';
  if (/onnx/i.test(text))
    return 'is an ONNX model, which is not opened here: save the model in Keras as .keras';
  if (begins(bytes.subarray(4), 0x54, 0x46, 0x4c, 0x33))
    return 'is a TensorFlow Lite model, whose layers are gone: save the model in Keras as .keras';
  if (begins(bytes, 0x80) && bytes[1]! >= 2 && bytes[1]! <= 5)
    return "is a pickle of Python's, which runs code when it is opened: save the model in Keras as .keras, model.save('model.keras')";
  if (text.slice(8).startsWith('{"'))
    return 'is safetensors, weights without a model: load them in Keras into their model, and save that as .keras';
  if (begins(bytes, 0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59))
    return 'is an array of NumPy, and no model: save the model in Keras as .keras';
  if (begins(bytes, 0x1f, 0x8b))
    return 'is compressed (gzip, perhaps a tar in it): unpack it, and give what is in it';
  return 'is neither a .keras, nor HDF5, nor tfjs JSON: it is no model, or its beginning is cut off';
};

/** The bytes of an array of them, or of a buffer. */
const bytesIn = (given: unknown): Uint8Array | undefined => {
  try {
    if (given instanceof Uint8Array) return given;
    return given instanceof ArrayBuffer ? new Uint8Array(given) : undefined;
  } catch {
    // a proxy that throws: no bytes
    return undefined;
  }
};

const isBlob = (given: unknown): given is BlobLike =>
  hasMember(given, 'arrayBuffer') && typeof (given as BlobLike).arrayBuffer === 'function';

const isUrl = (given: unknown): given is UrlLike =>
  hasMember(given, 'href') && typeof (given as UrlLike).href === 'string';

/** The name of a `File` that a user has picked. */
const nameOfBlob = (blob: BlobLike): string => {
  const { name } = blob as { readonly name?: unknown };
  return typeof name === 'string' && name !== '' ? name.slice(0, 200) : 'the file';
};

/**
 * Opens a source as far as it takes to tell what it is.
 *
 * @throws FileError where there is nothing, or what it is has no model that is opened here.
 */
export const openSource = async (source: ModelSource): Promise<Opened> => {
  const given = bytesIn(source);
  if (given) return fileIn('the bytes', given);
  if (isBlob(source)) {
    const where = nameOfBlob(source);
    try {
      return await fileIn(where, new Uint8Array(await source.arrayBuffer()));
    } catch (cause) {
      throw fileError('could not load', where, cause);
    }
  }
  const address = isUrl(source) ? source.href : (source as StorePlace);
  const place = placeOf('load', address);
  const where = nameOf(address);
  if (place.kind === 'folder') {
    const { readSingleFile, readUnpacked } = await import('./single-file.js');
    const parts = await readUnpacked(place.path);
    if (parts) return { kind: 'parts', where, parts };
    const bytes = await readSingleFile(place.path);
    return bytes ? fileIn(where, bytes) : { kind: 'place', place: address };
  }
  // the description of a tfjs model names its weights, relative to where it is
  if (place.kind === 'http' && !/\.json$/i.test(new URL(place.url).pathname)) {
    try {
      const bytes = await fetchFile(place.url);
      if (kindOf(bytes) || !/^\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 100))))
        return await fileIn(where, bytes);
    } catch (cause) {
      throw fileError('could not load', where, cause);
    }
  }
  return { kind: 'place', place: address };
};
