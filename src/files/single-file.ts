// Node's files that hold a whole model each.
import { FileError, fileError } from './file-error.js';
import { nodeFileSystem, nodePath, readPlain } from './node-files.js';

/**
 * The bytes of the file at a path; undefined where a folder, a `.json` or nothing is there.
 *
 * @throws FileError for a folder that holds a model of a kind which is not opened here.
 */
export const readSingleFile = async (path: string): Promise<Uint8Array | undefined> => {
  if (path.endsWith('.json')) return undefined;
  const fs = await nodeFileSystem();
  const found = await fs.stat(path).catch(() => undefined);
  if (!found) return undefined;
  try {
    if (!found.isDirectory()) return await readPlain(fs, path, { follow: true });
    const { join } = await nodePath();
    const pb = await fs.stat(join(path, 'saved_model.pb')).catch(() => undefined);
    if (pb)
      throw new FileError(
        'not-a-model',
        `'${path}' is a SavedModel of TensorFlow's, whose layers are gone: save the model in Keras as .keras, model.save('model.keras')`,
      );
    return undefined;
  } catch (cause) {
    throw fileError('could not load', path, cause);
  }
};
