import * as tf from '@tensorflow/tfjs-core';

/** A pooling in three dimensions; one in two has depth 1. */
export interface PoolGeometry {
  readonly batch: number;
  readonly channels: number;
  readonly inSize: Triple;
  readonly outSize: Triple;
  readonly strides: Triple;
  readonly dilations: Triple;
  readonly filter: Triple;
  readonly padBefore: Triple;
}

/** Depth, height, width. */
type Triple = readonly [number, number, number];

export const pool2DGeometry = (info: tf.backend_util.Conv2DInfo): PoolGeometry => ({
  batch: info.batchSize,
  channels: info.inChannels,
  inSize: [1, info.inHeight, info.inWidth],
  outSize: [1, info.outHeight, info.outWidth],
  strides: [1, info.strideHeight, info.strideWidth],
  dilations: [1, info.dilationHeight, info.dilationWidth],
  filter: [1, info.filterHeight, info.filterWidth],
  padBefore: [0, info.padInfo.top, info.padInfo.left],
});

export const pool3DGeometry = (info: tf.backend_util.Conv3DInfo): PoolGeometry => ({
  batch: info.batchSize,
  channels: info.inChannels,
  inSize: [info.inDepth, info.inHeight, info.inWidth],
  outSize: [info.outDepth, info.outHeight, info.outWidth],
  strides: [info.strideDepth, info.strideHeight, info.strideWidth],
  dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
  filter: [info.filterDepth, info.filterHeight, info.filterWidth],
  padBefore: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
});

/** The most pixels that a window has. */
export const windowSize = ({ filter }: PoolGeometry): number => filter[0] * filter[1] * filter[2];

/**
 * Calls `visit` for each window with the offsets of its input pixels (those inside the input; `count` of them, in
 * reading order) and of its output pixel: both point at the first channel.
 * `pixels` is written anew for each.
 */
export function eachWindow(
  geometry: PoolGeometry,
  visit: (pixels: Int32Array, count: number, output: number) => void,
  pixels: Int32Array = new Int32Array(windowSize(geometry)),
): void {
  const { batch, channels, inSize, outSize, strides, dilations, filter, padBefore } = geometry;
  let output = 0;
  for (let image = 0; image < batch; image++) {
    for (let d = 0; d < outSize[0]; d++) {
      for (let r = 0; r < outSize[1]; r++) {
        for (let c = 0; c < outSize[2]; c++, output += channels) {
          let count = 0;
          for (let i = 0; i < filter[0]; i++) {
            const z = d * strides[0] - padBefore[0] + i * dilations[0];
            if (z < 0 || z >= inSize[0]) continue;
            for (let j = 0; j < filter[1]; j++) {
              const y = r * strides[1] - padBefore[1] + j * dilations[1];
              if (y < 0 || y >= inSize[1]) continue;
              for (let k = 0; k < filter[2]; k++) {
                const x = c * strides[2] - padBefore[2] + k * dilations[2];
                if (x < 0 || x >= inSize[2]) continue;
                pixels[count++] = (((image * inSize[0] + z) * inSize[1] + y) * inSize[2] + x) * channels;
              }
            }
          }
          visit(pixels, count, output);
        }
      }
    }
  }
}

/** What the attributes of a pooling kernel say. */
export interface PoolAttributes {
  readonly filterSize: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The geometry of a pooling of `[batch, height, width, channels]` or `[batch, depth, height, width, channels]`, and its result's shape. */
export const poolOf = (
  shape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolAttributes,
): readonly [PoolGeometry, number[]] => {
  const all = [shape, filterSize, strides, 1, pad, dimRoundingMode] as unknown;
  const { computePool2DInfo, computePool3DInfo } = tf.backend_util;
  if (shape.length === 4) {
    const info = computePool2DInfo(...(all as Parameters<typeof computePool2DInfo>));
    return [pool2DGeometry(info), info.outShape];
  }
  const info = computePool3DInfo(...(all as Parameters<typeof computePool3DInfo>));
  return [pool3DGeometry(info), info.outShape];
};
