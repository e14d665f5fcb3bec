// Poolings over images whose channels are last, every window inside them.
import { advance, f32x4, get, i32, join, set, whileLess } from '../simd/assembler.js';
import type { Code, Definition, Local } from '../simd/assembler.js';
import { loadPart, storeValue } from './lanes.js';

/** Windows over images. */
export interface Windows {
  readonly batch: number;
  readonly channels: number;
  /** The input's height and width, with what is put around it. */
  readonly input: readonly [height: number, width: number];
  readonly output: readonly [height: number, width: number];
  readonly size: readonly [height: number, width: number];
  readonly strides: readonly [height: number, width: number];
}

type Declare = Parameters<Definition['body']>[1];

/** The bytes from a window's first pixel to each of its pixels. */
const pixelsOf = ({ size: [height, width], input, channels }: Windows): readonly number[] =>
  Array.from(
    { length: height * width },
    (_, i) => (Math.floor(i / width) * input[1] + (i % width)) * channels * 4,
  );

/** Runs `body` for each vector of channels of each window, the pointers at its first pixel and at what it comes to. */
const eachWindow = (
  windows: Windows,
  local: Declare,
  inputs: readonly Local[],
  outputs: readonly Local[],
  body: (lanes: number) => Code,
): Code => {
  const { batch, channels, input, output, strides } = windows;
  const [image, y, x, channel] = [local('i32'), local('i32'), local('i32'), local('i32')];
  const pixel = channels * 4;
  const row = input[1] * pixel;
  const move = (by: number): Code => join(...inputs.map((pointer) => advance(pointer, i32.const(by))));
  const both = (by: number): Code =>
    join(...[...inputs, ...outputs].map((pointer) => advance(pointer, i32.const(by))));
  const whole = channels - (channels % 4);
  const rest = channels - whole;
  const inWindow = join(
    whole === 0
      ? []
      : join(set(channel, i32.const(0)), whileLess(channel, i32.const(whole), 4, join(body(4), both(16)))),
    rest === 0 ? [] : join(body(rest), both(rest * 4)),
    move(strides[1] * pixel - pixel),
  );
  return join(
    set(image, i32.const(0)),
    whileLess(
      image,
      i32.const(batch),
      1,
      join(
        set(y, i32.const(0)),
        whileLess(
          y,
          i32.const(output[0]),
          1,
          join(
            set(x, i32.const(0)),
            whileLess(x, i32.const(output[1]), 1, inWindow),
            move(strides[0] * row - output[1] * strides[1] * pixel),
          ),
        ),
        move(input[0] * row - output[0] * strides[0] * row),
      ),
    ),
  );
};

const largestOf = (from: Local, pixels: readonly number[], lanes: number): Code =>
  pixels.map((offset) => loadPart(get(from), lanes, offset)).reduce((best, value) => f32x4.max(best, value));

/** The largest of each window: (from, to). */
export const largestOfWindows = (windows: Windows): Definition => ({
  parameters: ['i32', 'i32'],
  body: ([from, to], local) => {
    const held = local('v128');
    const pixels = pixelsOf(windows);
    return eachWindow(windows, local, [from!], [to!], (lanes) =>
      storeValue(get(to!), largestOf(from!, pixels, lanes), held, lanes),
    );
  },
});

/**
 * Adds each gradient to the place that was the largest of its window, the first of equals: (from, dx, dy). With `writes`
 * windows do not meet, and places are written.
 */
export const largestOfWindowsBack = (windows: Windows, writes: boolean): Definition => ({
  parameters: ['i32', 'i32', 'i32'],
  body: ([from, dx, dy], local) => {
    const [largest, given, free, chosen, value, held] = [0, 0, 0, 0, 0, 0].map(() =>
      local('v128'),
    ) as unknown as readonly [Local, Local, Local, Local, Local, Local];
    const pixels = pixelsOf(windows);
    return eachWindow(windows, local, [from!, dx!], [dy!], (lanes) =>
      join(
        set(largest, largestOf(from!, pixels, lanes)),
        set(given, loadPart(get(dy!), lanes)),
        set(free, f32x4.eq(f32x4.zero, f32x4.zero)),
        ...pixels.map((offset) =>
          join(
            set(value, loadPart(get(from!), lanes, offset)),
            set(
              chosen,
              f32x4.and(
                get(free),
                f32x4.or(f32x4.eq(get(value), get(largest)), f32x4.notEqual(get(value), get(value))),
              ),
            ),
            set(free, f32x4.andNot(get(free), get(chosen))),
            storeValue(
              get(dx!),
              writes
                ? f32x4.and(get(given), get(chosen))
                : f32x4.add(loadPart(get(dx!), lanes, offset), f32x4.and(get(given), get(chosen))),
              held,
              lanes,
              offset,
            ),
          ),
        ),
      ),
    );
  },
});

/** The mean of each window: (from, to). */
export const meansOfWindows = (windows: Windows): Definition => ({
  parameters: ['i32', 'i32'],
  body: ([from, to], local) => {
    const held = local('v128');
    const pixels = pixelsOf(windows);
    const share = f32x4.splatConst(1 / pixels.length);
    return eachWindow(windows, local, [from!], [to!], (lanes) => {
      const sum = pixels
        .map((offset) => loadPart(get(from!), lanes, offset))
        .reduce((all, value) => f32x4.add(all, value));
      return storeValue(get(to!), f32x4.mul(sum, share), held, lanes);
    });
  },
});

/** Adds each gradient, shared out, to the places of its window: (dx, dy). */
export const meansOfWindowsBack = (windows: Windows): Definition => ({
  parameters: ['i32', 'i32'],
  body: ([dx, dy], local) => {
    const [given, held] = [local('v128'), local('v128')];
    const pixels = pixelsOf(windows);
    const share = f32x4.splatConst(1 / pixels.length);
    return eachWindow(windows, local, [dx!], [dy!], (lanes) =>
      join(
        set(given, f32x4.mul(loadPart(get(dy!), lanes), share)),
        ...pixels.map((offset) =>
          storeValue(get(dx!), f32x4.add(loadPart(get(dx!), lanes, offset), get(given)), held, lanes, offset),
        ),
      ),
    );
  },
});
