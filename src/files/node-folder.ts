import { nodeModule } from '../runtime/node.js';
import type { Artifacts, WeightEntry } from './artifacts.js';
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

/**
 * Writes a model into a folder in tfjs's format. The weights go into a new file first; then `model.json`, which names
 * it, is renamed into place. A crash or a full disk before that leaves the old model, whole; the old weights go last.
 */
export const writeFolder = async (path: string, artifacts: Artifacts, given?: FileSystem): Promise<void> => {
  const fs = given ?? (await nodeFileSystem());
  const { join } = await nodePath();
  const { createHash } = await nodeModule<typeof import('node:crypto')>('node:crypto');
  const bytes = new Uint8Array(artifacts.data);
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const weightsFile = `weights-${digest}.bin`;
  const json = JSON.stringify({
    format: 'layers-model',
    generatedBy: 'shapewright',
    convertedBy: null,
    modelTopology: artifacts.topology,
    weightsManifest: [{ paths: [weightsFile], weights: artifacts.entries }],
    userDefinedMetadata: artifacts.metadata,
  });
  const temporary = `${modelFile}.${digest}.new`;
  try {
    await fs.mkdir(path, { recursive: true });
    const before = await fs.readdir(path);
    try {
      if (!before.includes(weightsFile)) {
        await writeWhole(fs, join(path, `${weightsFile}.new`), bytes);
        await fs.rename(join(path, `${weightsFile}.new`), join(path, weightsFile));
      }
      await writeWhole(fs, join(path, temporary), json);
      await fs.rename(join(path, temporary), join(path, modelFile));
    } catch (cause) {
      const leftovers = [
        `${weightsFile}.new`,
        temporary,
        ...(before.includes(weightsFile) ? [] : [weightsFile]),
      ];
      for (const name of leftovers) await fs.rm(join(path, name), { force: true });
      throw cause;
    }
    const old = before.filter((name) => /^weights-[0-9a-f]{16}\.bin$/.test(name) && name !== weightsFile);
    for (const name of old) await fs.rm(join(path, name), { force: true });
  } catch (cause) {
    throw fileError('could not save to', path, cause);
  }
};

/** Reads a model from a folder in tfjs's format, or from its `model.json`. */
export const readFolder = async (path: string, given?: FileSystem): Promise<Artifacts> => {
  const fs = given ?? (await nodeFileSystem());
  const { join, dirname } = await nodePath();
  const folder = path.endsWith('.json') ? dirname(path) : path;
  const file = path.endsWith('.json') ? path : join(path, modelFile);
  const read = async (name: string) => {
    try {
      return await fs.readFile(name);
    } catch (cause) {
      throw fileError('could not load', name, cause);
    }
  };
  const json = parseModel(file, new TextDecoder().decode(await read(file)));
  const parts = [];
  for (const name of json.weightsManifest.flatMap(({ paths }) => paths))
    parts.push(await read(join(folder, name)));
  const data = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    data.set(part, offset);
    offset += part.byteLength;
  }
  return {
    topology: json.modelTopology,
    entries: json.weightsManifest.flatMap(({ weights }) => weights),
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
  if (
    typeof json !== 'object' ||
    json === null ||
    !('weightsManifest' in json) ||
    !Array.isArray(json.weightsManifest)
  )
    throw new FileError('not-a-model', `'${file}' holds no model: it has no weightsManifest`);
  return json as unknown as ModelJson;
};
