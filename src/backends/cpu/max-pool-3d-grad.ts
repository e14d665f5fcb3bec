import * as tf from '@tensorflow/tfjs-core';
import { addMaxGradients } from '../pooling/max-gradients.js';
import { pool3DGeometry } from '../pooling/windows.js';

/** The part of tfjs's plain backend that is used here. */
interface PlainBackend {
  readonly data: { get(dataId: tf.DataId): { readonly values: Float32Array } };
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: Float32Array): tf.TensorInfo;
}

interface Attributes {
  readonly filterSize: number | [number, number, number];
  readonly strides: number | [number, number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const ours: tf.KernelConfig = {
  kernelName: 'MaxPool3DGrad',
  backendName: 'cpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs as { readonly dy: tf.TensorInfo; readonly input: tf.TensorInfo };
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as Attributes;
    const plain = backend as PlainBackend;
    const shape = input.shape as [number, number, number, number, number];
    const info = tf.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const [x, outputs] = [input, dy].map(({ dataId }) => plain.data.get(dataId).values);
    const gradient = new Float32Array(x!.length);
    addMaxGradients(0, x!, outputs!, gradient, pool3DGeometry(info));
    return plain.makeTensorInfo(shape, 'float32', gradient);
  },
};

/** Puts ours in the place of tfjs's, which mistakes rows for columns in windows that are not as wide as high. */
export const registerMaxPool3DGrad = (): void => {
  if ((tf.getKernel('MaxPool3DGrad', 'cpu') as tf.KernelConfig | undefined) === ours) return;
  tf.unregisterKernel('MaxPool3DGrad', 'cpu');
  tf.registerKernel(ours);
};
