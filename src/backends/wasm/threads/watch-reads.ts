import type * as tf from '@tensorflow/tfjs-core';
import type { Heap } from '../heap.js';

/** Is told that a tensor's values are about to be looked at. */
type OnRead = (dataId: tf.DataId) => void;

type Find = Heap['dataIdMap']['get'];

const watchers = new WeakMap<Heap, { readonly find: Find; readonly all: Set<OnRead> }>();

/**
 * Tells of each look at a tensor, before it: every kernel, and whoever reads values, asks the heap where they lie. Gives what ends it.
 */
export const watchReads = (heap: Heap, onRead: OnRead): (() => void) => {
  const map = heap.dataIdMap as { get: Find };
  let watched = watchers.get(heap);
  if (!watched) {
    const all = new Set<OnRead>();
    watched = { find: map.get.bind(map), all };
    watchers.set(heap, watched);
    const { find } = watched;
    map.get = (dataId) => {
      for (const tell of all) tell(dataId);
      return find(dataId);
    };
  }
  const { all } = watched;
  all.add(onRead);
  return () => {
    all.delete(onRead);
    if (all.size > 0) return;
    // the map's own, of its class
    delete (map as Partial<typeof map>).get;
    watchers.delete(heap);
  };
};

/** Where a tensor's values lie, and how many share them: without telling anyone. */
export const findUnwatched = (heap: Heap, dataId: tf.DataId): ReturnType<Find> =>
  (watchers.get(heap)?.find ?? heap.dataIdMap.get.bind(heap.dataIdMap))(dataId);
