// An image at another size, by TensorFlow's formulas, without a backend.
import { nearest, tapsOf, through, within, type Taps } from '../../tfjs/layers/interpolation-taps.js';

/** How the values between pixels come about. */
export const interpolations = [
  'bilinear',
  'nearest',
  'bicubic',
  'area',
  'lanczos3',
  'lanczos5',
  'gaussian',
  'mitchellcubic',
] as const;
/** How an image comes to another size: TensorFlow's methods. */
export type ImageInterpolation = (typeof interpolations)[number];

/** An image as numbers: row by row, the channels of a pixel side by side. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: ArrayLike<number>;
}

/** What lies of each pixel within a part of an axis. */
const area = (from: number, to: number, n: number): Taps => {
  const first = Math.floor(from);
  return Array.from({ length: Math.ceil(to) - first }, (_, i) => {
    const pixel = first + i;
    return [within(pixel, n), (Math.min(pixel + 1, to) - Math.max(pixel, from)) / (to - from)] as const;
  });
};

const gaussian = through({ radius: 1.5, at: (x) => (x >= 1.5 ? 0 : Math.exp((-x * x) / (2 * 0.5 * 0.5))) });

/** Mitchell and Netravali 1988, B = C = 1/3. */
const mitchell = through({
  radius: 2,
  at: (x) => {
    if (x >= 2) return 0;
    if (x >= 1) return (((-7 / 18) * x + 2) * x - 10 / 3) * x + 16 / 9;
    return ((7 / 6) * x - 2) * x * x + 8 / 9;
  },
});

/** For each pixel of an axis at its new size, those that make it. */
const tapsAlong = (n: number, size: number, interpolation: ImageInterpolation): readonly Taps[] =>
  Array.from({ length: size }, (_, i) => {
    const at = ((i + 0.5) * n) / size - 0.5;
    switch (interpolation) {
      case 'area':
        return area((i * n) / size, ((i + 1) * n) / size, n);
      case 'gaussian':
        return gaussian(at, n);
      case 'mitchellcubic':
        return mitchell(at, n);
      case 'nearest':
        return nearest(at, n);
      default:
        return tapsOf[interpolation](at, n);
    }
  });

/** An image at another height and width, whatever comes of its proportions. */
export const resizeImage = (
  image: Picture,
  height: number,
  width: number,
  interpolation: ImageInterpolation,
): Picture => {
  const { channels } = image;
  const across = tapsAlong(image.width, width, interpolation);
  const wide = new Float32Array(image.height * width * channels);
  for (let y = 0; y < image.height; y++)
    across.forEach((taps, x) => {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (const [pixel, weight] of taps)
          sum += weight * image.values[(y * image.width + pixel) * channels + channel]!;
        wide[(y * width + x) * channels + channel] = sum;
      }
    });
  const out = new Float32Array(height * width * channels);
  const inRow = width * channels;
  tapsAlong(image.height, height, interpolation).forEach((taps, y) => {
    for (let i = 0; i < inRow; i++) {
      let sum = 0;
      for (const [pixel, weight] of taps) sum += weight * wide[pixel * inRow + i]!;
      out[y * inRow + i] = sum;
    }
  });
  return { height, width, channels, values: out };
};

/** The middle of an image, as large as it may be in the proportions of a height and a width. */
export const croppedTo = (image: Picture, height: number, width: number): Picture => {
  const tall = Math.max(1, Math.min(image.height, Math.trunc(Math.fround((image.width * height) / width))));
  const wide = Math.max(1, Math.min(image.width, Math.trunc(Math.fround((image.height * width) / height))));
  const [top, left] = [Math.trunc((image.height - tall) / 2), Math.trunc((image.width - wide) / 2)];
  const out = new Float32Array(tall * wide * image.channels);
  for (let y = 0; y < tall; y++)
    for (let i = 0; i < wide * image.channels; i++)
      out[y * wide * image.channels + i] =
        image.values[((top + y) * image.width + left) * image.channels + i]!;
  return { height: tall, width: wide, channels: image.channels, values: out };
};

/** An image within a height and a width, in its own proportions, zeros around it. */
export const paddedTo = (
  image: Picture,
  height: number,
  width: number,
  interpolation: ImageInterpolation,
): Picture => {
  // in numbers of 32 bits, as TensorFlow has it; what is left over is half of what the uncut size leaves
  const f = Math.fround;
  const ratio = Math.max(f(image.width / width), f(image.height / height));
  const [tall, wide] = [f(image.height / ratio), f(image.width / ratio)];
  const inner = resizeImage(
    image,
    Math.max(1, Math.floor(tall)),
    Math.max(1, Math.floor(wide)),
    interpolation,
  );
  const [top, left] = [Math.floor((height - tall) / 2), Math.floor((width - wide) / 2)];
  const out = new Float32Array(height * width * image.channels);
  for (let y = 0; y < inner.height; y++)
    for (let i = 0; i < inner.width * image.channels; i++)
      out[((top + y) * width + left) * image.channels + i] =
        inner.values[y * inner.width * image.channels + i]!;
  return { height, width, channels: image.channels, values: out };
};
