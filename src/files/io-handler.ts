import * as tf from '@tensorflow/tfjs-core';
import { readStore, writePlain } from './store.js';
import type { StorePlace } from './place.js';

/** A model as tfjs hands it to a handler, and takes it from one. */
export interface PlainArtifacts {
  readonly modelTopology: object;
  readonly format: string;
  readonly weightSpecs: {
    name: string;
    shape: number[];
    dtype: 'float32' | 'int32';
    group?: 'model' | 'optimizer';
  }[];
  readonly weightData: ArrayBuffer;
  readonly userDefinedMetadata: Record<string, object>;
}

/** A place as plain tfjs reads from it and writes to it. */
export interface PlainHandler {
  load(): Promise<PlainArtifacts>;
  save(artifacts: {
    readonly modelTopology?: unknown;
    readonly weightSpecs?: unknown;
    readonly weightData?: unknown;
    readonly userDefinedMetadata?: unknown;
  }): Promise<{ modelArtifactsInfo: { dateSaved: Date; modelTopologyType: 'JSON' } }>;
}

/**
 * A place for plain tfjs: a folder works in Node without tfjs-node, and what is read is checked as `loadModel` does.
 *
 * @param place A folder (in Node), `localstorage://name`, `indexeddb://name` or `https://...`.
 * @throws FileError where it is read or written: where there is nothing, it is damaged, or cannot be written.
 * @example const plain = await tf.loadLayersModel(ioHandler('models/digits'));
 */
export const ioHandler = (place: StorePlace): PlainHandler => ({
  load: async () => {
    const { topology, entries, data, metadata } = await readStore(place);
    return {
      modelTopology: topology as object,
      format: 'layers-model',
      weightSpecs: entries.map((entry) => ({ ...entry })),
      weightData: data,
      userDefinedMetadata: metadata as Record<string, object>,
    };
  },
  save: async ({ modelTopology, weightSpecs, weightData, userDefinedMetadata }) => {
    await writePlain(place, {
      topology: modelTopology ?? null,
      entries: (weightSpecs ?? []) as never,
      data: tf.io.CompositeArrayBuffer.join((weightData ?? []) as ArrayBuffer[]),
      metadata: (userDefinedMetadata ?? {}) as Record<string, unknown>,
    });
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  },
});
