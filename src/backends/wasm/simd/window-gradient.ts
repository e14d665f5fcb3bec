import { advance, f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Definition, Local } from './assembler.js';
import { panelRow, tile, TileLocals, tilesOf } from './tile.js';

/** The gradient of one row of a convolution's filter; all in numbers of floats. */
export interface WindowGradient {
  /** Values of the row that lie side by side in the input, groups of them, and the distance between groups there. */
  readonly run: number;
  readonly groups: number;
  readonly group: number;
  /** Output pixels of a line, and the distance from one to the next, and from line to line, in the input. */
  readonly width: number;
  readonly pixel: number;
  readonly line: number;
  /** Panels, and the steps of each: of the output's gradients, and of the filter's. */
  readonly panels: number;
  readonly outputs: number;
  readonly steps: number;
  readonly fused: boolean;
}

/**
 * Adds to the gradient of one row of the filter by one image: (input, outputs, gradient, lines). The gradients of outputs and
 * of the filter lie as panels.
 */
export const windowGradient = (given: WindowGradient): Definition => ({
  parameters: ['i32', 'i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const [input, outputs, gradient, lines] = parameters as readonly [Local, Local, Local, Local];
    const names = new TileLocals(local);
    const [panel, group, a, c, tiles] = [0, 0, 0, 0, 0].map(() => local('i32')) as unknown as Five;
    const oneGroup = join(
      ...tilesOf(given.run).map(({ rows, count }) =>
        join(
          set(tiles, i32.const(0)),
          whileLess(
            tiles,
            i32.const(count),
            1,
            join(
              tile(names, {
                rows,
                left: get(a),
                leftRow: 4,
                right: get(outputs),
                walks: [
                  { count: given.width, left: given.pixel * 4 },
                  { count: { local: lines }, left: given.line * 4 },
                ],
                fused: given.fused,
                first: (row, half) => f32x4.load(get(c), row * panelRow + half * 16),
                last: (row, half, sum) => f32x4.store(get(c), sum, row * panelRow + half * 16),
              }),
              advance(a, i32.const(rows * 4)),
              advance(c, i32.const(rows * panelRow)),
            ),
          ),
        ),
      ),
      given.group === given.run ? [] : advance(a, i32.const((given.group - given.run) * 4)),
    );
    return whileLess(
      panel,
      i32.const(given.panels),
      1,
      join(
        set(a, get(input)),
        set(c, get(gradient)),
        set(group, i32.const(0)),
        whileLess(group, i32.const(given.groups), 1, oneGroup),
        advance(outputs, i32.const(given.outputs * panelRow)),
        advance(gradient, i32.const(given.steps * panelRow)),
      ),
    );
  },
});

type Five = readonly [Local, Local, Local, Local, Local];
