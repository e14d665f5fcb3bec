// Files that grow while a model trains: what was written before stays, whatever happens to what is written now.
import { nodeModule } from '../../runtime/node.js';
import { fileError } from '../explain-file-error.js';
import { makeFolder, nodeFileSystem, nodePath } from '../node-files.js';

const fileSystem = () => nodeModule<typeof import('node:fs/promises')>('node:fs/promises');

const isMissing = (cause: unknown) => (cause as { readonly code?: string }).code === 'ENOENT';

/** How long a file is; 0 where there is none. */
export const lengthOf = async (path: string): Promise<number> => {
  try {
    return (await (await fileSystem()).stat(path)).size;
  } catch (cause) {
    if (isMissing(cause)) return 0;
    throw fileError('could not write to', path, cause);
  }
};

/** Cuts off what a file has beyond a length; gives how long it is then, 0 where it is shorter: then it is another one. */
export const cutTo = async (path: string, length: number): Promise<number> => {
  const found = await lengthOf(path);
  if (found < length) return 0;
  try {
    if (found > length) await (await fileSystem()).truncate(path, length);
  } catch (cause) {
    throw fileError('could not write to', path, cause);
  }
  return length;
};

/** Whether a file of some length ends with a line's end. */
export const endsLine = async (path: string, length: number): Promise<boolean> => {
  try {
    const file = await (await fileSystem()).open(path, 'r');
    try {
      const { buffer } = await file.read({ buffer: new Uint8Array(1), position: length - 1 });
      return buffer[0] === 10;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw fileError('could not read', path, cause);
  }
};

/** Where in a file something is put. */
interface Appending {
  /** How long the file is. */
  readonly from: number;
  /** Whether what stands in it goes. */
  readonly fresh: boolean;
}

/**
 * Puts something at the end of a file, and onto the disk; gives how long the file is then. Where that fails the file is as
 * long as it was.
 */
export const appendTo = async (
  path: string,
  data: string | Uint8Array,
  { from, fresh }: Appending,
): Promise<number> => {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  try {
    const { dirname } = await nodePath();
    if (from === 0) await makeFolder(await nodeFileSystem(), dirname(path));
    const file = await (await fileSystem()).open(path, fresh ? 'w' : 'a');
    try {
      await file.appendFile(bytes);
      await file.datasync();
    } catch (cause) {
      await file.truncate(from).catch(() => undefined);
      throw cause;
    } finally {
      await file.close();
    }
    return from + bytes.length;
  } catch (cause) {
    throw fileError('could not write to', path, cause);
  }
};
