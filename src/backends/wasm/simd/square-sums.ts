import { advance, f32x4, get, i32, join, set, when, whileLess } from './assembler.js';
import type { Definition, Local } from './assembler.js';

/** Numbers whose squares are added up in one register: longer sums lose digits. */
export const squareBlock = 1024;

/**
 * Sums of squares: (count, input, output); of every block of `squareBlock` numbers four sums, which together are its. `count` is
 * a multiple of four.
 */
export const squareSums: Definition = {
  parameters: ['i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const [count, input, output] = parameters as readonly [Local, Local, Local];
    const [from, i, end, sum, value] = [
      local('i32'),
      local('i32'),
      local('i32'),
      local('v128'),
      local('v128'),
    ];
    return whileLess(
      from,
      get(count),
      squareBlock,
      join(
        set(sum, f32x4.zero),
        set(i, get(from)),
        set(end, i32.add(get(from), i32.const(squareBlock))),
        when(i32.lessThan(get(count), get(end)), set(end, get(count))),
        whileLess(
          i,
          get(end),
          4,
          join(
            set(value, f32x4.load(get(input))),
            set(sum, f32x4.add(get(sum), f32x4.mul(get(value), get(value)))),
            advance(input, i32.const(16)),
          ),
        ),
        f32x4.store(get(output), get(sum)),
        advance(output, i32.const(16)),
      ),
    );
  },
};
