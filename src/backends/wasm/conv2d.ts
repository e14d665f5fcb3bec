import type * as tf from '@tensorflow/tfjs-core';
import { conv2DGeometry } from './conv2d-geometry.js';
import type { Conv2DAttributes } from './conv2d-geometry.js';
import { convolveBatch } from './convolve.js';
import type { Windows } from './convolve.js';
import { offsetOf, sizeOf, withScratch } from './heap.js';
import type { Heap } from './heap.js';
import { tfjsKernel, wasmKernel } from './kernel.js';
import { blockBytes, eachBlock, gatherPatches, patchesAreInput, patchLength } from './patches.js';
import type { Geometry } from './patches.js';
import { hasSimdProduct, multiply } from './product.js';
import type { Activation } from './simd/bounded.js';
import { hasSpecial } from './special.js';

interface Inputs {
  readonly x: tf.TensorInfo;
  readonly filter: tf.TensorInfo;
}

/** The windows of a convolution: of one by one pixel an image is one long line. */
const windowsOf = (g: Geometry): Windows => {
  const one = { step: 1, from: 0, taps: 1, tap: 1 };
  const flat = patchesAreInput(g);
  const width = flat ? g.outHeight * g.outWidth : g.outWidth;
  return {
    input: {
      height: flat ? 1 : g.inHeight,
      width: flat ? width : g.inWidth,
      channels: g.inChannels,
    },
    rows: flat
      ? { outputs: 1, ...one }
      : {
          outputs: g.outHeight,
          step: g.strideHeight,
          from: -g.padInfo.top,
          taps: g.filterHeight,
          tap: g.dilationHeight,
        },
    columns: flat
      ? { outputs: width, ...one }
      : {
          outputs: width,
          step: g.strideWidth,
          from: -g.padInfo.left,
          taps: g.filterWidth,
          tap: g.dilationWidth,
        },
    outputs: g.outChannels,
    output: { first: 0, line: width * g.outChannels, pixel: g.outChannels },
  };
};

/** Lines shorter than this fill too little of a tile: the product of their patches, images side by side, is faster. */
export const shortestLine = 3;

/** A convolution with a bias and an activation, where there is SIMD. */
export function convolve2D(
  heap: Heap,
  { x, filter, bias }: Inputs & { readonly bias?: tf.TensorInfo | undefined },
  geometry: Geometry,
  activation: Activation,
): tf.TensorInfo {
  const output = heap.makeOutput(geometry.outShape, 'float32');
  if (sizeOf(geometry.outShape) > 0)
    convolveBatch(heap, windowsOf(geometry), geometry.batchSize, { x, filter, bias, output }, activation);
  return output;
}

/** Whether a convolution is done by windows where they lie. */
export const hasWindows = (heap: Heap, geometry: Geometry): boolean =>
  hasSimdProduct(heap) && windowsOf(geometry).columns.outputs >= shortestLine;

/** A convolution: its windows, read where they lie, times the filter; without SIMD it is tfjs's. */
export const conv2D = wasmKernel<Inputs, Conv2DAttributes>('Conv2D', (call) => {
  const { inputs, attributes, heap } = call;
  const { x, filter } = inputs;
  // tfjs's own makes -Infinity of NaN
  if (!hasSimdProduct(heap) && !hasSpecial(heap, x) && !hasSpecial(heap, filter))
    return tfjsKernel('Conv2D', call.replaced)(inputs, attributes);
  const geometry = conv2DGeometry('Conv2D', x.shape, filter.shape, attributes);
  if (hasWindows(heap, geometry)) return convolve2D(heap, inputs, geometry, 'linear');
  const columns = geometry.outChannels;
  const rows = patchLength(geometry);
  const output = heap.makeOutput(geometry.outShape, 'float32');
  const weights = { offset: offsetOf(heap, filter), rows, columns };
  if (patchesAreInput(geometry)) {
    const count = geometry.batchSize * geometry.outHeight * geometry.outWidth;
    multiply(
      heap,
      { offset: offsetOf(heap, x), rows: count, columns: rows },
      weights,
      offsetOf(heap, output),
    );
    return output;
  }
  withScratch(heap, blockBytes(geometry), (scratch) =>
    eachBlock(geometry, ({ from, to, count, before }) => {
      gatherPatches(heap, { geometry, input: offsetOf(heap, x), patches: scratch, from, to });
      const patches = { offset: scratch, rows: count, columns: rows };
      multiply(heap, patches, weights, offsetOf(heap, output) + before * columns * 4);
    }),
  );
  return output;
});
