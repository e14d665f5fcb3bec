import { advance, f32x4, get, i32, join, set, whileLess } from '../simd/assembler.js';
import type { Code, Definition } from '../simd/assembler.js';
import { loadPart, storeValue } from './lanes.js';
import type { Pass } from './passes.js';

/** A pass over rows of so many floats, and the bytes from a row of each input, then of each output, to the next. */
export interface RowPass {
  readonly pass: Pass;
  readonly columns: number;
  readonly strides: readonly number[];
  /** Which inputs are one float for all columns of a row. */
  readonly ones: readonly boolean[];
}

/** Tells a pass over rows from others. */
export const rowPassKey = ({ pass, columns, strides, ones }: RowPass): string =>
  `${pass.name} in rows of ${columns} by ${strides.map((stride, i) => (ones[i] ? `one ${stride}` : stride)).join()}`;

/**
 * A pass over rows that need not lie one behind the other: (rows, inputs..., outputs...). A stride of 0 gives each row the
 * same numbers, as a bias is given. What is read of a place is read before it is written, so that an output may be an input.
 */
export const rowPassOf = ({ pass, columns, strides, ones }: RowPass): Definition => ({
  parameters: ['i32', ...strides.map(() => 'i32' as const)],
  body: ([rows, ...starts], local) => {
    const pointers = starts.map(() => local('i32'));
    const [from, to] = [pointers.slice(0, pass.inputs), pointers.slice(pass.inputs)];
    const values = from.map(() => local('v128'));
    const results = to.map(() => local('v128'));
    const [row, i] = [local('i32'), local('i32')];
    const turn = (lanes: number): Code => {
      const { before = [], results: made } = pass.formula(values.map(get), [], () => local('v128'));
      return join(
        ...from.map((pointer, k) =>
          set(values[k]!, ones[k] ? f32x4.loadSplat(get(pointer)) : loadPart(get(pointer), lanes)),
        ),
        before,
        ...made.map((value, k) => set(results[k]!, value)),
        ...to.map((pointer, k) => storeValue(get(pointer), get(results[k]!), results[k]!, lanes)),
        ...pointers.map((pointer, k) => (ones[k] ? [] : advance(pointer, i32.const(16)))),
      );
    };
    const rest = columns % 4;
    return whileLess(
      row,
      get(rows!),
      1,
      join(
        ...pointers.map((pointer, k) => set(pointer, get(starts[k]!))),
        set(i, i32.const(0)),
        whileLess(i, i32.const(columns - rest), 4, turn(4)),
        rest === 0 ? [] : turn(rest),
        ...starts.map((start, k) => advance(start, i32.const(strides[k]!))),
      ),
    );
  },
});
