import * as tf from '@tensorflow/tfjs';

/**
 * The kernel without which tfjs cannot train a convolution on WASM, written in the simplest way: for each position of
 * the filter, the strided slice of the padded input that it meets, transposed, times dy. What ours is measured against.
 */
export const plainConv2DBackpropFilter: tf.KernelConfig = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) => {
    const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    const xShape = inputs['x']!.shape as [number, number, number, number];
    const info = tf.backend_util.computeConv2DInfo(xShape, filterShape, strides, 1, pad, dimRoundingMode);
    const { top, bottom, left, right } = info.padInfo;
    return tf.tidy(() => {
      const [x, dy] = [
        inputs['x'] as tf.Tensor4D,
        (inputs['dy'] as tf.Tensor4D).reshape([-1, info.outChannels]),
      ];
      const padded = tf.pad(x, [[0, 0], [top, bottom], [left, right], [0, 0]]); // prettier-ignore
      const products: tf.Tensor[] = [];
      for (let i = 0; i < info.filterHeight; i++) {
        for (let j = 0; j < info.filterWidth; j++) {
          const rows = i + (info.outHeight - 1) * info.strideHeight + 1;
          const columns = j + (info.outWidth - 1) * info.strideWidth + 1;
          const slice = tf.stridedSlice(
            padded,
            [0, i, j, 0],
            [info.batchSize, rows, columns, info.inChannels],
            [1, info.strideHeight, info.strideWidth, 1],
          );
          products.push(tf.matMul(slice.reshape([-1, info.inChannels]), dy, true, false));
        }
      }
      return tf.stack(products).reshape(filterShape);
    });
  },
};
