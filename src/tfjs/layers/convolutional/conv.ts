import * as tf from '@tensorflow/tfjs-core';
import type { Rank } from '../../../shapes/rank.js';
import { slideSpace } from '../../../shapes/slide.js';
import type { LayerClass } from '../define-class.js';
import { kernelLayerClass, type Fusable, type WindowSettings } from '../kernel-layer.js';
import { padded, samePadding, withGaps } from './windows.js';

type Sizes2 = [number, number];
type Sizes3 = [number, number, number];

/** Steps as images of one row: `[batch, steps, channels]` is `[batch, 1, steps, channels]`. */
export const asRows = (x: tf.Tensor): tf.Tensor4D => tf.expandDims(x, 1);
/** The way back. */
export const asSteps = (x: tf.Tensor): tf.Tensor => tf.squeeze(x, [1]);
/** A kernel over steps as one over such images. */
export const asRow = (kernel: tf.Tensor): tf.Tensor4D => tf.expandDims(kernel, 0);

/** A convolution without gaps and groups. */
const plain = (
  x: tf.Tensor,
  kernel: tf.Tensor,
  strides: readonly number[],
  padding: 'valid' | 'same',
): tf.Tensor => {
  if (strides.length === 3) {
    // tfjs pads by less than nothing where strides are wider than the kernel
    const around = strides.map((stride, i) =>
      padding === 'same' ? samePadding(x.shape[i + 1]!, kernel.shape[i]!, stride) : ([0, 0] as const),
    );
    return tf.conv3d(padded(x, around) as tf.Tensor5D, kernel as tf.Tensor5D, strides as Sizes3, 'valid');
  }
  if (strides.length === 2)
    return tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, strides as Sizes2, padding);
  return asSteps(tf.conv2d(asRows(x), asRow(kernel), [1, strides[0]!], padding));
};

/** The data with what 'causal' puts before its steps, and the padding that is left to be done. */
const inFront = (
  x: tf.Tensor,
  { padding, kernelSize, dilationRate }: WindowSettings,
): readonly [tf.Tensor, 'valid' | 'same'] =>
  padding === 'causal' ? [padded(x, [[(kernelSize[0]! - 1) * dilationRate[0]!, 0]]), 'valid'] : [x, padding];

const hasGaps = ({ dilationRate }: WindowSettings): boolean => dilationRate.some((gap) => gap > 1);

/** A convolution without groups, as Keras has it: tfjs's has no gradient where there are gaps. */
export const convolve = (given: tf.Tensor, kernel: tf.Tensor, settings: WindowSettings): tf.Tensor => {
  const { kernelSize, strides, dilationRate } = settings;
  const [x, padding] = inFront(given, settings);
  if (!hasGaps(settings)) return plain(x, kernel, strides, padding);
  // Keras has strides or gaps, never both
  const around = kernelSize.map((size, i) =>
    padding === 'same'
      ? samePadding(x.shape[i + 1]!, (size - 1) * dilationRate[i]! + 1, 1)
      : ([0, 0] as const),
  );
  return withGaps(padded(x, around), kernelSize, dilationRate, (part) =>
    plain(part, kernel, strides, 'valid'),
  );
};

/** Each group of channels by the kernels of its own. */
const inGroups = (x: tf.Tensor, kernel: tf.Tensor, settings: WindowSettings): tf.Tensor => {
  const { groups } = settings;
  const kernels = tf.split(kernel, groups, kernel.rank - 1);
  const parts = tf.split(x, groups, x.rank - 1).map((part, i) => convolve(part, kernels[i]!, settings));
  return tf.concat(parts, x.rank - 1);
};

/** tfjs's convolution with its bias and activation at once, over images or steps. */
const fused = (
  given: tf.Tensor,
  kernel: tf.Tensor,
  settings: WindowSettings,
  { bias, activation }: { readonly bias: tf.Tensor | undefined; readonly activation: Fusable },
): tf.Tensor => {
  const [x, pad] = inFront(given, settings);
  const { strides } = settings;
  const rows = strides.length === 1;
  const made = tf.fused.conv2d({
    x: rows ? asRows(x) : (x as tf.Tensor4D),
    filter: rows ? asRow(kernel) : (kernel as tf.Tensor4D),
    strides: (rows ? [1, strides[0]!] : strides) as Sizes2,
    pad,
    ...(bias && { bias }),
    activation,
  });
  return rows ? asSteps(made) : made;
};

/**
 * Convolution over steps, images or volumes, with all of Keras's options: tfjs knows no groups and no 'causal', and has no
 * gradient where there are gaps.
 */
export const convClass = (rank: Rank): LayerClass =>
  kernelLayerClass({
    className: `Conv${rank}D`,
    rank,
    kernels: ({ kernelSize, filters, groups }, channels) => [
      { name: 'kernel', shape: [...kernelSize, channels / groups, filters], of: 'kernel' },
    ],
    channelsOut: ({ filters }) => filters,
    outputShape: (shape, { kernelSize, strides, padding, dilationRate, dataFormat, filters }) =>
      slideSpace(
        `Conv${rank}D`,
        shape,
        {
          size: kernelSize,
          strides,
          padding: padding === 'valid' ? 'valid' : 'same',
          dilation: dilationRate,
          format: dataFormat,
        },
        filters,
      ),
    compute: (x, [kernel], settings) =>
      settings.groups === 1 ? convolve(x, kernel!, settings) : inGroups(x, kernel!, settings),
    fused: (x, [kernel], settings, end) =>
      rank === 3 || settings.groups > 1 || hasGaps(settings) ? undefined : fused(x, kernel!, settings, end),
  });
