// A model's single file in Node: written whole, or not at all.
import { fileError } from './explain-file-error.js';
import { FileError } from './file-error.js';
import {
  freshToken,
  makeFolder,
  nodeFileSystem,
  nodePath,
  replaceFile,
  syncFolder,
  writeNew,
  type FileSystem,
} from './node-files.js';
import { takeLock, type SaveLock } from './save-lock.js';

/** Saves of this process that are under way, by file: one waits for the other. */
const underWay = new Map<string, Promise<unknown>>();

/** A file, and the names beside it that a save of it gives. */
interface Names {
  readonly folder: string;
  readonly path: string;
  readonly fresh: string;
  readonly lock: string;
  /** Whether a name in the folder is what a save of this file's left. */
  readonly isLeft: (name: string) => boolean;
}

const namesFor = async (place: string): Promise<Names> => {
  const { join, dirname, basename, resolve } = await nodePath();
  const [folder, own] = [resolve(dirname(place)), basename(place)];
  const stem = `.${own}.`;
  return {
    folder,
    path: join(folder, own),
    fresh: join(folder, `${stem}${freshToken()}.new`),
    lock: join(folder, `${stem}lock`),
    isLeft: (name) =>
      name.startsWith(stem) && /^([0-9a-f]{16}\.new|lock\.[0-9a-f]{16})$/.test(name.slice(stem.length)),
  };
};

/**
 * Writes a file beside its place, and then renames it into that: a crash or a full disk before leaves the old file whole.
 * Another save to the same place waits, in whichever process.
 *
 * @throws FileError where it cannot be written; what was there is untouched.
 */
export const writeFile = async (place: string, bytes: Uint8Array, given?: FileSystem): Promise<void> => {
  const names = await namesFor(place);
  const before = underWay.get(names.path) ?? Promise.resolve();
  const writing = before
    .catch(() => undefined)
    .then(async () => writeThere(place, names, bytes, given ?? (await nodeFileSystem())));
  underWay.set(names.path, writing);
  try {
    await writing;
  } catch (cause) {
    throw fileError('could not save to', place, cause);
  } finally {
    if (underWay.get(names.path) === writing) underWay.delete(names.path);
  }
};

const writeThere = async (place: string, names: Names, bytes: Uint8Array, fs: FileSystem): Promise<void> => {
  await makeFolder(fs, names.folder);
  for (;;) {
    const lock = await takeLock(fs, names.lock);
    try {
      if (await writeLocked(place, names, bytes, fs, lock)) return;
    } finally {
      await lock.release();
    }
  }
};

/** One save under a lock; false where the lock was lost on the way, and nothing has changed. */
const writeLocked = async (
  place: string,
  { folder, path, fresh, isLeft }: Names,
  bytes: Uint8Array,
  fs: FileSystem,
  lock: SaveLock,
): Promise<boolean> => {
  if ((await fs.stat(path).catch(() => undefined))?.isDirectory())
    throw new FileError(
      'not-a-model',
      `could not save to '${place}': a folder is there, where one file should be; remove it, or give another name`,
    );
  try {
    await writeNew(fs, fresh, bytes);
    if (!(await lock.isOurs())) {
      await fs.rm(fresh, { force: true });
      return false;
    }
    await replaceFile(fs, fresh, path);
  } catch (cause) {
    await fs.rm(fresh, { force: true }).catch(() => undefined);
    throw cause;
  }
  await syncFolder(fs, folder);
  // what saves that were killed have left; who cannot remove it has saved all the same
  if (await lock.isOurs()) await removeLeft(folder, isLeft, fs).catch(() => undefined);
  return true;
};

const removeLeft = async (
  folder: string,
  isLeft: (name: string) => boolean,
  fs: FileSystem,
): Promise<void> => {
  const { join } = await nodePath();
  for (const name of await fs.readdir(folder))
    if (isLeft(name)) await fs.rm(join(folder, name), { force: true });
};
