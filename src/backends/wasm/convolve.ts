import { floatsOf, offsetOf, withScratch } from './heap.js';
import type { Heap } from './heap.js';
import { packed } from './product.js';
import { addsInOneRounding } from './rounding.js';
import type { Activation } from './simd/bounded.js';
import { functionCache } from './simd/function-cache.js';
import { panelColumns, panelRow, panelsOf } from './simd/tile.js';
import { windowLine } from './simd/window-line.js';
import type * as tf from '@tensorflow/tfjs-core';

/** Images, [height, width, channels] each. */
export interface Images {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Along one axis: outputs, and for output `i` and tap `t` the place `i * step + from + t * tap` in the input. */
export interface Axis {
  readonly outputs: number;
  readonly step: number;
  readonly from: number;
  readonly taps: number;
  readonly tap: number;
}

/** Convolutions of images of one size, by filters of one size; places outside of the images are zeros. */
export interface Windows {
  readonly input: Images;
  readonly rows: Axis;
  readonly columns: Axis;
  /** Channels of the outputs, and where they go, in numbers of floats: the first, lines, pixels. */
  readonly outputs: number;
  readonly output: { readonly first: number; readonly line: number; readonly pixel: number };
}

/** A batch of images as it lies, and as `padded` makes it lie: with zeros at the sides, where windows reach them. */
export interface Sides {
  readonly before: number;
  readonly width: number;
}

const reach = ({ outputs, step, from, taps, tap }: Axis): readonly [first: number, end: number] => [
  from,
  from + (outputs - 1) * step + (taps - 1) * tap + 1,
];

/** How wide an image must lie for all windows to be inside. */
export const sidesFor = (width: number, axes: readonly Axis[]): Sides => {
  const reached = axes.map(reach);
  const before = Math.max(0, ...reached.map(([first]) => -first));
  const after = Math.max(0, ...reached.map(([, end]) => end - width));
  return { before, width: before + width + after };
};

/** Bytes for one image of such sides, or none where images can be read as they lie. */
export const sideBytes = ({ height, width, channels }: Images, sides: Sides): number =>
  sides.width === width ? 0 : height * sides.width * channels * 4;

/** Copies an image between sides of zeros, which are written at the first; gives its offset as it can be read. */
export function padded(
  heap: Heap,
  images: Images,
  sides: Sides,
  image: { readonly from: number; readonly scratch: number; readonly isFirst: boolean },
): number {
  const { height, width, channels } = images;
  if (sides.width === width) return image.from;
  const [run, row] = [width * channels, sides.width * channels];
  const to = new Float32Array(heap.wasm.HEAPU8.buffer, image.scratch, height * row);
  const from = new Float32Array(heap.wasm.HEAPU8.buffer, image.from, height * run);
  if (image.isFirst) to.fill(0);
  for (let y = 0; y < height; y++)
    to.set(from.subarray(y * run, (y + 1) * run), y * row + sides.before * channels);
  return image.scratch;
}

const lines = functionCache(windowLine);

/** Taps of a window that lie on the image: from the first to the end. */
export const tapsInside = ({ from, step, taps, tap }: Axis, output: number, size: number) => {
  const at = from + output * step;
  const first = Math.min(taps, Math.max(0, Math.ceil(-at / tap)));
  const end = Math.max(first, Math.min(taps, Math.ceil((size - at) / tap)));
  return { at: at + first * tap, first, end };
};

/** Bytes of a filter as panels. */
export const panelBytes = (steps: number, columns: number): number => panelsOf(columns) * steps * panelRow;

/** What a convolution takes of its batch: where an image lies, or an offset in bytes. */
interface Operands {
  /** An image as it can be read, between `sides`. */
  readonly image: number;
  readonly panels: number;
  readonly output: number;
  readonly bias?: number;
}

/** A convolution of one image after the other: gives the function for one of them, or null where there is no SIMD. */
export function convolution(
  heap: Heap,
  windows: Windows,
  sides: Sides,
  biased: boolean,
  activation: Activation,
): ((operands: Operands) => void) | null {
  const { input, rows, columns, output } = windows;
  const row = sides.width * input.channels;
  const run = lines(heap, {
    width: columns.outputs,
    inputPixel: columns.step * input.channels,
    outputPixel: output.pixel,
    taps: columns.taps,
    tap: columns.tap * input.channels,
    rows: rows.taps,
    row: rows.tap * row,
    channels: input.channels,
    columns: windows.outputs,
    biased,
    activation,
    fused: addsInOneRounding(),
  });
  if (run === null) return null;
  const steps = columns.taps * input.channels;
  const left = (columns.from + sides.before) * input.channels;
  return ({ image, panels, output: to, bias = 0 }) => {
    for (let y = 0; y < rows.outputs; y++) {
      const { at, first, end } = tapsInside(rows, y, input.height);
      run(
        image + (at * row + left) * 4,
        panels + first * steps * panelRow,
        to + (output.first + y * output.line) * 4,
        bias,
        end - first,
      );
    }
  };
}

/** Writes a filter [taps, channels, outputs] as panels. */
export function packFilter(heap: Heap, filter: number, steps: number, outputs: number, panels: number): void {
  packed(heap)!(steps, outputs, filter, outputs * 4, 4, panels);
}

/** A bias as panels have it: zeros up to a multiple of eight. */
export function padBias(heap: Heap, bias: tf.TensorInfo, outputs: number, scratch: number): void {
  const to = new Float32Array(heap.wasm.HEAPU8.buffer, scratch, panelsOf(outputs) * panelColumns);
  const from = floatsOf(heap, bias);
  if (from.length === 1) to.fill(from[0]!);
  else {
    to.fill(0);
    to.set(from);
  }
}

/** A batch through a convolution: the filter [rows, columns, channels, outputs] as it lies. */
export function convolveBatch(
  heap: Heap,
  windows: Windows,
  batch: number,
  operands: {
    readonly x: tf.TensorInfo;
    readonly filter: tf.TensorInfo;
    readonly bias?: tf.TensorInfo | undefined;
    readonly output: tf.TensorInfo;
  },
  activation: Activation,
): boolean {
  const { input, rows, columns, outputs } = windows;
  const sides = sidesFor(input.width, [columns]);
  const run = convolution(heap, windows, sides, operands.bias !== undefined, activation);
  if (run === null) return false;
  const steps = rows.taps * columns.taps * input.channels;
  const panels = panelBytes(steps, outputs);
  const bias = panelsOf(outputs) * panelRow;
  withScratch(heap, panels + bias + sideBytes(input, sides), (scratch) => {
    packFilter(heap, offsetOf(heap, operands.filter), steps, outputs, scratch);
    if (operands.bias) padBias(heap, operands.bias, outputs, scratch + panels);
    const size = input.height * input.width * input.channels * 4;
    const [x, to] = [offsetOf(heap, operands.x), offsetOf(heap, operands.output)];
    const outputSize = rows.outputs * windows.output.line * 4;
    for (let image = 0; image < batch; image++)
      run({
        image: padded(heap, input, sides, {
          from: x + image * size,
          scratch: scratch + panels + bias,
          isFirst: image === 0,
        }),
        panels: scratch,
        output: to + image * outputSize,
        bias: scratch + panels,
      });
  });
  return true;
}
