import type * as tf from '@tensorflow/tfjs-core';

/** The part of tfjs's WASM backend that kernels use: tensors live in one heap, each at an offset in bytes. */
export interface Heap {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    readonly asm?: { readonly memory?: unknown };
    readonly tfjs: {
      registerTensor(id: number, size: number, offset: number): void;
      disposeData(id: number): void;
    };
    _malloc(bytes: number): number;
    _free(offset: number): void;
  };
  readonly dataIdMap: {
    get(dataId: tf.DataId): { readonly id: number; readonly memoryOffset: number; readonly refCount: number };
  };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  disposeData(dataId: tf.DataId): boolean;
  incRef(dataId: tf.DataId): void;
}

/** Where a tensor's values begin, in bytes. */
export const offsetOf = (heap: Heap, tensor: tf.TensorInfo): number =>
  heap.dataIdMap.get(tensor.dataId).memoryOffset;

/** Whether a tensor's values belong to it alone: no clone shares them. */
export const isAlone = (heap: Heap, tensor: tf.TensorInfo): boolean =>
  heap.dataIdMap.get(tensor.dataId).refCount === 1;

let changes = 0;

/** How often tensors were changed in place so far: what was worked out of their values before may be old. */
export const changesInPlace = (): number => changes;

/** Has tfjs forget what it keeps of a tensor whose values were changed in place: copies packed for its own products. */
export const forgetPacked = (heap: Heap, tensor: tf.TensorInfo): void => {
  changes++;
  const { id, memoryOffset } = heap.dataIdMap.get(tensor.dataId);
  heap.wasm.tfjs.disposeData(id);
  heap.wasm.tfjs.registerTensor(id, sizeOf(tensor.shape), memoryOffset);
};

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, axis) => size * axis, 1);

/**
 * A tensor's values, in place. Take views after the last allocation of a kernel: the heap moves when it grows,
 * and a view on the old one is empty.
 */
export const floatsOf = (heap: Heap, tensor: tf.TensorInfo): Float32Array =>
  new Float32Array(heap.wasm.HEAPU8.buffer, offsetOf(heap, tensor), sizeOf(tensor.shape));

/** As `floatsOf`, for int32. */
export const integersOf = (heap: Heap, tensor: tf.TensorInfo): Int32Array =>
  new Int32Array(heap.wasm.HEAPU8.buffer, offsetOf(heap, tensor), sizeOf(tensor.shape));

/** Memory of a kernel's own, in bytes, for as long as `use` runs. */
export const withScratch = <T>(heap: Heap, bytes: number, use: (offset: number) => T): T => {
  // Above 2 GB _malloc's answer would be negative, as a signed number.
  const offset = heap.wasm._malloc(bytes) >>> 0;
  try {
    return use(offset);
  } finally {
    heap.wasm._free(offset);
  }
};

/** The same tensor's values under another shape; the caller disposes of it as of a tensor of its own. */
export const reshaped = (heap: Heap, tensor: tf.TensorInfo, shape: number[]): tf.TensorInfo => {
  heap.incRef(tensor.dataId);
  return { dataId: tensor.dataId, shape, dtype: tensor.dtype };
};
