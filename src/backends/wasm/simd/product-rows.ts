import { advance, f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Code, Definition, Local } from './assembler.js';
import { bounded, type Activation } from './bounded.js';
import { panelColumns, panelRow, storeSome, tile, TileLocals } from './tile.js';

/** A product whose left operand is read where it lies; distances in bytes. */
export interface ProductRows {
  readonly leftRow: number;
  readonly leftStep: number;
  /** Rows left over from tiles of four. */
  readonly rowsOver: number;
  readonly columns: number;
  /** Distance between rows of the result. */
  readonly resultRow: number;
  /** From one step of the right operand to the next: a row of it where it lies, or of a panel. */
  readonly rightStep: number;
  /** What sums begin with: zero, a bias, or what stands in the result. */
  readonly begins: 'zero' | 'bias' | 'result';
  readonly activation: Activation;
  readonly fused: boolean;
}

/** (tiles of four rows, steps, left, right, from one panel to the next, result, bias). */
export const productRows = (given: ProductRows): Definition => ({
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const [tiles, steps, left, right, nextPanel, result, bias] = parameters as unknown as Seven;
    const names = new TileLocals(local);
    const [row, panel, b, c, beginning] = [0, 0, 0, 0, 0].map(() => local('i32')) as unknown as Five;
    const onePanel = (rows: number, filled: number): Code =>
      join(
        tile(names, {
          rows,
          left: get(left),
          leftRow: given.leftRow,
          right: get(b),
          rightStep: given.rightStep,
          walks: [{ count: { local: steps }, left: given.leftStep }],
          fused: given.fused,
          first: (r, half) => {
            if (given.begins === 'zero') return f32x4.zero;
            if (given.begins === 'bias') return f32x4.load(get(beginning), half * 16);
            return f32x4.load(get(c), r * given.resultRow + half * 16);
          },
          last: (r, half, sum) =>
            storeSome(
              filled - half * 4,
              get(c),
              bounded(given.activation, sum),
              r * given.resultRow + half * 16,
            ),
        }),
        advance(b, get(nextPanel)),
        advance(c, i32.const(panelRow)),
        advance(beginning, i32.const(panelRow)),
      );
    const full = Math.floor(given.columns / panelColumns);
    const over = given.columns % panelColumns;
    const allPanels = (rows: number): Code =>
      join(
        set(b, get(right)),
        set(c, get(result)),
        set(beginning, get(bias)),
        set(panel, i32.const(0)),
        full > 0 ? whileLess(panel, i32.const(full), 1, onePanel(rows, panelColumns)) : [],
        over > 0 ? onePanel(rows, over) : [],
        advance(left, i32.const(rows * given.leftRow)),
        advance(result, i32.const(rows * given.resultRow)),
      );
    return join(
      whileLess(row, get(tiles), 1, allPanels(4)),
      given.rowsOver > 0 ? allPanels(given.rowsOver) : [],
    );
  },
});

type Five = readonly [Local, Local, Local, Local, Local];
type Seven = readonly [Local, Local, Local, Local, Local, Local, Local];
