import * as tf from '@tensorflow/tfjs-core';
import { countOf } from '../shapes/sizes.js';
import type { Tensor } from '../tfjs/tensor.js';
import { FileError } from './file-error.js';
import { takeTensors, type TakenTensors } from './moment.js';
import { bytesOf, dequantized, type Quantization } from './quantization.js';

/** A tensor under the name it has in a file. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
  /** Where it belongs: plain tfjs leaves 'optimizer' out of the model's weights. */
  readonly group: 'model' | 'optimizer';
}

/** A tensor's place in a weights file. */
export interface WeightEntry {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32';
  readonly group?: 'model' | 'optimizer';
  /** There where other programs wrote the weight in fewer bits. */
  readonly quantization?: Quantization;
}

/** A model without its weights' values: tfjs's own format, with what only we know as metadata. */
export interface Description {
  readonly topology: unknown;
  readonly entries: readonly WeightEntry[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The program that wrote it, where it says so. */
  readonly writtenBy?: string;
  /** What tfjs compiled it with, where it says so. */
  readonly training?: unknown;
}

/** A model as it is stored. */
export interface Artifacts extends Description {
  readonly data: ArrayBuffer;
}

/** Tensors end to end, with the entries that tell them apart. */
export const packTensors = (tensors: readonly NamedTensor[]): Promise<Pick<Artifacts, 'entries' | 'data'>> =>
  packTaken(takeTensors(tensors));

/** The same of tensors whose values were taken before. */
export const packTaken = async (taken: TakenTensors): Promise<Pick<Artifacts, 'entries' | 'data'>> => {
  const values = await taken.values;
  const data = new ArrayBuffer(values.reduce((sum, each) => sum + each.length * 4, 0));
  let offset = 0;
  for (const each of values) {
    const part =
      each instanceof Int32Array
        ? new Int32Array(data, offset, each.length)
        : new Float32Array(data, offset, each.length);
    part.set(each);
    offset += each.length * 4;
  }
  return { entries: taken.entries, data };
};

const isStored = (dtype: unknown) => dtype === 'float32' || dtype === 'int32';

/** How long the data of some entries is. */
export const byteLength = (entries: readonly WeightEntry[]): number =>
  entries.reduce((sum, { shape, quantization }) => sum + countOf(shape) * bytesOf(quantization), 0);

/** A weight's numbers in a file, one weight after the other. */
export interface StoredWeight extends WeightEntry {
  /** Its numbers; those of 64 bits and the like were written as 32. */
  readonly read: () => Float32Array | Int32Array;
}

/**
 * The weights of a file; their length has been checked.
 *
 * @throws FileError for a weight that is no plain numbers.
 */
export const storedWeights = (
  where: string,
  { entries, data }: Pick<Artifacts, 'entries' | 'data'>,
): readonly StoredWeight[] => {
  const odd = entries.find(({ dtype }) => !isStored(dtype));
  if (odd)
    throw new FileError(
      'not-a-model',
      `the weight '${odd.name.slice(0, 80)}' in '${where}' is ${String(odd.dtype).slice(0, 40)}; shapewright reads float32 and int32`,
    );
  let offset = 0;
  return entries.map((entry) => {
    const { shape, dtype, quantization } = entry;
    const size = countOf(shape);
    const from = offset;
    offset += size * bytesOf(quantization);
    return {
      ...entry,
      read: () => {
        const values = quantization
          ? dequantized(data, from, size, quantization)
          : new (dtype === 'int32' ? Int32Array : Float32Array)(data.slice(from, from + size * 4));
        return dtype === 'int32' && values instanceof Float32Array
          ? Int32Array.from(values, Math.round)
          : values;
      },
    };
  });
};

/**
 * The tensors of a weights file, which the caller disposes; their length has been checked.
 *
 * @throws FileError for a weight that is no plain numbers.
 */
export const unpackTensors = (where: string, artifacts: Pick<Artifacts, 'entries' | 'data'>): NamedTensor[] =>
  storedWeights(where, artifacts).map(({ name, shape, dtype, group = 'model', read }) => ({
    name,
    group,
    tensor: tf.tensor(read(), shape, dtype) as unknown as Tensor,
  }));
