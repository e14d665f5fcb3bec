// Node's files that hold a whole model each.
import { fileError } from './explain-file-error.js';
import { FileError } from './file-error.js';
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

/** How many files an unpacked model may have, and how deep they may lie. */
const mostFiles = 10_000;
const deepest = 100;

/** The files of a `.keras` that was unpacked into a folder, by their names; undefined where it is none. */
export const readUnpacked = async (path: string): Promise<ReadonlyMap<string, Uint8Array> | undefined> => {
  const fs = await nodeFileSystem();
  const { join } = await nodePath();
  const isFile = async (name: string) =>
    (await fs.stat(join(path, name)).catch(() => undefined))?.isFile() ?? false;
  if (!(await isFile('config.json')) || !(await isFile('model.weights.h5')) || (await isFile('model.json')))
    return undefined;
  const parts = new Map<string, Uint8Array>();
  try {
    for (const name of ['config.json', 'metadata.json', 'model.weights.h5'])
      if (await isFile(name)) parts.set(name, await readPlain(fs, join(path, name), { follow: false }));
    // vocabularies, in folders named after their layers
    const folders = ['assets'];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const found: readonly string[] = await fs.readdir(join(path, folder)).catch(() => []);
      for (const each of found) {
        const name = `${folder}/${each}`;
        const stat = await fs.lstat(join(path, name));
        if (parts.size > mostFiles || name.split('/').length > deepest)
          throw new FileError('not-a-model', `'${path}' has more files than a model`);
        if (stat.isDirectory()) folders.push(name);
        else if (stat.isFile()) parts.set(name, await readPlain(fs, join(path, name), { follow: false }));
      }
    }
    return parts;
  } catch (cause) {
    throw fileError('could not load', path, cause);
  }
};
