/** What went wrong with a file. */
export type FileErrorCode =
  | 'missing'
  | 'not-a-model'
  | 'truncated'
  | 'mismatch'
  | 'disk-full'
  | 'no-permission'
  | 'not-a-folder'
  | 'not-saveable'
  | 'failed';

/** Thrown where a model cannot be read or written; the sentence says which file, what was expected, and what to do. */
export class FileError extends Error {
  override readonly name = 'FileError';
  constructor(
    readonly code: FileErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

const sentences: Readonly<Record<string, readonly [FileErrorCode, string]>> = {
  ENOENT: ['missing', 'there is no such file or folder'],
  ENOSPC: ['disk-full', 'the disk is full; what was there before is untouched'],
  EDQUOT: ['disk-full', 'the disk quota is used up; what was there before is untouched'],
  EACCES: ['no-permission', 'permission is denied'],
  EPERM: ['no-permission', 'permission is denied'],
  EROFS: ['no-permission', 'the file system is read-only'],
  ENOTDIR: ['not-a-folder', 'a part of the path is a file, not a folder'],
  EISDIR: ['not-a-model', 'it is a folder, not a file'],
  EEXIST: ['not-a-folder', 'a file stands where the folder should be'],
};

/** A failure of the file system as a sentence. */
export const fileError = (doing: string, path: string, cause: unknown): FileError => {
  if (cause instanceof FileError) return cause;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  const [kind, sentence] = sentences[code] ?? [
    'failed',
    cause instanceof Error ? cause.message : String(cause),
  ];
  return new FileError(kind, `${doing} '${path}': ${sentence}`, { cause });
};
