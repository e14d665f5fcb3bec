import { eachWindow, type PoolGeometry } from './windows.js';

/** Adds each output gradient to the input that was the largest of its window, the first of equals, or NaN; from a channel on. */
export function addMaxGradients(
  first: number,
  input: Float32Array,
  outputGradient: Float32Array,
  inputGradient: Float32Array,
  geometry: PoolGeometry,
): void {
  const { channels } = geometry;
  eachWindow(geometry, (pixels, count, output) => {
    for (let c = first; c < channels; c++) {
      // Below every number, so that windows of negative values have a largest one too.
      let largest = -Infinity;
      let at = -1;
      for (let p = 0; p < count; p++) {
        const value = input[pixels[p]! + c]!;
        if (value > largest || (Number.isNaN(value) && !Number.isNaN(largest))) {
          largest = value;
          at = pixels[p]! + c;
        }
      }
      if (at >= 0) inputGradient[at]! += outputGradient[output + c]!;
    }
  });
}
