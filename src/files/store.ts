import { inNode } from '../runtime/node.js';
import * as tf from '@tensorflow/tfjs';
import type { Artifacts, WeightEntry } from './artifacts.js';
import { FileError, fileError } from './file-error.js';
import { readFolder, writeFolder } from './node-folder.js';

/** Anything tfjs can save to or load from itself: `tf.io.withSaveHandler(...)` and the like. */
export interface IOHandler {
  save?(artifacts: never): Promise<unknown>;
  load?(): Promise<unknown>;
}

/** Where a model is: a folder (Node), `localstorage://name`, `indexeddb://name`, `downloads://name`, `https://...`, or a handler of tfjs's. */
export type StorePlace = string | IOHandler;

const isStore = (place: string) => /^(localstorage|indexeddb|downloads|https?):\/\//.test(place);
const folderOf = (place: string) => place.replace(/^file:\/\//, '');

const noFolders = (place: string) =>
  new FileError(
    'missing',
    `'${place}' is no place in a page; use localstorage://name, indexeddb://name, or downloads://name`,
  );

/** Writes a model to its place. */
export const writeStore = async (place: StorePlace, artifacts: Artifacts): Promise<void> => {
  if (typeof place === 'string' && !isStore(place)) {
    if (!inNode()) throw noFolders(place);
    return writeFolder(folderOf(place), artifacts);
  }
  const handler = typeof place === 'string' ? tf.io.getSaveHandlers(place)[0] : place;
  if (!handler?.save) throw new FileError('failed', `nothing here can save to '${String(place)}'`);
  try {
    await handler.save({
      format: 'layers-model',
      generatedBy: 'shapewright',
      convertedBy: null,
      modelTopology: artifacts.topology as object,
      weightSpecs: [...artifacts.entries],
      weightData: artifacts.data,
      userDefinedMetadata: artifacts.metadata,
    } as never);
  } catch (cause) {
    throw fileError('could not save to', String(place), cause);
  }
};

/** Reads a model from its place. */
export const readStore = async (place: StorePlace): Promise<Artifacts> => {
  if (typeof place === 'string' && !isStore(place)) {
    if (!inNode()) throw noFolders(place);
    return readFolder(folderOf(place));
  }
  const handler = typeof place === 'string' ? tf.io.getLoadHandlers(place)[0] : place;
  if (!handler?.load) throw new FileError('failed', `nothing here can load '${String(place)}'`);
  try {
    const found = (await handler.load()) as tf.io.ModelArtifacts;
    return {
      topology: found.modelTopology,
      entries: (found.weightSpecs ?? []) as unknown as WeightEntry[],
      data: tf.io.CompositeArrayBuffer.join(found.weightData ?? new ArrayBuffer(0)),
      metadata: (found.userDefinedMetadata ?? {}) as Readonly<Record<string, unknown>>,
    };
  } catch (cause) {
    throw fileError('could not load', String(place), cause);
  }
};
