import type * as tf from '@tensorflow/tfjs';

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

/** Where a run of input values meets a run of a patch; see `eachRun`. */
type Run = (atInput: number, atPatch: number, length: number) => void;
type Gap = (atPatch: number, length: number) => void;

/** Walks the patches of lines `from` to `to`: runs of values inside the image, gaps over the padding. */
function eachRun(geometry: Geometry, from: number, to: number, run: Run, gap: Gap): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = geometry;
  const filterRow = filterWidth * inChannels;
  let atPatch = 0;
  for (let line = from; line < to; line++) {
    const image = Math.floor(line / outHeight) * inHeight;
    const top = (line % outHeight) * strideHeight - padInfo.top;
    for (let column = 0; column < outWidth; column++) {
      const left = column * strideWidth - padInfo.left;
      for (let i = 0; i < filterHeight; i++, atPatch += filterRow) {
        const y = top + i * dilationHeight;
        if (y < 0 || y >= inHeight) {
          gap(atPatch, filterRow);
          continue;
        }
        const row = (image + y) * inWidth;
        if (dilationWidth === 1) {
          const first = Math.min(filterWidth, Math.max(0, -left));
          const last = Math.max(first, Math.min(filterWidth, inWidth - left));
          if (first > 0) gap(atPatch, first * inChannels);
          if (last > first) {
            run((row + left + first) * inChannels, atPatch + first * inChannels, (last - first) * inChannels);
          }
          if (last < filterWidth) gap(atPatch + last * inChannels, (filterWidth - last) * inChannels);
        } else {
          for (let j = 0; j < filterWidth; j++) {
            const x = left + j * dilationWidth;
            const at = atPatch + j * inChannels;
            if (x < 0 || x >= inWidth) gap(at, inChannels);
            else run((row + x) * inChannels, at, inChannels);
          }
        }
      }
    }
  }
}

/** Writes the patches of `input` [batch, inHeight, inWidth, inChannels]. */
export function gatherPatches(
  input: Float32Array,
  patches: Float32Array,
  geometry: Geometry,
  from: number,
  to: number,
): void {
  const run: Run = (atInput, atPatch, length) => {
    for (let k = 0; k < length; k++) patches[atPatch + k] = input[atInput + k]!;
  };
  eachRun(geometry, from, to, run, (atPatch, length) => patches.fill(0, atPatch, atPatch + length));
}

/** Adds the patches onto `input`, each value where it came from ("col2im"). */
export function scatterPatches(
  patches: Float32Array,
  input: Float32Array,
  geometry: Geometry,
  from: number,
  to: number,
): void {
  const run: Run = (atInput, atPatch, length) => {
    for (let k = 0; k < length; k++) input[atInput + k]! += patches[atPatch + k]!;
  };
  eachRun(geometry, from, to, run, () => {});
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
