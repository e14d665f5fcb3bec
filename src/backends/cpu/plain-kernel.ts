import * as tf from '@tensorflow/tfjs-core';

/** The part of tfjs's plain backend that is used here. */
export interface PlainBackend {
  readonly data: { get(dataId: tf.DataId): { readonly values: Float32Array | Int32Array } };
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: Float32Array | Int32Array): tf.TensorInfo;
}

/** The values of a tensor of tfjs's plain backend. */
export const valuesOf = (backend: PlainBackend, { dataId }: tf.TensorInfo): Float32Array =>
  backend.data.get(dataId).values as Float32Array;

/** A kernel of ours for plain JavaScript; `replaced` is tfjs's. */
interface PlainKernel<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attributes: Attributes;
  readonly backend: PlainBackend;
  readonly replaced: tf.KernelFunc;
}

const ours = new WeakSet<tf.KernelConfig>();

/** Puts a kernel of ours in the place of tfjs's on the plain backend. Called again, it does nothing. */
export const replacePlainKernel = <Inputs, Attributes>(
  kernelName: string,
  run: (call: PlainKernel<Inputs, Attributes>) => tf.TensorInfo,
): void => {
  const theirs = tf.getKernel(kernelName, 'cpu') as tf.KernelConfig | undefined;
  if (!theirs || ours.has(theirs)) return;
  const config: tf.KernelConfig = {
    ...theirs,
    kernelFunc: ({ inputs, attrs, backend }) =>
      run({
        inputs: inputs as Inputs,
        attributes: attrs as Attributes,
        backend: backend as PlainBackend,
        replaced: theirs.kernelFunc,
      }),
  };
  tf.unregisterKernel(kernelName, 'cpu');
  tf.registerKernel(config);
  ours.add(config);
};
