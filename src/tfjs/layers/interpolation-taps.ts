// Which pixels make a pixel of an image at another size, by TensorFlow's formulas.
/** How the values between pixels come about, by TensorFlow's formulas. */
export type Interpolation = 'nearest' | 'bilinear' | 'bicubic' | 'lanczos3' | 'lanczos5';

/** The pixels that one pixel of the result is made of, and how much of each. */
export type Taps = readonly (readonly [pixel: number, weight: number])[];

export const within = (pixel: number, n: number): number => Math.min(n - 1, Math.max(0, pixel));

/** Weights that sum to one. */
const normal = (taps: Taps): Taps => {
  const sum = taps.reduce((total, [, weight]) => total + weight, 0);
  return Math.abs(sum) < 1e-35 ? taps : taps.map(([pixel, weight]) => [pixel, weight / sum]);
};

/** Keys's cubic convolution (1981), a = -0.5, at distances up to 1, and from there up to 2. */
const near = (x: number): number => (1.5 * x - 2.5) * x * x + 1;
const far = (x: number): number => ((-0.5 * (x + 1) + 2.5) * (x + 1) - 4) * (x + 1) + 2;

/** `at` is where the pixel's centre lies among the n pixels, in which the first one's centre is 0. */
const bicubic = (at: number, n: number): Taps => {
  const low = Math.floor(at);
  // TensorFlow looks weights up in a table of so many steps
  const past = Math.round((at - low) * 1024) / 1024;
  const taps: Taps = [
    [low - 1, far(past)],
    [low, near(past)],
    [low + 1, near(1 - past)],
    [low + 2, far(1 - past)],
  ];
  return normal(taps.filter(([pixel]) => pixel === within(pixel, n)));
};

const bilinear = (at: number, n: number): Taps => {
  const low = Math.floor(at);
  return [
    [within(low, n), 1 - (at - low)],
    [within(low + 1, n), at - low],
  ];
};

/** How much of a pixel there is at a distance, up to a radius. */
export interface Kernel {
  readonly radius: number;
  readonly at: (distance: number) => number;
}

/** Lanczos's kernel: a sinc in the window of a wider one. */
const lanczos = (radius: number): Kernel => ({
  radius,
  at: (x) => {
    if (x > radius) return 0;
    if (x <= 1e-3) return 1;
    return (radius * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / radius)) / (Math.PI * x) ** 2;
  },
});

/** What is seen of pixels through a kernel that is so many times as wide. */
export const through =
  ({ radius, at: share }: Kernel, wide = 1) =>
  (at: number, n: number): Taps => {
    const [from, to] = [Math.ceil(at - radius * wide), Math.floor(at + radius * wide)].map((pixel) =>
      within(pixel, n),
    ) as [number, number];
    return normal(
      Array.from({ length: to - from + 1 }, (_, i) => [from + i, share(Math.abs(from + i - at) / wide)]),
    );
  };

export const nearest = (at: number, n: number): Taps => [[within(Math.floor(at + 0.5), n), 1]];

export const tapsOf: Readonly<Record<Interpolation, (at: number, n: number) => Taps>> = {
  nearest,
  bilinear,
  bicubic,
  lanczos3: through(lanczos(3)),
  lanczos5: through(lanczos(5)),
};

/** The kernels that can be widened, so that what becomes smaller is smoothed. */
export const kernels: Readonly<Record<Exclude<Interpolation, 'nearest'>, Kernel>> = {
  bilinear: { radius: 1, at: (x) => Math.max(0, 1 - x) },
  bicubic: { radius: 2, at: (x) => (x >= 2 ? 0 : x >= 1 ? far(x - 1) : near(x)) },
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
};
