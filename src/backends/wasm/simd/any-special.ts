import { advance, f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Definition, Local } from './assembler.js';

/**
 * Whether NaN or an infinity is among floats: (count, input, output), a multiple of four of them; the latter are addresses in
 * bytes. The four lanes at `output` are 0 where all are finite: x - x is NaN for the others.
 */
export const anySpecial: Definition = {
  parameters: ['i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const [count, input, output] = parameters as readonly [Local, Local, Local];
    const [i, found, value] = [local('i32'), local('v128'), local('v128')];
    const off = f32x4.sub(get(value), get(value));
    return join(
      set(found, f32x4.zero),
      whileLess(
        i,
        get(count),
        4,
        join(
          set(value, f32x4.load(get(input))),
          set(found, f32x4.or(get(found), f32x4.notEqual(off, f32x4.zero))),
          advance(input, i32.const(16)),
        ),
      ),
      f32x4.store(get(output), get(found)),
    );
  },
};
