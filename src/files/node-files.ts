// Node's file system, as far as models need it: plain files, read and written without following what others planted.
import { nodeModule } from '../runtime/node.js';
import { FileError } from './file-error.js';

/** What is used of an open file. */
export interface OpenFile {
  stat(): Promise<FileStat>;
  readFile(): Promise<Uint8Array>;
  writeFile(data: string | Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

interface FileStat {
  readonly size: number;
  readonly mtimeMs: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

/** What is used of Node's file system; a test hands in one that fails. */
export interface FileSystem {
  readonly constants: {
    readonly O_RDONLY: number;
    readonly O_NOFOLLOW?: number;
    readonly O_NONBLOCK?: number;
  };
  mkdir(path: string): Promise<unknown>;
  open(path: string, flags: string | number): Promise<OpenFile>;
  stat(path: string): Promise<FileStat>;
  lstat(path: string): Promise<FileStat>;
  readlink(path: string): Promise<string>;
  readdir(path: string): Promise<string[]>;
  rename(from: string, to: string): Promise<void>;
  link(existing: string, path: string): Promise<void>;
  rm(path: string, options: { force: true }): Promise<void>;
  rmdir(path: string): Promise<void>;
  utimes(path: string, atime: Date, mtime: Date): Promise<void>;
}

export const nodeFileSystem = () => nodeModule<FileSystem>('node:fs/promises');
export const nodePath = () => nodeModule<typeof import('node:path')>('node:path');

/** A name that nobody can foresee: sixteen hexadecimal digits. */
export const freshToken = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Writes a new file whole; where the name is taken, by a link too, that is an error. */
export const writeNew = async (
  fs: FileSystem,
  path: string,
  data: string | Uint8Array,
  lasting = true,
): Promise<void> => {
  const file = await fs.open(path, 'wx');
  try {
    await file.writeFile(data);
    if (lasting) await file.sync();
  } finally {
    await file.close();
  }
};

/** Puts a file in another's place; Windows refuses while somebody reads that one, and so is asked again. */
export const replaceFile = async (fs: FileSystem, from: string, to: string): Promise<void> => {
  for (let left = process.platform === 'win32' ? 40 : 0; ; left--) {
    try {
      return await fs.rename(from, to);
    } catch (cause) {
      const { code } = cause as { readonly code?: string };
      if (left === 0 || !['EPERM', 'EACCES', 'EBUSY'].includes(code ?? '')) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

/** How to read a file. */
interface ReadOptions {
  /** Whether the last step of the path may be a link. */
  readonly follow: boolean;
  /** Refuses the file by its size, before it is read. */
  readonly check?: (size: number) => void;
}

/**
 * Reads a plain file. A pipe or a device is refused, and does not keep us waiting.
 *
 * @throws FileError for what is no plain file; the file system's own errors otherwise.
 */
export const readPlain = async (
  fs: FileSystem,
  path: string,
  { follow, check }: ReadOptions,
): Promise<Uint8Array> => {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  const file = await fs
    .open(path, O_RDONLY | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW))
    .catch(async (cause: unknown) => {
      const link = !follow && (await fs.readlink(path).catch(() => undefined)) !== undefined;
      throw link
        ? new FileError('not-a-model', `'${path}' is a link; a model's weights are plain files in its folder`)
        : cause;
    });
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    if (!stat.isFile())
      throw new FileError('not-a-model', `'${path}' is a device or a pipe; a model is made of plain files`);
    check?.(stat.size);
    return await file.readFile();
  } finally {
    await file.close();
  }
};

/** Makes a folder and those it stands in; Node's own `recursive` calls every failure a missing folder. */
export const makeFolder = async (fs: FileSystem, path: string): Promise<void> => {
  try {
    await fs.mkdir(path);
  } catch (cause) {
    const { code } = cause as { readonly code?: string };
    const { dirname } = await nodePath();
    const above = dirname(path);
    if (code === 'ENOENT' && above !== path) {
      await makeFolder(fs, above);
      return await fs.mkdir(path).then(
        () => undefined,
        (again: unknown) => alreadyThere(fs, path, again),
      );
    }
    await alreadyThere(fs, path, cause);
  }
};

/** Lets a failure to make a folder pass where the folder is there; another process may have made it meanwhile. */
const alreadyThere = async (fs: FileSystem, path: string, cause: unknown): Promise<void> => {
  const found = await fs.stat(path).catch(() => undefined);
  if (found?.isDirectory()) return;
  // where the folder above is there, but nothing can be made in it
  const { code } = cause as { readonly code?: string };
  throw code === 'ENOENT'
    ? Object.assign(new Error('no folder can be made here', { cause }), { code: 'EROFS' })
    : cause;
};

/** Writes down that names in a folder have changed, where the file system can. */
export const syncFolder = async (fs: FileSystem, path: string): Promise<void> => {
  const folder = await fs.open(path, fs.constants.O_RDONLY).catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
};
