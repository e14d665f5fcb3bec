import { inNode } from '../runtime/node.js';
import * as tf from '@tensorflow/tfjs-core';
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

const isStore = (place: string) => /^[a-z][a-z0-9+.-]+:\/\//i.test(place) && !place.startsWith('file://');
const folderOf = (place: string) =>
  place.startsWith('file://') ? decodeURIComponent(place.slice('file://'.length)) : place;

/** A place in the words of an error. */
export const nameOf = (place: StorePlace): string => (typeof place === 'string' ? place : 'the handler');

const noPlace = (doing: string, place: unknown) =>
  new FileError(
    'failed',
    `nothing here can ${doing} '${typeof place === 'object' ? 'the handler' : String(place)}'; give a folder (in Node), ` +
      "localstorage://name or indexeddb://name (in a page), https://..., or a handler of tfjs's",
  );

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
  if (!handler?.save) throw noPlace('save to', place);
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
    throw fileError('could not save to', nameOf(place), cause);
  }
};

/** Reads a model from its place. */
export const readStore = async (place: StorePlace): Promise<Artifacts> => {
  if (typeof place === 'string' && !isStore(place)) {
    if (!inNode()) throw noFolders(place);
    return readFolder(folderOf(place));
  }
  const handler = typeof place === 'string' ? tf.io.getLoadHandlers(place)[0] : place;
  if (!handler?.load) throw noPlace('load', place);
  try {
    const found = (await handler.load()) as tf.io.ModelArtifacts;
    return {
      topology: found.modelTopology,
      entries: (found.weightSpecs ?? []) as unknown as WeightEntry[],
      data: tf.io.CompositeArrayBuffer.join(found.weightData ?? new ArrayBuffer(0)),
      metadata: (found.userDefinedMetadata ?? {}) as Readonly<Record<string, unknown>>,
    };
  } catch (cause) {
    throw fileError('could not load', nameOf(place), cause);
  }
};
