import { convolution, padded, panelBytes, sideBytes, sidesFor, tapsInside } from './convolve.js';
import type { Axis, Windows } from './convolve.js';
import { withScratch } from './heap.js';
import type { Heap } from './heap.js';
import type { Geometry } from './patches.js';
import { packed } from './product.js';
import { addsInOneRounding } from './rounding.js';
import { functionCache } from './simd/function-cache.js';
import { panelColumns, panelRow, panelsOf } from './simd/tile.js';
import { windowGradient } from './simd/window-gradient.js';

/** Every `step`-th place of an axis from `first` on, and the taps of the filter that lie on them, from the last to the first. */
interface Phase {
  readonly first: number;
  readonly axis: Axis;
  readonly taps: readonly number[];
}

/**
 * The gradient by one axis of the input, as convolutions of the output's gradients: where the filter takes strides, the places
 * of the input that lie a stride apart hang on the same taps, and are one phase.
 */
const phases = (
  size: number,
  pad: number,
  stride: number,
  taps: number,
  dilation: number,
): readonly Phase[] =>
  Array.from({ length: Math.min(stride, size) }, (_, first) => {
    const own = Array.from({ length: taps }, (_, tap) => tap)
      .filter((tap) => (first + pad - tap * dilation) % stride === 0)
      .reverse();
    const places = own.map((tap) => (first + pad - tap * dilation) / stride);
    return {
      first,
      taps: own,
      axis: {
        outputs: Math.ceil((size - first) / stride),
        step: 1,
        from: places[0] ?? 0,
        taps: own.length,
        tap: places.length > 1 ? places[1]! - places[0]! : 1,
      },
    };
  });

/** Whether the gradients of a convolution are done by windows where they lie: their lines are long enough. */
export const hasLongLines = (g: Geometry, shortest: number): boolean =>
  Math.ceil(g.inWidth / g.strideWidth) >= shortest && g.outWidth >= shortest;

/** The gradient by the input: adds nothing, writes all of it. Offsets in bytes. */
export function gradientByInput(
  heap: Heap,
  g: Geometry,
  offsets: { readonly dy: number; readonly filter: number; readonly gradient: number },
): void {
  const across = phases(g.inWidth, g.padInfo.left, g.strideWidth, g.filterWidth, g.dilationWidth);
  const down = phases(g.inHeight, g.padInfo.top, g.strideHeight, g.filterHeight, g.dilationHeight);
  const used = (phase: Phase) => phase.taps.length > 0;
  const input = { height: g.outHeight, width: g.outWidth, channels: g.outChannels };
  const sides = sidesFor(
    g.outWidth,
    across.filter(used).map(({ axis }) => axis),
  );
  const size = g.inHeight * g.inWidth * g.inChannels;
  // what no tap of the filter ever lay on
  if (![...across, ...down].every(used))
    new Float32Array(heap.wasm.HEAPU8.buffer, offsets.gradient, g.batchSize * size).fill(0);
  const parts = down.filter(used).flatMap((rows) =>
    across.filter(used).map((columns) => {
      const windows: Windows = {
        input,
        rows: rows.axis,
        columns: columns.axis,
        outputs: g.inChannels,
        output: {
          first: (rows.first * g.inWidth + columns.first) * g.inChannels,
          line: g.strideHeight * g.inWidth * g.inChannels,
          pixel: g.strideWidth * g.inChannels,
        },
      };
      const steps = rows.taps.length * columns.taps.length * g.outChannels;
      return { rows, columns, windows, steps, bytes: panelBytes(steps, g.inChannels) };
    }),
  );
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  withScratch(heap, bytes + sideBytes(input, sides), (scratch) => {
    let panels = scratch;
    const runs = parts.map((part) => {
      const at = panels;
      panels += part.bytes;
      packTurned(heap, g, offsets.filter, part, at);
      return { at, run: convolution(heap, part.windows, sides, false, 'linear')! };
    });
    for (let image = 0; image < g.batchSize; image++) {
      const from = offsets.dy + image * g.outHeight * g.outWidth * g.outChannels * 4;
      const read = padded(heap, input, sides, { from, scratch: panels, isFirst: image === 0 });
      for (const { at, run } of runs)
        run({ image: read, panels: at, output: offsets.gradient + image * size * 4 });
    }
  });
}

/** Some taps of a filter [rows, columns, inputs, outputs] as panels of [taps, outputs] by inputs. */
function packTurned(
  heap: Heap,
  g: Geometry,
  filter: number,
  part: { readonly rows: Phase; readonly columns: Phase; readonly steps: number },
  panels: number,
): void {
  const pack = packed(heap)!;
  const { inChannels, outChannels } = g;
  part.rows.taps.forEach((row, i) =>
    part.columns.taps.forEach((column, j) => {
      const tap = filter + (row * g.filterWidth + column) * inChannels * outChannels * 4;
      const to = panels + (i * part.columns.taps.length + j) * outChannels * panelRow;
      for (let panel = 0; panel < panelsOf(inChannels); panel++) {
        const first = panel * panelColumns;
        pack(
          outChannels,
          Math.min(panelColumns, inChannels - first),
          tap + first * outChannels * 4,
          ...[4, outChannels * 4, to + panel * part.steps * panelRow],
        );
      }
    }),
  );
}

const gradients = functionCache(windowGradient);

/** The gradient by the filter [rows, columns, inputs, outputs]. Offsets in bytes. */
export function gradientByFilter(
  heap: Heap,
  g: Geometry,
  offsets: { readonly x: number; readonly dy: number; readonly gradient: number },
): void {
  const input = { height: g.inHeight, width: g.inWidth, channels: g.inChannels };
  const columns: Axis = {
    outputs: g.outWidth,
    step: g.strideWidth,
    from: -g.padInfo.left,
    taps: g.filterWidth,
    tap: g.dilationWidth,
  };
  // lines of outputs are the taps of a row of the filter
  const rows: Axis = {
    outputs: g.filterHeight,
    step: g.dilationHeight,
    from: -g.padInfo.top,
    taps: g.outHeight,
    tap: g.strideHeight,
  };
  const sides = sidesFor(g.inWidth, [columns]);
  const row = sides.width * g.inChannels;
  const joined = g.filterWidth === 1 || g.dilationWidth === 1;
  const steps = g.filterHeight * g.filterWidth * g.inChannels;
  const pixels = g.outHeight * g.outWidth;
  const panels = panelsOf(g.outChannels);
  const run = gradients(heap, {
    run: joined ? g.filterWidth * g.inChannels : g.inChannels,
    groups: joined ? 1 : g.filterWidth,
    group: joined ? g.filterWidth * g.inChannels : g.dilationWidth * g.inChannels,
    width: g.outWidth,
    pixel: g.strideWidth * g.inChannels,
    line: g.strideHeight * row,
    panels,
    outputs: pixels,
    steps,
    fused: addsInOneRounding(),
  })!;
  const [sums, outputs] = [panels * steps * panelRow, panels * pixels * panelRow];
  withScratch(heap, sums + outputs + sideBytes(input, sides), (scratch) => {
    const pack = packed(heap)!;
    const total = new Float32Array(heap.wasm.HEAPU8.buffer, scratch, sums / 4).fill(0);
    const left = (columns.from + sides.before) * g.inChannels;
    for (let image = 0; image < g.batchSize; image++) {
      const from = offsets.x + image * g.inHeight * g.inWidth * g.inChannels * 4;
      const read = padded(heap, input, sides, {
        from,
        scratch: scratch + sums + outputs,
        isFirst: image === 0,
      });
      const dy = offsets.dy + image * pixels * g.outChannels * 4;
      pack(pixels, g.outChannels, dy, g.outChannels * 4, 4, scratch + sums);
      for (let tap = 0; tap < g.filterHeight; tap++) {
        const { at, first, end } = tapsInside(rows, tap, g.inHeight);
        if (end === first) continue;
        run(
          read + (at * row + left) * 4,
          scratch + sums + first * g.outWidth * panelRow,
          scratch + tap * g.filterWidth * g.inChannels * panelRow,
          end - first,
        );
      }
    }
    const to = new Float32Array(heap.wasm.HEAPU8.buffer, offsets.gradient, steps * g.outChannels);
    for (let step = 0, at = 0; step < steps; step++)
      for (let c = 0; c < g.outChannels; c++, at++)
        to[at] = total[(Math.floor(c / panelColumns) * steps + step) * panelColumns + (c % panelColumns)]!;
  });
}
