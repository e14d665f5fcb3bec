import type * as tf from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';
import { gatherLine, scatterLine } from './simd/patches.js';
import { simdFunction } from './simd/simd-function.js';
import type { SimdFunction } from './simd/simd-function.js';

/**
 * The windows of a convolution as the rows of a matrix ("im2col"): one row for each output pixel, [filterHeight,
 * filterWidth, inChannels] of input values in it, zero where the window stands over the padding. A *line* is one row
 * of output pixels of one image; `from` and `to` count lines (image * outHeight + y), so that a large batch need not
 * be unfolded all at once.
 */
export type Geometry = tf.backend_util.Conv2DInfo;

export const lineCount = (geometry: Geometry): number => geometry.batchSize * geometry.outHeight;

export const patchLength = (geometry: Geometry): number =>
  geometry.filterHeight * geometry.filterWidth * geometry.inChannels;

/** Lines of patches between an input [batch, inHeight, inWidth, inChannels] and a matrix, both at offsets in bytes. */
export interface PatchBlock {
  readonly geometry: Geometry;
  readonly input: number;
  readonly patches: number;
  readonly from: number;
  readonly to: number;
}

const gathered = simdFunction(gatherLine);
const scattered = simdFunction(scatterLine);

/** Writes the patches of the input. */
export function gatherPatches(heap: Heap, block: PatchBlock): void {
  const floats = new Float32Array(heap.wasm.HEAPU8.buffer);
  const run: Run = (input, patch, length) => {
    for (let k = 0; k < length; k++) floats[patch + k] = floats[input + k]!;
  };
  eachRun(block, gathered(heap), run, (patch, length) => floats.fill(0, patch, patch + length));
}

/** Adds the patches onto the input, each value where it came from ("col2im"). */
export function scatterPatches(heap: Heap, block: PatchBlock): void {
  const floats = new Float32Array(heap.wasm.HEAPU8.buffer);
  const run: Run = (input, patch, length) => {
    for (let k = 0; k < length; k++) floats[input + k]! += floats[patch + k]!;
  };
  eachRun(block, scattered(heap), run, () => {});
}

/** What to do with a run of values that lies in the input and in a patch, and with a gap over the padding. Indices of floats. */
type Run = (input: number, patch: number, length: number) => void;
type Gap = (patch: number, length: number) => void;

/** Walks the patches, a line at a time: those inside the image by `whole`, if there is one, those at the edges by runs. */
function eachRun(block: PatchBlock, whole: SimdFunction | null, run: Run, gap: Gap): void {
  const { geometry, from, to } = block;
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = geometry;
  const length = patchLength(geometry);
  const inside = dilationWidth === 1 ? insideColumns(geometry) : { first: 0, last: 0 };
  for (let line = from; line < to; line++) {
    const image = Math.floor(line / outHeight) * inHeight;
    const top = (line % outHeight) * strideHeight - padInfo.top;
    const patches = block.patches / 4 + (line - from) * outWidth * length;
    const rowsInside = top >= 0 && top + (filterHeight - 1) * dilationHeight < inHeight;
    const { first, last } = whole !== null && rowsInside ? inside : { first: 0, last: 0 };
    if (whole !== null && last > first) {
      const left = first * strideWidth - padInfo.left;
      const input = block.input + ((image + top) * inWidth + left) * inChannels * 4;
      const columnStep = strideWidth * inChannels * 4;
      const rowStep = dilationHeight * inWidth * inChannels * 4;
      const bytes = filterWidth * inChannels * 4;
      whole(input, (patches + first * length) * 4, last - first, columnStep, filterHeight, rowStep, bytes);
    }
    for (let column = 0; column < outWidth; column++) {
      if (column === first && last > first) column = last;
      if (column >= outWidth) break;
      const left = column * strideWidth - padInfo.left;
      for (let i = 0; i < filterHeight; i++) {
        const y = top + i * dilationHeight;
        const row = block.input / 4 + (image + y) * inWidth * inChannels;
        const patch = patches + column * length + i * filterWidth * inChannels;
        if (y < 0 || y >= inHeight) gap(patch, filterWidth * inChannels);
        else eachRunOfRow(geometry, left, row, patch, run, gap);
      }
    }
  }
}

/** One row of one patch: from the column `left` of the input row at `row`. */
function eachRunOfRow(
  geometry: Geometry,
  left: number,
  row: number,
  patch: number,
  run: Run,
  gap: Gap,
): void {
  const { inWidth, inChannels, filterWidth, dilationWidth } = geometry;
  if (dilationWidth > 1) {
    for (let j = 0; j < filterWidth; j++) {
      const x = left + j * dilationWidth;
      if (x < 0 || x >= inWidth) gap(patch + j * inChannels, inChannels);
      else run(row + x * inChannels, patch + j * inChannels, inChannels);
    }
    return;
  }
  const first = Math.min(filterWidth, Math.max(0, -left));
  const last = Math.max(first, Math.min(filterWidth, inWidth - left));
  if (first > 0) gap(patch, first * inChannels);
  if (last > first)
    run(row + (left + first) * inChannels, patch + first * inChannels, (last - first) * inChannels);
  if (last < filterWidth) gap(patch + last * inChannels, (filterWidth - last) * inChannels);
}

/** The output columns whose windows lie inside the image. */
function insideColumns({ inWidth, outWidth, filterWidth, strideWidth, padInfo }: Geometry): {
  first: number;
  last: number;
} {
  const first = Math.ceil(padInfo.left / strideWidth);
  const last = Math.min(outWidth, Math.floor((inWidth - filterWidth + padInfo.left) / strideWidth) + 1);
  return first < last ? { first, last } : { first: 0, last: 0 };
}

/** Whether the patches are the input itself: a 1 x 1 filter that steps over every pixel. */
export const patchesAreInput = (geometry: Geometry): boolean =>
  geometry.filterHeight === 1 &&
  geometry.filterWidth === 1 &&
  geometry.strideHeight === 1 &&
  geometry.strideWidth === 1 &&
  geometry.outHeight === geometry.inHeight &&
  geometry.outWidth === geometry.inWidth;

/**
 * Calls `visit` for each block of lines, with the number of patches in it and before it: as many patches as stay in
 * the second-level cache, yet enough for the matrix product to be worth its packing.
 */
export function eachBlock(
  geometry: Geometry,
  visit: (block: { from: number; to: number; count: number; before: number }) => void,
): void {
  const { outWidth } = geometry;
  const lines = lineCount(geometry);
  const step = linesPerBlock(geometry);
  for (let from = 0; from < lines; from += step) {
    const to = Math.min(lines, from + step);
    visit({ from, to, count: (to - from) * outWidth, before: from * outWidth });
  }
}

/** Bytes that the patches of one block need. */
export const blockBytes = (geometry: Geometry): number =>
  Math.min(lineCount(geometry), linesPerBlock(geometry)) * geometry.outWidth * patchLength(geometry) * 4;

const linesPerBlock = (geometry: Geometry): number =>
  Math.max(1, Math.round(Math.max(256, 2 ** 17 / patchLength(geometry)) / geometry.outWidth));
