import * as tf from '@tensorflow/tfjs-core';

/** The part of tfjs's WebGPU backend that is used here. */
interface WebGPUBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: Float32Array): tf.TensorInfo;
  disposeData(dataId: tf.DataId): boolean;
}

/** The kernels of ours, by which they are known in tfjs's registry. */
const ours = new WeakSet<tf.KernelConfig>();

/**
 * Puts a right `Cast` in the place of tfjs's on WebGPU: from bool and int32 to float32 tfjs keeps the buffer of whole
 * numbers and calls it float32, and what reads the buffer as it is (a transposition, and so a sum over an inner axis)
 * is refused by the card and gives zeros. A product with 1 makes true floats. Called again, it does nothing.
 */
export const registerWebgpuCast = (): void => {
  const theirs = tf.getKernel('Cast', 'webgpu') as tf.KernelConfig | undefined;
  const multiply = tf.getKernel('Multiply', 'webgpu') as tf.KernelConfig | undefined;
  if (!theirs || !multiply || ours.has(theirs)) return;
  const right: tf.KernelConfig = {
    ...theirs,
    kernelFunc: (call) => {
      const { inputs, attrs, backend } = call;
      const x = inputs['x'] as tf.TensorInfo;
      const wanted = (attrs as { readonly dtype?: tf.DataType } | undefined)?.dtype;
      if (wanted !== 'float32' || (x.dtype !== 'bool' && x.dtype !== 'int32')) return theirs.kernelFunc(call);
      const card = backend as WebGPUBackend;
      const one = card.makeTensorInfo([], 'float32', Float32Array.of(1));
      const floats = multiply.kernelFunc({ inputs: { a: x, b: one }, backend });
      card.disposeData(one.dataId);
      return floats;
    },
  };
  tf.unregisterKernel('Cast', 'webgpu');
  tf.registerKernel(right);
  ours.add(right);
};
