import { advance, f32x4, get, i32, join, set, whileLess } from '../simd/assembler.js';
import type { Code, Definition, Local } from '../simd/assembler.js';
import { loadPart, storeValue } from './lanes.js';

/** A convolution of each channel by itself, over images whose border is there. */
export interface Depthwise {
  readonly batch: number;
  readonly channels: number;
  readonly output: readonly [height: number, width: number];
  /** The bytes from a window's first pixel to each that it meets. */
  readonly taps: readonly number[];
  /** The bytes from one image, from one row of windows, and from one window to the next. */
  readonly image: number;
  readonly row: number;
  readonly pixel: number;
}

/** Tells what is computed of a convolution from others. */
export const depthwiseKey = (what: string, depthwise: Depthwise): string =>
  `depthwise ${what} ${JSON.stringify(depthwise)}`;

type Declare = Parameters<Definition['body']>[1];

/** What is done with four channels of an image, or with the `lanes` that are left. */
interface Part {
  /** Before its windows, pointers at their first pixel and at the output's. */
  readonly before: Code;
  readonly window: Code;
  readonly after: Code;
}

/**
 * Walks over all images, in each over the channels, four at a time, and over all windows: `kernel` points at the channels'
 * first tap, `x` at a window's first pixel, `y` at its place in the output.
 */
const walk = (
  { batch, channels, output, image, row, pixel }: Depthwise,
  starts: { readonly x: Local; readonly y: Local; readonly kernel: Local },
  local: Declare,
  part: (lanes: number, at: { readonly x: Local; readonly y: Local; readonly kernel: Local }) => Part,
): Code => {
  const [one, four, line, column] = [0, 0, 0, 0].map(() => local('i32')) as [Local, Local, Local, Local];
  const [channelX, channelY, kernel] = [0, 0, 0].map(() => local('i32')) as [Local, Local, Local];
  const [rowX, rowY, x, y] = [0, 0, 0, 0].map(() => local('i32')) as [Local, Local, Local, Local];
  const [onward, wide] = [channels * 4, output[1] * channels * 4];
  const few = (lanes: number): Code => {
    const { before, window, after } = part(lanes, { x, y, kernel });
    const windows = join(
      set(x, get(rowX)),
      set(y, get(rowY)),
      set(column, i32.const(0)),
      whileLess(
        column,
        i32.const(output[1]),
        1,
        join(window, advance(x, i32.const(pixel)), advance(y, i32.const(onward))),
      ),
      advance(rowX, i32.const(row)),
      advance(rowY, i32.const(wide)),
    );
    return join(
      before,
      set(rowX, get(channelX)),
      set(rowY, get(channelY)),
      set(line, i32.const(0)),
      whileLess(line, i32.const(output[0]), 1, windows),
      after,
      ...[channelX, channelY, kernel].map((pointer) => advance(pointer, i32.const(16))),
    );
  };
  const rest = channels % 4;
  return join(
    set(one, i32.const(0)),
    whileLess(
      one,
      i32.const(batch),
      1,
      join(
        set(channelX, get(starts.x)),
        set(channelY, get(starts.y)),
        set(kernel, get(starts.kernel)),
        set(four, i32.const(0)),
        whileLess(four, i32.const(channels - rest), 4, few(4)),
        rest === 0 ? [] : few(rest),
        advance(starts.x, i32.const(image)),
        advance(starts.y, i32.const(output[0] * wide)),
      ),
    ),
  );
};

/** The convolution, short of its bias: (x, kernel, output). */
export const depthwiseForward = (depthwise: Depthwise): Definition => ({
  parameters: ['i32', 'i32', 'i32'],
  body: ([x, kernel, y], local) => {
    const { taps, channels } = depthwise;
    const weights = taps.map(() => local('v128'));
    const sum = local('v128');
    return walk(depthwise, { x: x!, y: y!, kernel: kernel! }, local, (lanes, at) => ({
      before: join(
        ...weights.map((weight, tap) => set(weight, loadPart(get(at.kernel), lanes, tap * channels * 4))),
      ),
      window: join(
        set(sum, f32x4.zero),
        ...weights.map((weight, tap) =>
          set(sum, f32x4.add(get(sum), f32x4.mul(get(weight), loadPart(get(at.x), lanes, taps[tap])))),
        ),
        storeValue(get(at.y), get(sum), sum, lanes),
      ),
      after: [],
    }));
  },
});

/** The kernel's gradient, added to what stands there: (x, gradient of the kernel, gradient of the output). */
export const depthwiseKernelBack = (depthwise: Depthwise): Definition => ({
  parameters: ['i32', 'i32', 'i32'],
  body: ([x, kernel, y], local) => {
    const { taps, channels } = depthwise;
    const sums = taps.map(() => local('v128'));
    const slope = local('v128');
    return walk(depthwise, { x: x!, y: y!, kernel: kernel! }, local, (lanes, at) => ({
      before: join(...sums.map((sum, tap) => set(sum, loadPart(get(at.kernel), lanes, tap * channels * 4)))),
      window: join(
        set(slope, loadPart(get(at.y), lanes)),
        ...sums.map((sum, tap) =>
          set(sum, f32x4.add(get(sum), f32x4.mul(get(slope), loadPart(get(at.x), lanes, taps[tap])))),
        ),
      ),
      after: join(
        ...sums.map((sum, tap) => storeValue(get(at.kernel), get(sum), sum, lanes, tap * channels * 4)),
      ),
    }));
  },
});

/** The input's gradient, added to what stands there: (gradient of x, kernel, gradient of the output). */
export const depthwiseInputBack = (depthwise: Depthwise): Definition => ({
  parameters: ['i32', 'i32', 'i32'],
  body: ([x, kernel, y], local) => {
    const { taps, channels } = depthwise;
    const weights = taps.map(() => local('v128'));
    const [slope, sum] = [local('v128'), local('v128')];
    return walk(depthwise, { x: x!, y: y!, kernel: kernel! }, local, (lanes, at) => ({
      before: join(
        ...weights.map((weight, tap) => set(weight, loadPart(get(at.kernel), lanes, tap * channels * 4))),
      ),
      window: join(
        set(slope, loadPart(get(at.y), lanes)),
        ...weights.map((weight, tap) =>
          storeValue(
            get(at.x),
            f32x4.add(loadPart(get(at.x), lanes, taps[tap]), f32x4.mul(get(slope), get(weight))),
            sum,
            lanes,
            taps[tap],
          ),
        ),
      ),
      after: [],
    }));
  },
});
