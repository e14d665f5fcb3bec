/** What went wrong with a file. */
export type FileErrorCode =
  | 'missing'
  | 'not-a-model'
  | 'truncated'
  | 'damaged'
  | 'mismatch'
  | 'disk-full'
  | 'no-permission'
  | 'not-a-folder'
  | 'not-saveable'
  | 'failed';

/** How long a sentence may be: names in a damaged file know no measure. */
const longest = 480;

/**
 * Thrown where a model cannot be read or written; the sentence says which file, what was expected, and what to do.
 *
 * @example if (error instanceof FileError && error.code === 'damaged') await restoreBackup();
 */
export class FileError extends Error {
  override readonly name = 'FileError';
  constructor(
    readonly code: FileErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message.length <= longest ? message : `${message.slice(0, longest - 1)}…`, options);
  }
}
