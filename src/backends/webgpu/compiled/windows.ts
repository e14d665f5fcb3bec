// What convolutions and poolings look up: pixels of windows, and windows that a pixel is in.
import { mapOf } from './map.js';
import type { Kernel } from './kernel.js';
import type { Gathered } from './product.js';

/** The sizes of windows over images, channels last. */
export const windowSizes = [
  ...['height', 'width', 'channels', 'out_height', 'out_width', 'size_y', 'size_x'],
  ...['stride_y', 'stride_x', 'gap_y', 'gap_x', 'top', 'left_side', 'filters'],
] as const;

export type WindowSizes = Readonly<Record<(typeof windowSizes)[number], number>>;

/** Lines for the pixel (y, x) that tap (ky, kx) of the window at (oy, ox) is on; `then` is for those within the image. */
const pixelOfTap = (then: string): string => `
  let y = i32(oy * sizes.stride_y + ky * sizes.gap_y) - i32(sizes.top);
  let x = i32(ox * sizes.stride_x + kx * sizes.gap_x) - i32(sizes.left_side);
  if (y >= 0 && x >= 0 && y < i32(sizes.height) && x < i32(sizes.width)) { ${then} }`;

/** Lines for the window (oy, ox) that has its tap (ky, kx) on the pixel (y, x); `then` is for those that there are. */
const windowOfTap = (then: string): string => `
  let fy = i32(y + sizes.top) - i32(ky * sizes.gap_y);
  let fx = i32(x + sizes.left_side) - i32(kx * sizes.gap_x);
  if (fy >= 0 && fx >= 0 && fy % i32(sizes.stride_y) == 0 && fx % i32(sizes.stride_x) == 0) {
    let oy = u32(fy) / sizes.stride_y;
    let ox = u32(fx) / sizes.stride_x;
    if (oy < sizes.out_height && ox < sizes.out_width) { ${then} }
  }`;

const tapOf = (index: string, inner: string): string => `
  let inside = ${index} % sizes.${inner};
  let kx = (${index} / sizes.${inner}) % sizes.size_x;
  let ky = ${index} / sizes.${inner} / sizes.size_x;`;

const outputOf = (index: string): string => `
  let ox = ${index} % sizes.out_width;
  let oy = (${index} / sizes.out_width) % sizes.out_height;
  let image = ${index} / sizes.out_width / sizes.out_height;`;

const inputOf = (index: string): string => `
  let x = ${index} % sizes.width;
  let y = (${index} / sizes.width) % sizes.height;
  let image = ${index} / sizes.width / sizes.height;`;

const pixelAt = '((image * sizes.height + u32(y)) * sizes.width + u32(x)) * sizes.channels + inside';

/** Images as a matrix with a row for each window, and a column for each of its taps and channels. */
export const windowRows: Gathered = {
  ...{ key: 'window rows', sizes: windowSizes, alongRows: true },
  lines: `${outputOf('r')}${tapOf('c', 'channels')}${pixelOfTap(`value = get_left(${pixelAt});`)}`,
};

/** The same, a column for each window. */
export const windowColumns: Gathered = {
  ...{ key: 'window columns', sizes: windowSizes, alongRows: false },
  lines: `${outputOf('c')}${tapOf('r', 'channels')}${pixelOfTap(`value = get_left(${pixelAt});`)}`,
};

/** Gradients of what windows gave, a row for each pixel, a column for each tap and filter that reached it. */
export const reachedRows: Gathered = {
  ...{ key: 'reached rows', sizes: windowSizes, alongRows: true },
  lines: `${inputOf('r')}${tapOf('c', 'filters')}${windowOfTap(
    'value = get_left(((image * sizes.out_height + oy) * sizes.out_width + ox) * sizes.filters + inside);',
  )}`,
};

/** A kernel `[taps, channels, filters]`, a row for each tap and filter. */
export const turnedKernel: Gathered = {
  ...{ key: 'turned kernel', sizes: windowSizes, alongRows: false },
  lines: `
  let own = r % sizes.filters;
  let tap = r / sizes.filters;
  value = get_right((tap * sizes.channels + c) * sizes.filters + own);`,
};

const taps = (lines: string): string => `
  for (var ky = 0u; ky < sizes.size_y; ky += 1u) {
    for (var kx = 0u; kx < sizes.size_x; kx += 1u) { ${lines} }
  }`;

const ofOutput = `let inside = i % sizes.channels; let window = i / sizes.channels; ${outputOf('window')}`;
const ofInput = `let inside = i % sizes.channels; let pixel = i / sizes.channels; ${inputOf('pixel')}`;
const outputAt = '((image * sizes.out_height + oy) * sizes.out_width + ox) * sizes.channels + inside';

/** The largest number of each window, and which tap has it, the first where there are several; NaN is kept. */
export const largestOfWindows: Kernel = mapOf(
  'largest of windows',
  ['from'],
  ['to', 'taps'],
  `${ofOutput}
  var most = 0.0;
  var found = -1.0;
  ${taps(
    pixelOfTap(`
    let each = get_from(${pixelAt});
    if (found < 0.0 || each > most || (is_nan(each) && !is_nan(most))) { most = each; found = f32(ky * sizes.size_x + kx); }`),
  )}
  set_to(i, most);
  set_taps(i, found);`,
  { sizes: windowSizes },
);

/** The way back to each pixel. */
export const largestBack = (adds: boolean): Kernel =>
  mapOf(
    `largest back ${adds}`,
    ['slope', 'taps'],
    ['to'],
    `${ofInput}
  var sum = ${adds ? 'get_to(i)' : '0.0'};
  ${taps(windowOfTap(`if (get_taps(${outputAt}) == f32(ky * sizes.size_x + kx)) { sum += get_slope(${outputAt}); }`))}
  set_to(i, sum);`,
    { sizes: windowSizes },
  );

/** The mean of each window, which has no part outside. */
export const meansOfWindows: Kernel = mapOf(
  'means of windows',
  ['from'],
  ['to'],
  `${ofOutput}
  var sum = 0.0;
  ${taps(pixelOfTap(`sum += get_from(${pixelAt});`))}
  set_to(i, sum / f32(sizes.size_y * sizes.size_x));`,
  { sizes: windowSizes },
);

export const meansBack = (adds: boolean): Kernel =>
  mapOf(
    `means back ${adds}`,
    ['slope'],
    ['to'],
    `${ofInput}
  var sum = 0.0;
  ${taps(windowOfTap(`sum += get_slope(${outputAt});`))}
  set_to(i, ${adds ? 'get_to(i) + ' : ''}sum / f32(sizes.size_y * sizes.size_x));`,
    { sizes: windowSizes },
  );
