import * as tf from '@tensorflow/tfjs-core';
import { countOf } from '../shapes/sizes.js';
import type { Tensor } from '../tfjs/tensor.js';
import { FileError } from './file-error.js';

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
}

/** A model without its weights' values: tfjs's own format, with what only we know as metadata. */
export interface Description {
  readonly topology: unknown;
  readonly entries: readonly WeightEntry[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A model as it is stored. */
export interface Artifacts extends Description {
  readonly data: ArrayBuffer;
}

/** Tensors end to end, with the entries that tell them apart. */
export const packTensors = async (
  tensors: readonly NamedTensor[],
): Promise<Pick<Artifacts, 'entries' | 'data'>> => {
  const entries = tensors.map(({ name, tensor, group }) => ({
    name,
    shape: [...(tensor.shape as readonly number[])],
    dtype: tensor.dtype === 'int32' ? ('int32' as const) : ('float32' as const),
    group,
  }));
  const values = await Promise.all(tensors.map(({ tensor }) => tensor.data()));
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
  return { entries, data };
};

const isStored = (dtype: unknown) => dtype === 'float32' || dtype === 'int32';

/** How long the data of some entries is. */
export const byteLength = (entries: readonly WeightEntry[]): number =>
  entries.reduce((sum, { shape }) => sum + countOf(shape) * 4, 0);

/**
 * The tensors of a weights file, which the caller disposes; their length has been checked.
 *
 * @throws FileError for a weight that is no plain numbers.
 */
export const unpackTensors = (
  where: string,
  { entries, data }: Pick<Artifacts, 'entries' | 'data'>,
): NamedTensor[] => {
  const odd = entries.find(({ dtype, ...others }) => !isStored(dtype) || 'quantization' in others);
  if (odd)
    throw new FileError(
      'not-a-model',
      `the weight '${odd.name}' in '${where}' is ${'quantization' in odd ? 'quantized' : String(odd.dtype)}; shapewright reads float32 and int32`,
    );
  let offset = 0;
  return entries.map(({ name, shape, dtype, group = 'model' }) => {
    const size = countOf(shape);
    const values =
      dtype === 'int32' ? new Int32Array(data, offset, size) : new Float32Array(data, offset, size);
    offset += size * 4;
    return { name, group, tensor: tf.tensor(values.slice(), shape, dtype) as unknown as Tensor };
  });
};
