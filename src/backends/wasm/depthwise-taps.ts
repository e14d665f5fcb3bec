import type { Geometry } from './patches.js';

/**
 * Calls `visit` for each output pixel and each place of the filter that lies on the input there, with the offset of
 * the first channel of the input pixel, of the output pixel, and of the filter's [inChannels, multiplier] matrix.
 */
export function eachTap(
  geometry: Geometry,
  visit: (input: number, output: number, filter: number) => void,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } =
    geometry;
  let output = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++, output += outChannels) {
        for (let i = 0; i < filterHeight; i++) {
          const y = row * strideHeight - padInfo.top + i * dilationHeight;
          if (y < 0 || y >= inHeight) continue;
          for (let j = 0; j < filterWidth; j++) {
            const x = column * strideWidth - padInfo.left + j * dilationWidth;
            if (x < 0 || x >= inWidth) continue;
            const input = ((image * inHeight + y) * inWidth + x) * inChannels;
            visit(input, output, (i * filterWidth + j) * outChannels);
          }
        }
      }
    }
  }
}
