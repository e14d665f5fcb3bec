import * as tf from '@tensorflow/tfjs-core';
import type { Rank } from '../../../shapes/rank.js';
import { spreadSize, spreadSpace } from '../../../shapes/spread.js';
import type { LayerClass } from '../define-class.js';
import { kernelLayerClass, type WindowSettings } from '../kernel-layer.js';
import { asRow, asRows, asSteps } from './conv.js';
import { spread } from './windows.js';

/** tfjs's transposed convolution, to axes of the sizes `out`. */
const plain = (
  x: tf.Tensor,
  kernel: tf.Tensor,
  out: readonly number[],
  strides: readonly number[],
  padding: 'valid' | 'same',
): tf.Tensor => {
  const [batch, filters] = [x.shape[0]!, kernel.shape.at(-2)!];
  if (out.length === 3)
    return tf.conv3dTranspose(
      x as tf.Tensor5D,
      kernel as tf.Tensor5D,
      [batch, out[0]!, out[1]!, out[2]!, filters],
      strides as [number, number, number],
      padding,
    );
  const images = (rows: tf.Tensor4D, own: tf.Tensor4D, sizes: readonly number[], steps: readonly number[]) =>
    tf.conv2dTranspose(rows, own, [batch, sizes[0]!, sizes[1]!, filters], [steps[0]!, steps[1]!], padding);
  return out.length === 2
    ? images(x as tf.Tensor4D, kernel as tf.Tensor4D, out, strides)
    : asSteps(images(asRows(x), asRow(kernel), [1, ...out], [1, ...strides]));
};

/** The axes of space from `before` on, `out` values of each: what lies beyond the end is zero. */
const cut = (x: tf.Tensor, before: readonly number[], out: readonly number[]): tf.Tensor => {
  const kept = out.map((n, i) => Math.min(n, x.shape[i + 1]! - before[i]!));
  const part = tf.slice(x, [0, ...before, 0], [x.shape[0]!, ...kept, x.shape.at(-1)!]);
  const missing = out.map((n, i): [number, number] => [0, n - kept[i]!]);
  return missing.every(([, end]) => end === 0) ? part : tf.pad(part, [[0, 0], ...missing, [0, 0]]);
};

/** A transposed convolution with gaps, or of another size than tfjs makes it: the whole of it, and of that what is to be seen. */
const wholeAndCut = (
  x: tf.Tensor,
  kernel: tf.Tensor,
  out: readonly number[],
  { kernelSize, strides, dilationRate, padding }: WindowSettings,
): tf.Tensor => {
  const all = out.map(
    (_, i) => (x.shape[i + 1]! - 1) * strides[i]! + (kernelSize[i]! - 1) * dilationRate[i]! + 1,
  );
  const before = all.map((n, i) => (padding === 'same' ? Math.floor(Math.max(n - out[i]!, 0) / 2) : 0));
  return cut(plain(x, spread(kernel, dilationRate), all, strides, 'valid'), before, out);
};

/** Transposed convolution over steps, images or volumes, with Keras's `outputPadding` and gaps, which tfjs lacks. */
export const convTransposeClass = (rank: Rank): LayerClass =>
  kernelLayerClass({
    className: `Conv${rank}DTranspose`,
    rank,
    kernels: ({ kernelSize, filters }, channels) => [
      { name: 'kernel', shape: [...kernelSize, filters, channels], of: 'kernel' },
    ],
    channelsOut: ({ filters }) => filters,
    outputShape: (
      shape,
      { kernelSize, strides, padding, dilationRate, outputPadding, dataFormat, filters },
    ) =>
      spreadSpace(
        `Conv${rank}DTranspose`,
        shape,
        {
          size: kernelSize,
          strides,
          padding: padding === 'same' ? 'same' : 'valid',
          dilation: dilationRate,
          extra: outputPadding,
          format: dataFormat,
        },
        filters,
      ),
    compute: (x, [kernel], settings) => {
      const { kernelSize, strides, dilationRate, outputPadding } = settings;
      const padding = settings.padding === 'same' ? 'same' : 'valid';
      const out = kernelSize.map((size, i) =>
        Number(spreadSize(x.shape[i + 1]!, size, strides[i]!, padding, dilationRate[i]!, outputPadding?.[i])),
      );
      // tfjs pads volumes by less than nothing where strides are wider than the kernel
      const narrow = rank === 3 && kernelSize.some((size, i) => size < strides[i]!);
      return outputPadding === undefined && !narrow && dilationRate.every((gap) => gap === 1)
        ? plain(x, kernel!, out, strides, padding)
        : wholeAndCut(x, kernel!, out, settings);
    },
  });
