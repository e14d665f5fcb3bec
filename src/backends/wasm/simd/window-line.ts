import { advance, f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Code, Definition, Local } from './assembler.js';
import { bounded, type Activation } from './bounded.js';
import { panelColumns, panelRow, storeSome, tile, TileLocals, tilesOf } from './tile.js';
import type { Walk } from './tile.js';

/** One line of a convolution's outputs; all in numbers of floats. */
export interface WindowLine {
  /** Output pixels, and the distance from one to the next, in the input and in the output. */
  readonly width: number;
  readonly inputPixel: number;
  readonly outputPixel: number;
  /** Taps of the window along the line and across lines, and their distances in the input. */
  readonly taps: number;
  readonly tap: number;
  readonly rows: number;
  readonly row: number;
  readonly channels: number;
  readonly columns: number;
  readonly biased: boolean;
  readonly activation: Activation;
  readonly fused: boolean;
}

/**
 * A line of a convolution: (input, panels, output, bias, rows). The windows are read where they lie; `rows` of them count, from that
 * at `input` and at `panels` on, the others are over the padding. The filter lies as panels, the bias ends in zeros to a
 * multiple of eight.
 */
export const windowLine = (line: WindowLine): Definition => ({
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const [input, panels, output, bias, rows] = parameters as readonly [Local, Local, Local, Local, Local];
    const names = new TileLocals(local);
    const [panel, a, c, tiles] = [local('i32'), local('i32'), local('i32'), local('i32')];
    const { taps, tap, channels, columns, width } = line;
    const joined = taps === 1 || tap === channels;
    const walks: readonly Walk[] = [
      { count: joined ? taps * channels : channels, left: 4 },
      ...(joined ? [] : [{ count: taps, left: tap * 4 }]),
      { count: { local: rows }, left: line.row * 4 },
    ];
    const onePanel = (filled: number): Code =>
      join(
        set(a, get(input)),
        set(c, get(output)),
        ...tilesOf(width).map(({ rows: height, count }) =>
          join(
            set(tiles, i32.const(0)),
            whileLess(
              tiles,
              i32.const(count),
              1,
              join(
                tile(names, {
                  rows: height,
                  left: get(a),
                  leftRow: line.inputPixel * 4,
                  right: get(panels),
                  walks,
                  fused: line.fused,
                  first: (_, half) => (line.biased ? f32x4.load(get(bias), half * 16) : f32x4.zero),
                  last: (pixel, half, sum) =>
                    storeSome(
                      filled - half * 4,
                      get(c),
                      bounded(line.activation, sum),
                      pixel * line.outputPixel * 4 + half * 16,
                    ),
                }),
                advance(a, i32.const(height * line.inputPixel * 4)),
                advance(c, i32.const(height * line.outputPixel * 4)),
              ),
            ),
          ),
        ),
        advance(panels, i32.const(line.rows * taps * channels * panelRow)),
        advance(output, i32.const(panelRow)),
        line.biased ? advance(bias, i32.const(panelRow)) : [],
      );
    const full = Math.floor(columns / panelColumns);
    const rest = columns % panelColumns;
    return join(
      full > 0 ? whileLess(panel, i32.const(full), 1, onePanel(panelColumns)) : [],
      rest > 0 ? onePanel(rest) : [],
    );
  },
});
