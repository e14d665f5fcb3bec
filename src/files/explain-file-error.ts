// What the file system, a page's storage or Deno says, in sentences.
import { FileError, type FileErrorCode } from './file-error.js';

const untouched = 'what was there before is untouched';

const sentences: Readonly<Record<string, readonly [FileErrorCode, string]>> = {
  ENOENT: ['missing', 'there is no such file or folder'],
  ENOSPC: ['disk-full', `the disk is full; ${untouched}`],
  EDQUOT: ['disk-full', `the disk quota is used up; ${untouched}`],
  EFBIG: [
    'disk-full',
    `a file of this size is more than the disk or a limit (ulimit -f) allows; ${untouched}`,
  ],
  QuotaExceededError: ['disk-full', `the page's storage is full; ${untouched}`],
  EACCES: ['no-permission', 'permission is denied'],
  EPERM: ['no-permission', 'permission is denied'],
  EROFS: ['no-permission', 'the file system is read-only'],
  ERR_ACCESS_DENIED: [
    'no-permission',
    'Node runs with --permission: allow it the folder, with --allow-fs-read and --allow-fs-write',
  ],
  NotCapable: [
    'no-permission',
    'Deno has no permission: allow it the folder, with --allow-read and --allow-write',
  ],
  PermissionDenied: ['no-permission', 'permission is denied'],
  ENOTDIR: ['not-a-folder', 'a part of the path is a file, not a folder'],
  EEXIST: ['not-a-folder', 'a file stands where the folder should be'],
  ELOOP: ['not-a-folder', 'the path is a link, or leads through links that go round in a circle'],
  EISDIR: ['not-a-model', 'it is a folder, not a file'],
  ENAMETOOLONG: ['failed', 'the path is too long; choose a shorter one'],
  EMFILE: ['failed', 'too many files are open'],
  ENFILE: ['failed', 'too many files are open'],
  EIO: ['failed', 'the disk failed to read or to write'],
  EBUSY: ['failed', 'it is in use by another program'],
};

/** The code of a failure: Node's, or the name of a page's or of Deno's error. */
const codeOf = (cause: unknown): string => {
  if (typeof cause !== 'object' || cause === null) return '';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return 'name' in cause ? String(cause.name) : '';
};

/** A failure of the file system as a sentence. */
export const fileError = (doing: string, path: string, cause: unknown): FileError => {
  if (cause instanceof FileError) return cause;
  const [kind, sentence] = sentences[codeOf(cause)] ?? [
    'failed',
    cause instanceof Error ? cause.message : String(cause),
  ];
  return new FileError(
    kind,
    `${doing} '${path.length <= 200 ? path : `${path.slice(0, 197)}...`}': ${sentence}`,
    { cause },
  );
};
