// Zip archives, read by fflate: the library is loaded when the first one comes.
import { checksum } from '../checksum.js';
import { FileError } from '../file-error.js';

/** What a zip holds, by the names in it. */
export type Archive = ReadonlyMap<string, Uint8Array>;

/** How many times as large as it is a file may become: deflate knows no better than 1032. */
const mostTimes = 1_100;
const mostFiles = 100_000;

/** Whether bytes begin as a zip does. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes[3] === bytes[2] + 1;

/**
 * The files of a zip whose names are wanted, each held to its checksum.
 *
 * @throws FileError where it is cut off, changed, or claims more than it can hold.
 */
export const readArchive = async (
  where: string,
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
): Promise<Archive> => {
  const { unzipSync } = await import('fflate');
  const damaged = (why: string, cause?: unknown) =>
    new FileError('damaged', `'${where}' is damaged: ${why}`, { cause });
  const sums = checksumsOf(bytes);
  if (!sums)
    throw new FileError(
      'truncated',
      `'${where}' is cut off: the list of its files, at the end of a zip, is not there`,
    );
  let [count, total] = [0, 0];
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (++count > mostFiles) throw damaged('it has more files than a model');
        if (/(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|\0/.test(name))
          throw damaged(`a file in it, '${name.slice(0, 80)}', leads out of the archive`);
        total += originalSize;
        if (size > bytes.length || originalSize > size * mostTimes + 1024 || total > bytes.length * mostTimes)
          throw damaged(`'${name.slice(0, 80)}' in it claims ${originalSize} bytes, more than it can hold`);
        return wanted(name.replaceAll('\\', '/'));
      },
    });
  } catch (cause) {
    throw cause instanceof FileError
      ? cause
      : damaged('its zip cannot be read, it is cut off or was changed', cause);
  }
  const found = new Map<string, Uint8Array>();
  for (const [name, data] of Object.entries(files)) {
    if (checksum(data) !== sums.get(name))
      throw damaged(`'${name.slice(0, 80)}' in it is not what was saved`);
    found.set(name.replaceAll('\\', '/'), data);
  }
  return found;
};

/** The checksums that the list at a zip's end has, by name; undefined where there is no such list. */
const checksumsOf = (bytes: Uint8Array): ReadonlyMap<string, string> | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // the list's own end is 22 bytes, and a remark of 65,535 at most
  let end = bytes.length - 22;
  const first = Math.max(0, end - 65_535);
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < first || end < 0) return undefined;
  let at = view.getUint32(end + 16, true);
  // of 64 bits where 32 are not enough
  if (at === 0xffffffff) {
    const locator = end - 20;
    if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) return undefined;
    const end64 = Number(view.getBigUint64(locator + 8, true));
    if (end64 + 56 > bytes.length) return undefined;
    at = Number(view.getBigUint64(end64 + 48, true));
  }
  const sums = new Map<string, string>();
  while (at + 46 <= end && view.getUint32(at, true) === 0x02014b50) {
    const [length, extra, remark] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
    sums.set(
      name,
      `crc32:${view
        .getUint32(at + 16, true)
        .toString(16)
        .padStart(8, '0')}`,
    );
    at += 46 + length + extra + remark;
  }
  return sums;
};
