import { nodeModule } from '../runtime/node.js';
import { byteLength, type Artifacts, type WeightEntry } from './artifacts.js';
import { FileError, fileError } from './file-error.js';

/** What is used of Node's file system; a test hands in one that fails. */
export interface FileSystem {
  mkdir(path: string, options: { recursive: true }): Promise<unknown>;
  open(
    path: string,
    flags: string,
  ): Promise<{
    writeFile(data: string | Uint8Array): Promise<void>;
    sync(): Promise<void>;
    close(): Promise<void>;
  }>;
  readFile(path: string): Promise<Uint8Array>;
  readdir(path: string): Promise<string[]>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { force: true }): Promise<void>;
}

/** The file that makes a folder a model; renaming it into place is what makes a save count. */
const modelFile = 'model.json';

const nodeFileSystem = () => nodeModule<FileSystem>('node:fs/promises');
const nodePath = () => nodeModule<typeof import('node:path')>('node:path');

/** Writes a file whole, or leaves nothing of it. */
const writeWhole = async (fs: FileSystem, path: string, data: string | Uint8Array): Promise<void> => {
  const file = await fs.open(path, 'w');
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** The folder of a place, and its `model.json`, which may be named itself. */
const filesAt = async (place: string): Promise<{ folder: string; file: string }> => {
  const { join, dirname, basename, resolve } = await nodePath();
  return place.endsWith('.json')
    ? { folder: resolve(dirname(place)), file: basename(place) }
    : { folder: resolve(join(place)), file: modelFile };
};

/** Saves that are under way, by folder: one waits for the other, or they would clear each other's files away. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Writes a model into a folder in tfjs's format. The weights go into a new file first; then `model.json`, which names
 * it, is renamed into place. A crash or a full disk before that leaves the old model, whole; the old weights go last.
 */
export const writeFolder = async (place: string, artifacts: Artifacts, given?: FileSystem): Promise<void> => {
  const { folder, file } = await filesAt(place);
  const before = underWay.get(folder) ?? Promise.resolve();
  const writing = before.catch(() => undefined).then(() => writeFiles(place, folder, file, artifacts, given));
  underWay.set(folder, writing);
  try {
    await writing;
  } finally {
    if (underWay.get(folder) === writing) underWay.delete(folder);
  }
};

const ownWeights = /^weights-([0-9a-f]{16})\.bin$/;

const digestOf = async (bytes: Uint8Array): Promise<string> => {
  const { createHash } = await nodeModule<typeof import('node:crypto')>('node:crypto');
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
};

const writeFiles = async (
  place: string,
  folder: string,
  file: string,
  artifacts: Artifacts,
  given: FileSystem | undefined,
): Promise<void> => {
  const fs = given ?? (await nodeFileSystem());
  const { join } = await nodePath();
  const bytes = new Uint8Array(artifacts.data);
  const weightsFile = `weights-${await digestOf(bytes)}.bin`;
  const json = JSON.stringify({
    format: 'layers-model',
    generatedBy: 'shapewright',
    convertedBy: null,
    modelTopology: artifacts.topology,
    weightsManifest: [{ paths: [weightsFile], weights: artifacts.entries }],
    userDefinedMetadata: artifacts.metadata,
  });
  const temporary = [`${weightsFile}.new`, `${file}.new`] as const;
  try {
    await fs.mkdir(folder, { recursive: true });
    const before = await fs.readdir(folder);
    try {
      await writeWhole(fs, join(folder, temporary[0]), bytes);
      await writeWhole(fs, join(folder, temporary[1]), json);
      await fs.rename(join(folder, temporary[0]), join(folder, weightsFile));
      await fs.rename(join(folder, temporary[1]), join(folder, file));
    } catch (cause) {
      const leftovers = before.includes(weightsFile) ? temporary : [...temporary, weightsFile];
      for (const name of leftovers) await fs.rm(join(folder, name), { force: true });
      throw cause;
    }
    const old = before.filter((name) => ownWeights.test(name) && name !== weightsFile);
    for (const name of old) await fs.rm(join(folder, name), { force: true });
  } catch (cause) {
    throw fileError('could not save to', place, cause);
  }
};

/** Reads a model from a folder in tfjs's format, or from its `model.json`. */
export const readFolder = async (place: string, given?: FileSystem): Promise<Artifacts> => {
  const fs = given ?? (await nodeFileSystem());
  const { join } = await nodePath();
  const { folder, file } = await filesAt(place);
  const read = async (name: string) => {
    try {
      return await fs.readFile(join(folder, name));
    } catch (cause) {
      throw fileError('could not load', join(folder, name), cause);
    }
  };
  const json = parseModel(join(folder, file), new TextDecoder().decode(await read(file)));
  const paths = json.weightsManifest.flatMap(({ paths }) => paths);
  const parts = [];
  for (const name of paths) parts.push(await read(name));
  const data = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    data.set(part, offset);
    offset += part.byteLength;
  }
  const entries = json.weightsManifest.flatMap(({ weights }) => weights);
  const digest = paths.length === 1 ? ownWeights.exec(paths[0]!)?.[1] : undefined;
  // a file that is cut off is told apart later, by its length
  if (digest && data.byteLength === byteLength(entries) && digest !== (await digestOf(data)))
    throw new FileError(
      'truncated',
      `'${join(folder, paths[0]!)}' is damaged: its bytes are not those that were saved`,
    );
  return {
    topology: json.modelTopology,
    entries,
    data: data.buffer,
    metadata: json.userDefinedMetadata ?? {},
  };
};

interface ModelJson {
  readonly modelTopology: unknown;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly WeightEntry[];
  }[];
  readonly userDefinedMetadata?: Readonly<Record<string, unknown>>;
}

const parseModel = (file: string, text: string): ModelJson => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new FileError('not-a-model', `'${file}' is not JSON: it is cut off or no model`, { cause });
  }
  const groups = (json as { weightsManifest?: unknown } | null)?.weightsManifest;
  const whole = (group: Partial<ModelJson['weightsManifest'][number]> | null) =>
    Array.isArray(group?.paths) &&
    group.paths.every((path) => typeof path === 'string') &&
    Array.isArray(group.weights);
  if (!Array.isArray(groups) || !groups.every(whole))
    throw new FileError('not-a-model', `'${file}' holds no model: it has no whole weightsManifest`);
  return json as unknown as ModelJson;
};
