import type { Heap } from './heap.js';
import type { Geometry } from './patches.js';
import { simdFunction } from './simd/simd-function.js';
import { tapProducts } from './simd/tap-products.js';

const compiled = simdFunction(tapProducts);

/** Bytes that `addTapProducts` needs for its list of taps. */
export const tapBytes = ({ filterHeight, filterWidth }: Geometry): number => filterHeight * filterWidth * 8;

/**
 * Offsets in bytes: of one image of the input with outChannels channels, of one image of dy, of the filter's places, and
 * of `tapBytes` to work in.
 */
export interface TapOperands {
  readonly input: number;
  readonly output: number;
  readonly filter: number;
  readonly scratch: number;
}

/**
 * For each output pixel of one line, and each place of the filter that lies on the input there: adds dy times the filter
 * to the input ('input'), or dy times the input to the filter ('filter'), channel by channel.
 */
export function addTapProducts(
  heap: Heap,
  geometry: Geometry,
  row: number,
  { input, output, filter, scratch }: TapOperands,
  target: 'input' | 'filter',
): void {
  const { inHeight, inWidth, outWidth, outChannels, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = geometry;
  const bytes = outChannels * 4;
  const run = compiled(heap) ?? plainTapProducts(heap);
  const pairs = new Int32Array(heap.wasm.HEAPU8.buffer, scratch, filterHeight * filterWidth * 2);
  for (let column = 0; column < outWidth; column++) {
    let count = 0;
    for (let i = 0; i < filterHeight; i++) {
      const y = row * strideHeight - padInfo.top + i * dilationHeight;
      if (y < 0 || y >= inHeight) continue;
      for (let j = 0; j < filterWidth; j++) {
        const x = column * strideWidth - padInfo.left + j * dilationWidth;
        if (x < 0 || x >= inWidth) continue;
        const pixel = (y * inWidth + x) * bytes;
        const tap = (i * filterWidth + j) * bytes;
        pairs[count++] = target === 'input' ? pixel : tap;
        pairs[count++] = target === 'input' ? tap : pixel;
      }
    }
    const [to, from] = target === 'input' ? [input, filter] : [filter, input];
    run(scratch, scratch + count * 4, to, from, output + (row * outWidth + column) * bytes, bytes);
  }
}

/** What `tapProducts` does, where there is no SIMD. */
function plainTapProducts(heap: Heap) {
  const floats = new Float32Array(heap.wasm.HEAPU8.buffer);
  const integers = new Int32Array(heap.wasm.HEAPU8.buffer);
  return (pairs: number, end: number, to: number, from: number, fixed: number, bytes: number): void => {
    for (let pair = pairs / 4; pair < end / 4; pair += 2) {
      const here = (to + integers[pair]!) / 4;
      const there = (from + integers[pair + 1]!) / 4;
      for (let c = 0; c < bytes / 4; c++) floats[here + c]! += floats[there + c]! * floats[fixed / 4 + c]!;
    }
  };
}
