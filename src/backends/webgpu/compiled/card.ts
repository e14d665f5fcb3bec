// The parts of tfjs's WebGPU backend, and of WebGPU's device, that planned steps use.
import * as tf from '@tensorflow/tfjs-core';

/** A buffer on the card. */
export interface CardBuffer {
  readonly size: number;
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
}

/** What opaque things of WebGPU are to us. */
export type Pipeline = object & { readonly isPipeline?: never };
export type Layout = object & { readonly isLayout?: never };
export type BindGroup = object & { readonly isBindGroup?: never };

export interface ComputePass {
  setPipeline(pipeline: Pipeline): void;
  setBindGroup(index: number, group: BindGroup): void;
  dispatchWorkgroups(x: number, y: number): void;
  end(): void;
}

export interface Encoder {
  beginComputePass(): ComputePass;
  copyBufferToBuffer(from: CardBuffer, at: number, to: CardBuffer, toAt: number, bytes: number): void;
}

export interface Device {
  readonly limits: {
    readonly maxStorageBufferBindingSize: number;
    readonly maxComputeWorkgroupsPerDimension: number;
    readonly maxStorageBuffersPerShaderStage: number;
    readonly minUniformBufferOffsetAlignment: number;
  };
  createShaderModule(descriptor: { readonly code: string }): object;
  createBindGroupLayout(descriptor: object): Layout;
  createPipelineLayout(descriptor: { readonly bindGroupLayouts: readonly Layout[] }): object;
  createComputePipeline(descriptor: object): Pipeline;
  createBindGroup(descriptor: object): BindGroup;
}

/** What tfjs knows of a tensor's values: on the card, or not there yet, or both once they were read. */
export interface CardData {
  readonly dtype: tf.DataType;
  readonly refCount: number;
  readonly resource?: CardBuffer | null;
  values?: ArrayLike<number> | null;
}

/** tfjs's WebGPU backend. */
export interface Card {
  readonly device: Device;
  readonly queue: {
    writeBuffer(to: CardBuffer, at: number, values: Float32Array | Uint32Array): void;
  };
  readonly bufferManager: {
    acquireBuffer(bytes: number, usage: number): CardBuffer;
    releaseBuffer(buffer: CardBuffer): void;
  };
  readonly tensorMap: { get(id: tf.DataId): CardData };
  /** There once `ensureCommandEncoderReady` was called, until `submitQueue` is. */
  readonly commandEncoder: Encoder;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  /** Has a tensor's values lie on the card alone. */
  uploadToGPU(id: tf.DataId): void;
  makeTensorInfo(shape: number[], dtype: tf.DataType): tf.TensorInfo;
}

/** What buffers are for, as WebGPU numbers it. */
const [mapRead, copyFrom, copyTo, uniform, storage] = [0x1, 0x4, 0x8, 0x40, 0x80];
export const usages = {
  /** As tfjs's of tensors. */
  storage: storage | copyFrom | copyTo,
  uniform: uniform | copyTo,
  read: mapRead | copyTo,
} as const;

/** `GPUMapMode.READ`. */
export const toRead = 0x1;

/** `GPUShaderStage.COMPUTE`. */
export const inCompute = 0x4;

/** The encoder of the commands that are not submitted yet, tfjs's among them: all of them go at once. */
export const encoderOf = (card: Card): Encoder => {
  card.ensureCommandEncoderReady();
  card.endComputePassEncoder();
  return card.commandEncoder;
};

/** The buffer of a tensor's floats, which are brought there if they are not yet. */
export const bufferOf = (card: Card, tensor: tf.Tensor): CardBuffer => {
  card.uploadToGPU(tensor.dataId);
  return card.tensorMap.get(tensor.dataId).resource!;
};

/** The same of floats that are to be changed where they lie: what was read of them before counts no more. */
export const changedBufferOf = (card: Card, tensor: tf.Tensor): CardBuffer => {
  const buffer = bufferOf(card, tensor);
  card.tensorMap.get(tensor.dataId).values = null;
  return buffer;
};

/** A copy of a tensor whose floats others share, so that theirs stay what they are; undefined where it has them alone. */
export const copyIfShared = (card: Card, tensor: tf.Tensor): tf.Tensor | undefined => {
  if (card.tensorMap.get(tensor.dataId).refCount === 1) return undefined;
  const from = bufferOf(card, tensor);
  const info = card.makeTensorInfo([...tensor.shape], 'float32');
  card.uploadToGPU(info.dataId);
  const to = card.tensorMap.get(info.dataId).resource!;
  encoderOf(card).copyBufferToBuffer(from, 0, to, 0, tensor.size * 4);
  return tf.engine().makeTensorFromTensorInfo(info);
};
