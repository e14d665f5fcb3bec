import type * as tf from '@tensorflow/tfjs-core';

/** An attribute of one of TensorFlow's operations, as the addon takes it. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** A tensor of TensorFlow's, as the addon gives it. */
interface Output {
  readonly id: number;
}

/** The part of tfjs-node's backend that kernels of ours use: any operation of TensorFlow's can be run by its name. */
export interface NodeBackend {
  readonly binding: {
    readonly TF_FLOAT: number;
    readonly TF_ATTR_TYPE: number;
    readonly TF_ATTR_STRING: number;
    readonly TF_ATTR_SHAPE: number;
    readonly TF_ATTR_BOOL: number;
    executeOp(
      name: string,
      attributes: readonly Attribute[],
      inputs: readonly number[],
      outputs: number,
    ): Output[];
    deleteTensor(id: number): void;
  };
  executeSingleOutput(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly tf.TensorInfo[],
  ): tf.TensorInfo;
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(output: Output): tf.TensorInfo;
}

/** The attribute that says that an operation is on floats. */
export const floats = ({ binding }: NodeBackend, name = 'T'): Attribute => ({
  name,
  type: binding.TF_ATTR_TYPE,
  value: binding.TF_FLOAT,
});
