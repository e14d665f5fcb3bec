import * as tf from '@tensorflow/tfjs-core';
import type { Artifacts, Description, WeightEntry } from './artifacts.js';
import { fileError } from './explain-file-error.js';
import { FileError } from './file-error.js';
import { readHttp, readHttpDescription } from './http.js';
import { loadLocally, saveLocally } from './local-storage.js';
import { refuseGraph } from './model-json.js';
import { nameOf, placeOf, type IOHandler, type Place, type StorePlace } from './place.js';
import { checkSeal, checkWeights, seal } from './seal.js';

/** What only Node needs, which pages need not load. */
const nodeFolder = () => import('./node-folder.js');

/** Writes a model to its place, under its checksums. */
export const writeStore = (given: StorePlace, artifacts: Artifacts): Promise<void> =>
  writePlain(given, seal(artifacts));

/** Writes what plain tfjs gives, as it is. */
export const writePlain = async (given: StorePlace, sealed: Artifacts): Promise<void> => {
  const place = placeOf('save to', given);
  if (place.kind === 'folder') return (await nodeFolder()).writeFolder(place.path, sealed);
  const packed = {
    format: 'layers-model',
    generatedBy: 'shapewright',
    convertedBy: null,
    modelTopology: sealed.topology as object,
    weightSpecs: [...sealed.entries] as unknown as tf.io.WeightsManifestEntry[],
    weightData: sealed.data,
    userDefinedMetadata: sealed.metadata as Record<string, object>,
  };
  try {
    if (place.kind === 'local storage') return await saveLocally(place.name, packed);
    const handler = handlerOf(place, (url) => tf.io.getSaveHandlers(url)[0] as IOHandler | undefined);
    if (typeof handler?.save !== 'function') throw noHandler('save to', given);
    await handler.save(packed as never);
  } catch (cause) {
    throw fileError('could not save to', nameOf(given), cause);
  }
};

/**
 * Reads a model from its place: it is held to its schema, its checksums and its length.
 *
 * @throws FileError where there is none, or it is damaged.
 */
export const readStore = async (given: StorePlace): Promise<Artifacts> => {
  const place = placeOf('load', given);
  const where = nameOf(given);
  try {
    if (place.kind === 'folder') return await (await nodeFolder()).readFolder(place.path);
    const artifacts = place.kind === 'http' ? await readHttp(place.url) : await readHandler(given, place);
    checkWeights(where, artifacts);
    return artifacts;
  } catch (cause) {
    throw fileError('could not load', where, cause);
  }
};

/** What stands at a place, without its weights; undefined where there is nothing, or nothing that can be read. */
export const lookAt = async (given: StorePlace): Promise<Description | undefined> => {
  const place = placeOf('save to', given);
  try {
    if (place.kind === 'folder') return await (await nodeFolder()).readFolderDescription(place.path);
    if (place.kind === 'http') return await readHttpDescription(place.url);
    return place.kind === 'handler' ? undefined : await readHandler(given, place);
  } catch {
    return undefined;
  }
};

const handlerOf = (
  place: Exclude<Place, { kind: 'folder' | 'local storage' }>,
  find: (url: string) => IOHandler | undefined,
): IOHandler | undefined => (place.kind === 'handler' ? place.handler : find(place.url));

const noHandler = (doing: string, given: StorePlace) =>
  new FileError(
    'failed',
    `nothing here can ${doing} '${nameOf(given)}'; give a folder (in Node), ` +
      "localstorage://name or indexeddb://name (in a page), https://..., or a handler of tfjs's",
  );

const readHandler = async (
  given: StorePlace,
  place: Exclude<Place, { kind: 'folder' | 'http' }>,
): Promise<Artifacts> => {
  const where = nameOf(given);
  const found =
    place.kind === 'local storage'
      ? await loadLocally(place.name)
      : await loadBy(
          handlerOf(place, (url) => tf.io.getLoadHandlers(url)[0] as IOHandler | undefined),
          given,
        );
  const { modelTopology, weightSpecs, weightData, userDefinedMetadata, format, generatedBy, trainingConfig } =
    (found ?? {}) as Partial<Record<keyof tf.io.ModelArtifacts, unknown>>;
  refuseGraph(where, modelTopology, format);
  const description = {
    topology: modelTopology ?? null,
    entries: (weightSpecs ?? []) as readonly WeightEntry[],
    metadata: (userDefinedMetadata ?? {}) as Description['metadata'],
    ...(typeof generatedBy === 'string' && { writtenBy: generatedBy }),
    ...(trainingConfig !== undefined && { training: trainingConfig }),
  };
  await checkSeal(where, description);
  return { ...description, data: bufferOf(where, weightData) };
};

const loadBy = (handler: IOHandler | undefined, given: StorePlace): unknown => {
  if (typeof handler?.load !== 'function') throw noHandler('load', given);
  return handler.load();
};

/** The bytes of a handler's weights: a buffer, or several that belong one after the other. */
const bufferOf = (where: string, data: unknown): ArrayBuffer => {
  const parts = data === undefined || data === null ? [] : [data].flat();
  if (parts.every((part) => part instanceof ArrayBuffer || ArrayBuffer.isView(part)))
    return tf.io.CompositeArrayBuffer.join(parts as ArrayBuffer[]);
  throw new FileError('not-a-model', `the weights that ${where} gives are no ArrayBuffer`);
};
