import { advance, f32x4, get, i32, join, relaxedMadd, set, whileLess } from '../simd/assembler.js';
import type { Code, Definition, Local } from '../simd/assembler.js';
import { loadPart, storeValue } from './lanes.js';

/** Columns of a panel: two vectors. The right operand lies as panels, [columns / 8][steps][8], the last filled up with zeros. */
export const panelColumns = 8;
/** Bytes from one step of a panel to the next. */
export const panelStep = panelColumns * 4;
export const panelsOf = (columns: number): number => Math.ceil(columns / panelColumns);
/** The bytes that a right operand takes as panels. */
export const panelBytes = (steps: number, columns: number): number => panelsOf(columns) * steps * panelStep;

/** A loop over the products of a sum: its turns, and the bytes that both operands move on at each. */
export interface Walk {
  readonly count: number;
  readonly left: number;
  readonly right: number;
}

/** A loop around sums: its turns, and the bytes that the operands and the result move on at each. */
export interface Turn {
  readonly count: number;
  readonly left: number;
  readonly right: number;
  readonly result: number;
}

/**
 * A product of a left operand that is read where it lies and a right one in panels. The rows of the left one are a constant
 * apart: they are those of a matrix, its columns, or the windows of a convolution's images, as the walks say.
 */
export interface Product {
  /** Loops around all panels, and those within one, the outermost first. */
  readonly around: readonly Turn[];
  readonly within: readonly Turn[];
  readonly rows: number;
  readonly leftRow: number;
  /** The loops over the products of a sum, the innermost first. */
  readonly walks: readonly Walk[];
  readonly columns: number;
  /** Bytes from one panel to the next. */
  readonly panel: number;
  readonly resultRow: number;
  /** What sums begin with: nothing, a bias for each column, or what stands in the result. */
  readonly begins: 'zero' | 'bias' | 'result';
  readonly relu: boolean;
  /** Whether the last panel is filled up to all its columns; nothing behind one that is not is read. Default true. */
  readonly isFilled?: boolean;
  /** Whether products are added to their sums in one rounding, if the processor can. Default false. */
  readonly fused?: boolean;
}

/** Tells a product from others. */
export const productKey = (product: Product): string => `product ${JSON.stringify(product)}`;

/** `do body while (condition)` */
const repeat = (body: Code, condition: Code): Code => join([0x03, 0x40], body, condition, [0x0d, 0, 0x0b]);
const notEqual = (a: Code, b: Code): Code => [...a, ...b, 0x47];

/** Tiles of at most 4 rows that cover a length, as even as can be: [rows of a tile, how many such]. More rows do not fit the registers. */
const tilesOf = (length: number): readonly (readonly [rows: number, count: number])[] => {
  const count = Math.ceil(length / 4);
  const low = Math.floor(length / count);
  const high = length - low * count;
  const both = [
    [low + 1, high],
    [low, count - high],
  ] as const;
  return both.filter(([, each]) => each > 0);
};

type Declare = Parameters<Definition['body']>[1];

/** Runs `body` for each turn of some loops, the pointers moved on, and puts the pointers back. */
const inTurns = (
  turns: readonly Turn[],
  pointers: { readonly left: Local; readonly right: Local; readonly result: Local },
  local: Declare,
  body: Code,
): Code =>
  turns.reduceRight<Code>((inside, turn) => {
    if (turn.count === 1) return inside;
    const counter = local('i32');
    const move = (times: number): Code =>
      join(
        ...(['left', 'right', 'result'] as const).map((key) =>
          turn[key] === 0 ? [] : advance(pointers[key], i32.const(turn[key] * times)),
        ),
      );
    return join(
      set(counter, i32.const(0)),
      whileLess(counter, i32.const(turn.count), 1, join(inside, move(1))),
      move(-turn.count),
    );
  }, body);

/** The product: (left, right, result, bias). */
export const productOf = (product: Product): Definition => ({
  parameters: ['i32', 'i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const { isFilled = true, fused = false } = product;
    const plus = (sum: Code, a: Code, b: Code): Code =>
      fused ? relaxedMadd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
    const [left, right, result, bias] = parameters as readonly [Local, Local, Local, Local];
    const [panelRight, panelResult, panelBias, panel] = [0, 0, 0, 0].map(() =>
      local('i32'),
    ) as unknown as Four;
    const [a, c, rowLeft, rowResult] = [0, 0, 0, 0].map(() => local('i32')) as unknown as Four;
    const [atLeft, atRight, tiles, unused] = [0, 0, 0, 0].map(() => local('i32')) as unknown as Four;
    const allSums = [0, 1, 2, 3].map(() => [local('v128'), local('v128')] as const);
    const rights = [local('v128'), local('v128')] as const;
    const [one, held] = [local('v128'), local('v128')];
    const counters = product.walks.map(() => local('i32'));

    /** The sums of a tile of some rows, `width` columns wide. */
    const tile = (rows: number, width: number): Code => {
      const sums = allSums.slice(0, rows);
      const halves = width > 4 ? [0, 1] : [0];
      const lanes = (half: number) => Math.min(4, width - half * 4);
      const step = (leftPlus: number, rightPlus: number): Code =>
        join(
          ...halves.map((half) =>
            set(rights[half]!, loadPart(get(atRight), isFilled ? 4 : lanes(half), rightPlus + half * 16)),
          ),
          ...sums.map((pair, row) =>
            join(
              set(one, f32x4.loadSplat(get(atLeft), leftPlus + row * product.leftRow)),
              ...halves.map((half) => set(pair[half]!, plus(get(pair[half]!), get(one), get(rights[half]!)))),
            ),
          ),
        );
      const [inner, ...outer] = product.walks as readonly [Walk, ...Walk[]];
      // longer ones stay loops: written out, V8 loads ahead, runs out of registers, and is a third slower
      const innermost =
        inner.count <= 4
          ? join(
              ...Array.from({ length: inner.count }, (_, i) => step(i * inner.left, i * inner.right)),
              advance(atLeft, i32.const(inner.count * inner.left)),
              advance(atRight, i32.const(inner.count * inner.right)),
            )
          : join(
              set(counters[0]!, i32.add(get(atRight), i32.const(inner.count * inner.right))),
              repeat(
                join(
                  step(0, 0),
                  advance(atLeft, i32.const(inner.left)),
                  advance(atRight, i32.const(inner.right)),
                ),
                notEqual(get(atRight), get(counters[0]!)),
              ),
            );
      const loops = outer.reduce<readonly [Code, Walk]>(
        ([inside, within], walk, i) => {
          const counter = counters[i + 1]!;
          const [onLeft, onRight] = [
            walk.left - within.count * within.left,
            walk.right - within.count * within.right,
          ];
          const code =
            walk.count === 1
              ? join(
                  inside,
                  onLeft === 0 ? [] : advance(atLeft, i32.const(onLeft)),
                  onRight === 0 ? [] : advance(atRight, i32.const(onRight)),
                )
              : join(
                  set(counter, i32.const(walk.count)),
                  repeat(
                    join(
                      inside,
                      onLeft === 0 ? [] : advance(atLeft, i32.const(onLeft)),
                      onRight === 0 ? [] : advance(atRight, i32.const(onRight)),
                      set(counter, i32.sub(get(counter), i32.const(1))),
                    ),
                    get(counter),
                  ),
                );
          return [code, walk] as const;
        },
        [innermost, inner] as const,
      )[0];
      const first = (row: number, half: number): Code => {
        if (product.begins === 'zero') return f32x4.zero;
        return product.begins === 'bias'
          ? loadPart(get(panelBias), lanes(half), half * 16)
          : loadPart(get(rowResult), lanes(half), row * product.resultRow + half * 16);
      };
      return join(
        set(atLeft, get(rowLeft)),
        set(atRight, get(panelRight)),
        ...sums.flatMap((pair, row) => halves.map((half) => set(pair[half]!, first(row, half)))),
        loops,
        ...sums.flatMap((pair, row) =>
          halves.map((half) => {
            const sum = get(pair[half]!);
            // b where a < b, so that NaN stays
            const value = product.relu ? f32x4.atLeast(sum, f32x4.zero) : sum;
            return storeValue(get(rowResult), value, held, lanes(half), row * product.resultRow + half * 16);
          }),
        ),
      );
    };
    const rows = (width: number): Code =>
      join(
        set(rowLeft, get(a)),
        set(rowResult, get(c)),
        ...tilesOf(product.rows).map(([height, count]) => {
          const each = join(
            tile(height, width),
            advance(rowLeft, i32.const(height * product.leftRow)),
            advance(rowResult, i32.const(height * product.resultRow)),
          );
          return count === 1
            ? each
            : join(set(tiles, i32.const(0)), whileLess(tiles, i32.const(count), 1, each));
        }),
      );
    const inPanel = (width: number): Code =>
      join(
        set(a, get(left)),
        set(c, get(panelResult)),
        inTurns(product.within, { left: a, right: unused, result: c }, local, rows(width)),
      );
    const whole = Math.floor(product.columns / panelColumns);
    const rest = product.columns % panelColumns;
    return inTurns(
      product.around,
      { left, right, result },
      local,
      join(
        set(panelRight, get(right)),
        set(panelResult, get(result)),
        set(panelBias, get(bias)),
        set(panel, i32.const(0)),
        whole === 0
          ? []
          : whileLess(
              panel,
              i32.const(whole),
              1,
              join(
                inPanel(panelColumns),
                advance(panelRight, i32.const(product.panel)),
                advance(panelResult, i32.const(panelStep)),
                advance(panelBias, i32.const(panelStep)),
              ),
            ),
        rest === 0 ? [] : inPanel(rest),
      ),
    );
  },
});

type Four = readonly [Local, Local, Local, Local];
