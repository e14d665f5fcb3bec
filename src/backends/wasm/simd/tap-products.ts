import { advance, f32, f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Code, Definition, Local } from './assembler.js';

/**
 * to[place + c] += from[other + c] * fixed[c] for each pair of places: (pairs, end, to, from, fixed, bytes). The pairs
 * are offsets in bytes, one after the other from `pairs` to `end`; `bytes` are those of the channels.
 */
export const tapProducts: Definition = {
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const [pairs, end, to, from, fixed, bytes] = parameters as readonly [
      Local,
      Local,
      Local,
      Local,
      Local,
      Local,
    ];
    const [pair, channel, at, here, place] = [
      local('i32'),
      local('i32'),
      local('i32'),
      local('i32'),
      local('i32'),
    ];
    const [four, one] = [local('v128'), local('f32')];
    const each = (body: Code): Code =>
      join(
        set(pair, get(pairs)),
        set(here, i32.add(get(to), get(channel))),
        set(at, i32.add(get(from), get(channel))),
        whileLess(pair, get(end), 8, join(set(place, i32.add(get(here), i32.load(get(pair)))), body)),
      );
    const other = i32.add(get(at), i32.load(get(pair), 4));
    return join(
      whileLess(
        channel,
        i32.sub(get(bytes), i32.const(15)),
        16,
        join(
          set(four, f32x4.load(get(fixed))),
          each(
            f32x4.store(
              get(place),
              f32x4.add(f32x4.load(get(place)), f32x4.mul(f32x4.load(other), get(four))),
            ),
          ),
          advance(fixed, i32.const(16)),
        ),
      ),
      whileLess(
        channel,
        get(bytes),
        4,
        join(
          set(one, f32.load(get(fixed))),
          each(f32.store(get(place), f32.add(f32.load(get(place)), f32.mul(f32.load(other), get(one))))),
          advance(fixed, i32.const(4)),
        ),
      ),
    );
  },
};
