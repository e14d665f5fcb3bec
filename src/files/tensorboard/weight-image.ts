import type { Texts } from './event.js';

/** How many images of one tag TensorBoard is given. */
const mostImages = 3;

/** The bytes of a number from 0 to 1, as `tf.image.convert_image_dtype` rounds it. */
const byteOf = (value: number): number => Math.floor(Math.min(Math.max(value * 255.5, 0), 255)) || 0;

/**
 * A weight as images, the way Keras shows it: a bias as a column, a matrix across, a convolution's kernel as an image for each
 * of its last axis; numbers from 0 to 1 are black to white. Undefined for what is no image.
 */
export const weightImage = async (
  values: ArrayLike<number>,
  shape: readonly number[],
): Promise<Texts | undefined> => {
  const sizes = shape.filter((size) => size !== 1);
  /** How many images, their height, width and channels, and where each number of theirs stands among the values. */
  const layout = (():
    readonly [number, number, number, number, (...at: readonly number[]) => number] | undefined => {
    const [a = 1, b = 1, c = 1, d = 1] = sizes;
    if (sizes.length === 1) return [1, a, 1, 1, (_, y) => y!];
    if (sizes.length === 2)
      return a > b ? [1, b, a, 1, (_, y, x) => x! * b + y!] : [1, a, b, 1, (_, y, x) => y! * b + x!];
    if (sizes.length === 3) return [c, a, b, 1, (image, y, x) => (y! * b + x!) * c + image!];
    const channels = [1, 3, 4].includes(d);
    return sizes.length === 4 && channels
      ? [a, b, c, d, (image, y, x, channel) => ((image! * b + y!) * c + x!) * d + channel!]
      : undefined;
  })();
  if (!layout) return undefined;
  const [count, height, width, channels, placeOf] = layout;
  const { encode } = await import('fast-png');
  const images = Array.from({ length: Math.min(count, mostImages) }, (_, image) => {
    const data = new Uint8Array(height * width * channels);
    for (let i = 0; i < data.length; i++) {
      const pixel = Math.floor(i / channels);
      data[i] = byteOf(values[placeOf(image, Math.floor(pixel / width), pixel % width, i % channels)]!);
    }
    return encode({ width, height, channels, depth: 8, data });
  });
  return { type: 'string', shape: [2 + images.length], texts: [String(width), String(height), ...images] };
};
