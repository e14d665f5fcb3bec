import { fileError } from '../files/explain-file-error.js';
import { freshToken, nodeFileSystem, nodePath, replaceFile, writeNew } from '../files/node-files.js';

/**
 * Writes a text file whole: through another one, which takes its place once it is there.
 *
 * @throws FileError where that cannot be; what was there is untouched.
 */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  const [fs, { dirname, basename, join }] = [await nodeFileSystem(), await nodePath()];
  const fresh = join(dirname(path), `.${basename(path)}.${freshToken()}.new`);
  try {
    await writeNew(fs, fresh, text);
    await replaceFile(fs, fresh, path);
  } catch (cause) {
    await fs.rm(fresh, { force: true }).catch(() => undefined);
    throw fileError('could not write', path, cause);
  }
};
