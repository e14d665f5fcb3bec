// A memory that threads share, where weights and slots are while a run lasts.
import * as tf from '@tensorflow/tfjs-core';
import type { HeapFunctions } from '../../backends/wasm/compiled/functions.js';
import { changesInPlace, forgetPacked, type Heap } from '../../backends/wasm/heap.js';
import type { StepKernel } from '../../backends/wasm/optimizer-step.js';
import type { SharedHeap } from '../../backends/wasm/threads/shared-heap.js';
import type { Call, Chunk } from '../../backends/wasm/threads/team.js';
import { findUnwatched, watchReads } from '../../backends/wasm/threads/watch-reads.js';
import { copyOut } from './heap-tensor.js';
import { sizeOf } from './value.js';
import type { Move, Site } from './site.js';

/** A variable or slot, and where its values are. */
interface Held {
  readonly address: number;
  readonly tensor: tf.Tensor;
  /** The values that were copied here: the tensor may get others. */
  readonly dataId: tf.DataId;
  /** Whether the values here are newer than the tensor's. */
  isAhead: boolean;
}

/** A shared memory as the place of plans, from run to run. */
export interface SharedSite extends Site {
  /** A run begins. */
  open(): void;
  /** A step begins: what was brought for the one before is needed no more. */
  begin(): void;
  /** Puts the newest values into the tensors, and gives the memory back. */
  close(): void;
}

/** Blocks begin at whole lines of the cache. */
const lines = (size: number): number => Math.ceil((size * 4) / 64) * 64;

/** The room for values that are brought beside `last`, the room that ran out. */
const nextRoom = (bytes: number, last: number): number => Math.max(bytes, 2 * last);

/** The most bytes that copies of values of such sizes take: of weights and slots, and of what is brought for each step. */
export const bytesOfCopies = (kept: readonly number[], brought: readonly number[]): number => {
  let [rooms, last, used] = [0, 0, 0];
  for (const bytes of brought.map(lines)) {
    if (used + bytes > last) {
      last = nextRoom(bytes, last);
      rooms += last;
      used = 0;
    }
    used += bytes;
  }
  return kept.reduce((sum, size) => sum + lines(size), rooms);
};

/** Fewer numbers than this are not worth a chunk. */
const leastNumbers = 4096;

/** The calls that move all variables, in chunks of about as many numbers. */
const chunksOf = (
  functions: HeapFunctions,
  kernel: StepKernel,
  moves: readonly Move[],
  scalars: Readonly<Record<string, number>>,
  wanted: number,
): readonly Chunk[] => {
  const run = functions.get(`step ${kernel.kernelName}`, () => kernel.definition);
  const all = moves.reduce((sum, { size }) => sum + size, 0);
  const length = Math.max(leastNumbers, Math.ceil(all / wanted / 4) * 4);
  const chunks: Call[][] = [];
  let room = 0;
  for (const { size, addresses } of moves)
    for (let from = 0; from < size; from += length) {
      const to = Math.min(size, from + length);
      if (room < to - from) {
        chunks.push([]);
        room = length;
      }
      room -= to - from;
      const parameters = kernel.parameters([from, to], addresses, scalars);
      chunks.at(-1)!.push({ run, parameters: () => parameters });
    }
  return chunks;
};

/**
 * The shared memory as the place of plans. Weights and slots are copied there when a step first needs them, and back when anybody
 * looks at one of the tensors; what was assigned in between is copied there anew.
 */
export const sharedSite = (
  heap: Heap,
  memory: SharedHeap,
  chunks: number,
  runChunks: (whole: () => void, chunks: readonly Chunk[]) => void,
): SharedSite => {
  const held = new Map<tf.Tensor, Held>();
  const ahead = new Set<tf.DataId>();
  let changes = changesInPlace();
  /** Room for what is brought for one step; there are several where the first were too small. */
  let brought: { readonly address: number; readonly bytes: number }[] = [];
  let used = 0;

  const bytesOf = ({ size }: tf.Tensor): number => size * 4;
  const copy = (from: Uint8Array, at: number, bytes: number, to: Uint8Array, address: number): void =>
    to.set(from.subarray(at, at + bytes), address);
  const isAlone = (tensor: tf.Tensor): boolean => findUnwatched(heap, tensor.dataId).refCount === 1;

  const copyThere = (tensor: tf.Tensor, address: number): void => {
    const { memoryOffset } = findUnwatched(heap, tensor.dataId);
    copy(heap.wasm.HEAPU8, memoryOffset, bytesOf(tensor), memory.wasm.HEAPU8, address);
  };

  /** Puts the newest values into the tensors. */
  const settle = (): void => {
    if (ahead.size === 0) return;
    ahead.clear();
    for (const each of held.values()) {
      if (!each.isAhead) continue;
      each.isAhead = false;
      if (each.tensor.dataId !== each.dataId || each.tensor.isDisposed) continue;
      const { memoryOffset } = findUnwatched(heap, each.dataId);
      copy(memory.wasm.HEAPU8, each.address, bytesOf(each.tensor), heap.wasm.HEAPU8, memoryOffset);
      forgetPacked(heap, each.tensor);
    }
    changes = changesInPlace();
  };
  let stopWatching: (() => void) | undefined;

  /** Where a tensor's values are here: copied, unless those that are here are as new. */
  const hold = (tensor: tf.Tensor): Held => {
    const now = changesInPlace();
    // something was changed in place, which may be one of these
    if (now !== changes) {
      settle();
      for (const each of held.values()) copyIfSame(each);
      changes = changesInPlace();
    }
    const old = held.get(tensor);
    if (old && old.dataId === tensor.dataId) return old;
    const address = old?.address ?? memory.wasm._malloc(bytesOf(tensor));
    copyThere(tensor, address);
    const fresh: Held = { address, tensor, dataId: tensor.dataId, isAhead: false };
    held.set(tensor, fresh);
    return fresh;
  };
  const copyIfSame = ({ tensor, dataId, address }: Held): void => {
    if (tensor.dataId === dataId && !tensor.isDisposed) copyThere(tensor, address);
  };

  const own = (tensor: tf.Tensor, replace: (own: tf.Tensor) => tf.Tensor): number => {
    const found = held.get(tensor);
    if (found?.isAhead && found.dataId === tensor.dataId) return found.address;
    const alone = isAlone(tensor) ? tensor : replace(copyOut(heap, offsetIn(tensor), tensor.shape));
    const each = hold(alone);
    each.isAhead = true;
    ahead.add(each.dataId);
    return each.address;
  };
  const offsetIn = (tensor: tf.Tensor): number => findUnwatched(heap, tensor.dataId).memoryOffset;

  const bring = (tensor: tf.Tensor): number => {
    const bytes = lines(tensor.size);
    let room = brought.at(-1);
    if (!room || used + bytes > room.bytes) {
      const wanted = nextRoom(bytes, room?.bytes ?? 0);
      room = { address: memory.wasm._malloc(wanted), bytes: wanted };
      brought.push(room);
      used = 0;
    }
    const address = room.address + used;
    used += bytes;
    copyThere(tensor, address);
    return address;
  };

  return {
    ...{ memory, functions: memory.functions, chunks, bring },
    open: () => {
      stopWatching ??= watchReads(heap, (dataId) => {
        if (ahead.has(dataId)) settle();
      });
    },
    begin: () => {
      for (const [tensor, { address }] of held)
        if (tensor.isDisposed) {
          held.delete(tensor);
          memory.wasm._free(address);
        }
      for (const { address } of brought.slice(0, -1)) memory.wasm._free(address);
      brought = brought.slice(-1);
      used = 0;
    },
    weight: (variable) => hold(variable).address,
    own: (variable) =>
      own(variable, (fresh) => {
        variable.assign(fresh);
        fresh.dispose();
        return variable;
      }),
    ownSlot: (slot, put) =>
      own(slot, (fresh) => {
        put(fresh);
        return fresh;
      }),
    take: (address, shape) => {
      const info = heap.makeOutput([...shape], 'float32');
      const { memoryOffset } = findUnwatched(heap, info.dataId);
      copy(memory.wasm.HEAPU8, address, sizeOf(shape) * 4, heap.wasm.HEAPU8, memoryOffset);
      return tf.engine().makeTensorFromTensorInfo(info);
    },
    put: copyThere,
    move: (kernel, moves, scalars) => {
      const parts = chunksOf(memory.functions, kernel, moves, scalars, chunks);
      runChunks(() => {
        for (const { run, parameters } of parts.flat()) run(...parameters());
      }, parts);
    },
    close: () => {
      settle();
      stopWatching?.();
      stopWatching = undefined;
      for (const { address } of [...held.values(), ...brought]) memory.wasm._free(address);
      held.clear();
      brought = [];
    },
  };
};
