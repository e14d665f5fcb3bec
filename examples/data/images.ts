import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dataFolder } from './folder.js';

/** Colour images of 32 x 32, each value from 0 to 255, and what is on each. */
export interface Images {
  readonly pixels: Float32Array;
  readonly labels: Uint8Array;
  readonly count: number;
}

export const classes = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/** CIFAR's records: a label, then 1,024 red values, as many green and blue ones; https://www.cs.toronto.edu/~kriz/cifar.html */
const read = (path: string): Images => {
  const bytes = gunzipSync(readFileSync(path));
  const count = bytes.length / 3073;
  const pixels = new Float32Array(count * 3072);
  for (let i = 0; i < count; i++)
    for (let at = 0; at < 1024; at++)
      for (let colour = 0; colour < 3; colour++)
        pixels[i * 3072 + at * 3 + colour] = bytes[i * 3073 + 1 + colour * 1024 + at]!;
  return { pixels, labels: Uint8Array.from({ length: count }, (_, i) => bytes[i * 3073]!), count };
};

/** Stripes of ten widths, one for each class: enough to see a program run. */
const sample = (count: number): Images => ({
  count,
  labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
  pixels: Float32Array.from({ length: count * 3072 }, (_, at) => {
    const i = Math.floor(at / 3072);
    return 127 + 120 * Math.sin(((at % 96) * (1 + (i % 10))) / 20 + i);
  }),
});

/** CIFAR-10's images for training and for testing, or a part of them. */
export const readImages = () => {
  const folder = dataFolder('cifar10-subset');
  if (folder === undefined) return { real: false, train: sample(100), test: sample(20) };
  return {
    real: true,
    train: read(join(folder, 'train_batch.bin.gz')),
    test: read(join(folder, 'test_batch.bin.gz')),
  };
};
