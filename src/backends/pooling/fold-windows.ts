import { eachWindow, type PoolGeometry } from './windows.js';

/** Writes the largest value of each window and channel; NaN where there is one. A window over padding alone is -Infinity. */
export const largestOfWindows = (from: Float32Array, to: Float32Array, geometry: PoolGeometry): void =>
  eachWindow(geometry, (pixels, count, output) => {
    for (let c = 0; c < geometry.channels; c++) {
      let largest = -Infinity;
      for (let p = 0; p < count; p++) {
        const value = from[pixels[p]! + c]!;
        if (value > largest || Number.isNaN(value)) largest = value;
      }
      to[output + c] = largest;
    }
  });

/** Writes the mean of each window and channel. */
export const meanOfWindows = (from: Float32Array, to: Float32Array, geometry: PoolGeometry): void =>
  eachWindow(geometry, (pixels, count, output) => {
    for (let c = 0; c < geometry.channels; c++) {
      let sum = 0;
      for (let p = 0; p < count; p++) sum += from[pixels[p]! + c]!;
      to[output + c] = sum / count;
    }
  });
