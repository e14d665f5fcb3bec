import { nodeModule } from '../runtime/node.js';
import { byteLength, type Artifacts, type Description } from './artifacts.js';
import { fileError } from './explain-file-error.js';
import { FileError } from './file-error.js';
import { joinParts, largestJson, parseModel, readWhole, weightsPaths, writeModel } from './model-json.js';
import {
  freshToken,
  makeFolder,
  nodeFileSystem,
  nodePath,
  readPlain,
  replaceFile,
  syncFolder,
  writeNew,
  type FileSystem,
} from './node-files.js';
import { takeLock, type SaveLock } from './save-lock.js';
import { checkSeal, checkWeights, notSaved, wrongLength } from './seal.js';

/** The file that makes a folder a model; renaming it into place is what makes a save count. */
const modelFile = 'model.json';

/** A model's `model.json`, whatever it is called, and the names of its other files. */
interface Files {
  readonly folder: string;
  readonly json: string;
  readonly path: (name: string) => string;
  /** The names that a save of this model's gives its files. */
  readonly freshWeights: () => string;
  readonly freshJson: () => string;
  /** Whether a file is one that a save of this model's wrote. */
  readonly isOwn: (name: string) => boolean;
  readonly lock: string;
}

/** The files of a place: a folder, or its `.json` by name. */
const filesAt = async (place: string): Promise<Files> => {
  const { join, dirname, basename, resolve } = await nodePath();
  const isFile = place.endsWith('.json');
  const folder = isFile ? resolve(dirname(place)) : resolve(place);
  const json = isFile ? basename(place) : modelFile;
  const stem = json.slice(0, -'.json'.length);
  const path = (name: string) => join(folder, name);
  return {
    folder,
    json,
    path,
    freshWeights: () => `${stem}.weights-${freshToken()}.bin`,
    freshJson: () => `.${json}.${freshToken()}.new`,
    isOwn: (name) =>
      (name.startsWith(`${stem}.weights-`) && /^[0-9a-f]{16}\.bin$/.test(name.slice(stem.length + 9))) ||
      (name.startsWith(`.${json}.`) && /^[0-9a-f]{16}\.new$/.test(name.slice(json.length + 2))) ||
      (name.startsWith(`.${json}.lock.`) && /^[0-9a-f]{16}$/.test(name.slice(json.length + 7))),
    lock: path(`.${json}.lock`),
  };
};

/** Saves of this process that are under way, by model: one waits for the other. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Writes a model into a folder in tfjs's format. The weights go into a file of their own first; then `model.json`, which
 * names it, is renamed into place. A crash or a full disk before that leaves the old model, whole; the old weights go
 * last. Another save to the same place waits, in whichever process.
 */
export const writeFolder = async (place: string, artifacts: Artifacts, given?: FileSystem): Promise<void> => {
  const files = await filesAt(place);
  const before = underWay.get(files.lock) ?? Promise.resolve();
  const writing = before
    .catch(() => undefined)
    .then(async () => writeFiles(files, artifacts, given ?? (await nodeFileSystem())));
  underWay.set(files.lock, writing);
  try {
    await writing;
  } catch (cause) {
    throw fileError('could not save to', place, cause);
  } finally {
    if (underWay.get(files.lock) === writing) underWay.delete(files.lock);
  }
};

const writeFiles = async (files: Files, artifacts: Artifacts, fs: FileSystem): Promise<void> => {
  await makeFolder(fs, files.folder);
  for (;;) {
    const lock = await takeLock(fs, files.lock);
    try {
      if (await writeLocked(files, artifacts, fs, lock)) return;
    } finally {
      await lock.release();
    }
  }
};

/** One save under a lock; false where the lock was lost on the way, and nothing has changed. */
const writeLocked = async (
  files: Files,
  artifacts: Artifacts,
  fs: FileSystem,
  lock: SaveLock,
): Promise<boolean> => {
  const [weights, json] = [files.freshWeights(), files.freshJson()];
  try {
    const named = await namedBefore(files, fs);
    await writeNew(fs, files.path(weights), new Uint8Array(artifacts.data));
    await writeNew(fs, files.path(json), writeModel(artifacts, weights));
    if (!(await lock.isOurs())) {
      await remove(files, fs, [weights, json]);
      return false;
    }
    await replaceFile(fs, files.path(json), files.path(files.json));
    await syncFolder(fs, files.folder);
    // the save counts: what cannot be removed does no harm, and what may be another's by now is left
    if (await lock.isOurs()) await removeOld(files, fs, weights, named).catch(() => undefined);
    return true;
  } catch (cause) {
    await remove(files, fs, [weights, json]).catch(() => undefined);
    throw cause;
  }
};

/** Removes a model's files, its description first, and the folder where nothing else stands in it. */
export const removeFolder = async (place: string, given?: FileSystem): Promise<void> => {
  const fs = given ?? (await nodeFileSystem());
  const files = await filesAt(place);
  if (!(await fs.stat(files.folder).catch(() => undefined))?.isDirectory()) return;
  try {
    const lock = await takeLock(fs, files.lock);
    try {
      await remove(files, fs, [files.json]);
      await syncFolder(fs, files.folder);
      await remove(files, fs, (await fs.readdir(files.folder)).filter(files.isOwn));
    } finally {
      await lock.release();
    }
    await removeEmptyFolder(files.folder, fs);
  } catch (cause) {
    throw fileError('could not remove', place, cause);
  }
};

/** Removes a folder in which nothing stands; leaves any other. */
export const removeEmptyFolder = async (path: string, given?: FileSystem): Promise<void> => {
  const fs = given ?? (await nodeFileSystem());
  const isEmpty = await fs.readdir(path).then(
    (names) => names.length === 0,
    () => false,
  );
  // another may put something there at this moment
  if (isEmpty) await fs.rmdir(path).catch(() => undefined);
};

const remove = async (files: Files, fs: FileSystem, names: readonly string[]): Promise<void> => {
  for (const name of names) await fs.rm(files.path(name), { force: true });
};

/** The weights files that the model there names, if it is one of ours. */
const namedBefore = async (files: Files, fs: FileSystem): Promise<readonly string[]> => {
  try {
    const text = await readJson(files, fs);
    const { description, groups } = parseModel(files.json, text);
    return 'shapewright' in description.metadata ? weightsPaths(files.json, groups) : [];
  } catch {
    return [];
  }
};

/** The name that every weights file had before each model had names of its own. */
const formerWeights = /^weights-([0-9a-f]{16})\.bin$/;

/** Removes what a model's former saves left: what it named before, and what a killed save did not get to. */
const removeOld = async (
  files: Files,
  fs: FileSystem,
  weights: string,
  named: readonly string[],
): Promise<void> => {
  const there = await fs.readdir(files.folder);
  const own = there.filter((name) => files.isOwn(name) && name !== weights);
  const former = named.filter((name) => formerWeights.test(name));
  const shared = former.length > 0 ? await namedElsewhere(files, fs, there) : '';
  await remove(files, fs, [...own, ...former.filter((name) => !shared.includes(name))]);
};

/** What the other descriptions in a folder say, as one text: two of one content once shared their weights. */
const namedElsewhere = async (files: Files, fs: FileSystem, there: readonly string[]): Promise<string> => {
  const others = there.filter((name) => name.endsWith('.json') && name !== files.json);
  const texts: string[] = [];
  for (const name of others)
    texts.push(
      new TextDecoder().decode(
        await readPlain(fs, files.path(name), { follow: true, check: checkSize(name) }),
      ),
    );
  return texts.join('\n');
};

const checkSize = (name: string) => (size: number) => {
  if (size > largestJson)
    throw new FileError('not-a-model', `'${name}' has ${size} bytes, which no description of a model has`);
};

const readJson = async ({ path, json }: Files, fs: FileSystem): Promise<string> =>
  new TextDecoder().decode(await readPlain(fs, path(json), { follow: true, check: checkSize(path(json)) }));

/** Reads a model from a folder in tfjs's format, or from its `model.json`: the old one or the new one, where a save goes on. */
export const readFolder = async (place: string, given?: FileSystem): Promise<Artifacts> => {
  const fs = given ?? (await nodeFileSystem());
  const files = await filesAt(place);
  return readWhole(
    () =>
      readJson(files, fs).catch((cause: unknown) => {
        throw fileError('could not load', files.path(files.json), cause);
      }),
    (text) => readFiles(files, fs, text),
  );
};

/** The description of a model in a folder alone. */
export const readFolderDescription = async (place: string): Promise<Description> => {
  const files = await filesAt(place);
  try {
    const text = await readJson(files, await nodeFileSystem());
    return parseModel(files.path(files.json), text).description;
  } catch (cause) {
    throw fileError('could not load', files.path(files.json), cause);
  }
};

const readFiles = async (files: Files, fs: FileSystem, text: string): Promise<Artifacts> => {
  const where = files.path(files.json);
  const { description, groups } = parseModel(where, text);
  await checkSeal(where, description);
  const expected = byteLength(description.entries);
  const parts: Uint8Array[] = [];
  let length = 0;
  const names = weightsPaths(where, groups);
  for (const name of names) {
    const path = files.path(name);
    try {
      const check = (size: number) => {
        if (length + size > expected) throw wrongLength(files.folder, expected, length + size);
      };
      const part = await readPlain(fs, path, { follow: false, check });
      parts.push(part);
      length += part.byteLength;
    } catch (cause) {
      throw fileError('could not load', path, cause);
    }
  }
  if (length !== expected) throw wrongLength(files.folder, expected, length);
  const artifacts = { ...description, data: joinParts(parts).buffer };
  const weightsFile = names.length === 1 ? files.path(names[0]!) : where;
  checkWeights(weightsFile, artifacts);
  const [, digest] = formerWeights.exec(names[0] ?? '') ?? [];
  if (digest && digest !== (await digestOf(artifacts.data))) throw notSaved(weightsFile);
  return artifacts;
};

/** What the name of a weights file once told of its bytes. */
const digestOf = async (data: ArrayBuffer): Promise<string> => {
  const { createHash } = await nodeModule<typeof import('node:crypto')>('node:crypto');
  return createHash('sha256').update(new Uint8Array(data)).digest('hex').slice(0, 16);
};
