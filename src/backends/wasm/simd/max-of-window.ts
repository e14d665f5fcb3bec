import { f32x4, get, i32, join, set, whileLess } from './assembler.js';
import type { Definition, Local } from './assembler.js';

/**
 * The largest value of one window: (pixels, end, input, output, bytes). The pixels are offsets in bytes from `input`, one
 * after the other from `pixels` to `end`; `bytes` are those of the channels, a multiple of 16.
 */
export const maxOfWindow: Definition = {
  parameters: ['i32', 'i32', 'i32', 'i32', 'i32'],
  body: (parameters, local) => {
    const [pixels, end, input, output, bytes] = parameters as readonly [Local, Local, Local, Local, Local];
    const [channel, pixel, largest] = [local('i32'), local('i32'), local('v128')];
    const value = f32x4.load(i32.add(get(input), i32.add(i32.load(get(pixel)), get(channel))));
    return whileLess(
      channel,
      get(bytes),
      16,
      join(
        set(largest, f32x4.splatConst(-Infinity)),
        set(pixel, get(pixels)),
        whileLess(pixel, get(end), 4, set(largest, f32x4.max(get(largest), value))),
        f32x4.store(i32.add(get(output), get(channel)), get(largest)),
      ),
    );
  },
};
