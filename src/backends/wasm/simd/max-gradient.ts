import { advance, f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Definition } from './assembler.js';

/**
 * The gradient of one window of a max pooling: (pixels, count, input, dy, dx, bytes). `pixels` are `count` offsets in
 * bytes, from `input` as from `dx`; `bytes` are those of the channels, a multiple of 16. First the largest value, then
 * the first pixel that has it.
 */
export const maxGradientOfWindow: Definition = {
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  body: ([pixels, count, input, dy, dx, bytes], local) => {
    const [channel, pixel, end, at] = [local('i32'), local('i32'), local('i32'), local('i32')];
    const [largest, value, free, chosen] = [local('v128'), local('v128'), local('v128'), local('v128')];
    const offset = i32.add(i32.load(get(pixel)), get(channel));
    const each = (body: readonly number[]) =>
      join(set(pixel, get(pixels!)), whileLess(pixel, get(end), 4, body));
    return join(
      set(end, i32.add(get(pixels!), i32.mul(get(count!), i32.const(4)))),
      whileLess(
        channel,
        get(bytes!),
        16,
        join(
          set(largest, f32x4.splatConst(-Infinity)),
          // of a NaN and a number, NaN
          each(set(largest, f32x4.max(get(largest), f32x4.load(i32.add(get(input!), offset))))),
          set(free, f32x4.eq(f32x4.zero, f32x4.zero)),
          each(
            join(
              set(value, f32x4.load(i32.add(get(input!), offset))),
              // the largest, or where that is NaN, NaN itself
              set(
                chosen,
                f32x4.and(
                  get(free),
                  f32x4.or(f32x4.eq(get(value), get(largest)), f32x4.notEqual(get(value), get(value))),
                ),
              ),
              set(free, f32x4.andNot(get(free), get(chosen))),
              set(at, i32.add(get(dx!), offset)),
              f32x4.store(
                get(at),
                f32x4.add(f32x4.load(get(at)), f32x4.and(get(chosen), f32x4.load(get(dy!)))),
              ),
            ),
          ),
          advance(dy!, i32.const(16)),
        ),
      ),
    );
  },
};
