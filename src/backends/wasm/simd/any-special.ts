import { f32x4, get, join, set, whileLess } from './assembler.js';
import type { Definition, Local } from './assembler.js';

/**
 * Whether NaN or an infinity is among floats: (input, end, output), addresses in bytes; from `input` to `end` they are a
 * multiple of four. The four lanes at `output` are 0 where all are finite: x - x is NaN for the others.
 */
export const anySpecial: Definition = {
  parameters: ['i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const [input, end, output] = parameters as readonly [Local, Local, Local];
    const [found, value] = [local('v128'), local('v128')];
    const off = f32x4.sub(get(value), get(value));
    return join(
      set(found, f32x4.zero),
      whileLess(
        input,
        get(end),
        16,
        join(
          set(value, f32x4.load(get(input))),
          set(found, f32x4.or(get(found), f32x4.notEqual(off, f32x4.zero))),
        ),
      ),
      f32x4.store(get(output), get(found)),
    );
  },
};
