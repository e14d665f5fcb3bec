import { advance, f32x4, get, i32, join, relaxedMadd, repeat, set, when } from './assembler.js';
import type { Code, Definition, Local } from './assembler.js';

/** Columns of a tile, and of a panel of the right operand, [columns / 8][steps][8]: two vectors. */
export const panelColumns = 8;
/** Bytes from one step of a panel to the next. */
export const panelRow = panelColumns * 4;
export const panelsOf = (columns: number): number => Math.ceil(columns / panelColumns);

type Declare = Parameters<Definition['body']>[1];

/** The locals that every tile of a function shares. */
export class TileLocals {
  readonly sums: readonly (readonly [Local, Local])[];
  readonly right: readonly [Local, Local];
  readonly one: Local;
  readonly atLeft: Local;
  readonly atRight: Local;
  readonly ends: readonly [Local, Local, Local];

  constructor(local: Declare) {
    this.sums = [0, 1, 2, 3].map(() => [local('v128'), local('v128')] as const);
    this.right = [local('v128'), local('v128')];
    this.one = local('v128');
    this.atLeft = local('i32');
    this.atRight = local('i32');
    this.ends = [local('i32'), local('i32'), local('i32')];
  }
}

/** A loop over the products of a tile: its turns, and the bytes that the left operand moves on at each. */
export interface Walk {
  readonly count: number | { readonly local: Local };
  readonly left: number;
}

export interface Tile {
  /** 1 to 4. */
  readonly rows: number;
  /** Where the left operand begins, and the bytes between its rows: a constant, so that it need not be packed. */
  readonly left: Code;
  readonly leftRow: number;
  /** Where the panel begins, and the bytes from one step of it to the next. */
  readonly right: Code;
  readonly rightStep?: number;
  /** The loops over the products, the innermost first, at most three. */
  readonly walks: readonly Walk[];
  /** Whether a product is added in one rounding, where the processor can. */
  readonly fused: boolean;
  /** What a sum begins with; `half` is the vector of four columns. */
  readonly first: (row: number, half: number) => Code;
  readonly last: (row: number, half: number, sum: Code) => Code;
}

/** Turns of the innermost loop up to which it is written out: with more, V8 loads ahead and runs out of registers. */
const longestUnrolled = 4;

/**
 * A tile of a product, `rows` by 8, in registers. The left operand is read where it lies, its rows a constant apart: the rows of a
 * matrix, its columns, or the pixels of a convolution's windows, as the walks say.
 */
export const tile = (
  names: TileLocals,
  { rows, walks, fused, rightStep = panelRow, ...given }: Tile,
): Code => {
  const { atLeft, atRight, right, one, ends } = names;
  const sums = names.sums.slice(0, rows);
  const add = (a: Code, b: Code, c: Code) => (fused ? relaxedMadd(a, b, c) : f32x4.add(c, f32x4.mul(a, b)));
  const step = (left: number, plus: number): Code =>
    join(
      ...right.map((vector, half) => set(vector, f32x4.load(get(atRight), plus + half * 16))),
      ...sums.map((pair, row) =>
        join(
          set(one, f32x4.loadSplat(get(atLeft), left + row * given.leftRow)),
          ...pair.map((sum, half) => set(sum, add(get(one), get(right[half]!), get(sum)))),
        ),
      ),
    );
  const move = (bytes: number): Code => (bytes === 0 ? [] : advance(atLeft, i32.const(bytes)));
  /** The loops up to one of them, and the bytes that the left operand has gone after it. */
  const loop = (level: number): { code: Code; gone: number | undefined } => {
    const { count, left } = walks[level]!;
    if (level === 0 && typeof count === 'number' && count <= longestUnrolled) {
      const steps = Array.from({ length: count }, (_, i) => step(i * left, i * rightStep));
      return {
        code: join(...steps, move(count * left), advance(atRight, i32.const(count * rightStep))),
        gone: count * left,
      };
    }
    const inner =
      level === 0
        ? { code: join(step(0, 0), advance(atRight, i32.const(rightStep))), gone: 0 }
        : loop(level - 1);
    const body = join(inner.code, move(left - inner.gone!));
    if (level === 0) {
      const steps =
        typeof count === 'number'
          ? i32.const(count * rightStep)
          : i32.mul(get(count.local), i32.const(rightStep));
      return {
        code: join(
          set(ends[0], i32.add(get(atRight), steps)),
          repeat(body, i32.lessThan(get(atRight), get(ends[0]))),
        ),
        gone: typeof count === 'number' ? count * left : undefined,
      };
    }
    const end = ends[level]!;
    const turns = typeof count === 'number' ? i32.const(count) : get(count.local);
    const turn = join(body, set(end, i32.sub(get(end), i32.const(1))));
    return {
      code: join(set(end, turns), when(get(end), repeat(turn, get(end)))),
      gone: typeof count === 'number' ? count * left : undefined,
    };
  };
  return join(
    set(atLeft, given.left),
    set(atRight, given.right),
    ...sums.flatMap((pair, row) => pair.map((sum, half) => set(sum, given.first(row, half)))),
    loop(walks.length - 1).code,
    ...sums.flatMap((pair, row) => pair.map((sum, half) => given.last(row, half, get(sum)))),
  );
};

/** Stores the first so many of four numbers. */
export const storeSome = (count: number, address: Code, value: Code, plus: number): Code => {
  if (count >= 4) return f32x4.store(address, value, plus);
  if (count <= 0) return [];
  if (count === 1) return f32x4.storeOne(address, value, plus);
  const third = f32x4.storeOne(address, f32x4.shuffle(value, value, [2, 2, 2, 2]), plus + 8);
  return join(f32x4.storeTwo(address, value, plus), count === 3 ? third : []);
};

/** Tiles of at most 4 rows that cover a length, as even as can be: 5 or 6 rows are slower. */
export const tilesOf = (length: number): readonly { readonly rows: number; readonly count: number }[] => {
  const count = Math.ceil(length / 4);
  const low = Math.floor(length / count);
  const high = length - low * count;
  return [
    { rows: low + 1, count: high },
    { rows: low, count: count - high },
  ].filter((each) => each.count > 0);
};
