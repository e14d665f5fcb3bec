import { advance, f32, f32x4, get, i32, join, set, when, whileLess } from './assembler.js';
import type { Code, Definition, Local } from './assembler.js';

/** Rows that are added up in a register before they join the sum so far: long sums in one go lose digits. */
const blockRows = 256;

/** Adds each row of a matrix to sums; the rows lie one behind the other, or as many bytes apart as is said. */
const sumsOf = (areApart: boolean): Definition => ({
  parameters: ['i32', 'i32', 'i32', 'i32', ...(areApart ? (['i32'] as const) : [])],
  body: (parameters, local) => {
    const [from, sums, rows, columns] = parameters as readonly [Local, Local, Local, Local];
    const [row, length, column, at, i, end] = [0, 0, 0, 0, 0, 0].map(() => local('i32')) as unknown as Six;
    const width = areApart ? parameters[4]! : end;
    const [four, one] = [local('v128'), local('f32')];
    const down = (add: Code): Code =>
      join(
        set(at, i32.add(get(from), get(column))),
        set(i, i32.const(0)),
        whileLess(i, get(length), 1, join(add, advance(at, get(width)))),
      );
    const sum = i32.add(get(sums), get(column));
    return join(
      set(end, i32.mul(get(columns), i32.const(4))),
      whileLess(
        row,
        get(rows),
        blockRows,
        join(
          set(length, i32.sub(get(rows), get(row))),
          when(i32.lessThan(i32.const(blockRows), get(length)), set(length, i32.const(blockRows))),
          set(column, i32.const(0)),
          whileLess(
            column,
            i32.sub(get(end), i32.const(15)),
            16,
            join(
              set(four, f32x4.zero),
              down(set(four, f32x4.add(get(four), f32x4.load(get(at))))),
              f32x4.store(sum, f32x4.add(f32x4.load(sum), get(four))),
            ),
          ),
          whileLess(
            column,
            get(end),
            4,
            join(
              set(one, f32.const(0)),
              down(set(one, f32.add(get(one), f32.load(get(at))))),
              f32.store(sum, f32.add(f32.load(sum), get(one))),
            ),
          ),
          advance(from, i32.mul(get(length), get(width))),
        ),
      ),
    );
  },
});

/** Adds each row of a matrix to `sums`: (from, sums, rows, columns). */
export const columnSums = sumsOf(false);

/** The same of rows that are as many bytes apart as is said: (from, sums, rows, columns, apart). */
export const someColumnSums = sumsOf(true);

type Six = readonly [Local, Local, Local, Local, Local, Local];
