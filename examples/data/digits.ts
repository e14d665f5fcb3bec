import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dataFolder } from './folder.js';

/** Grey images of 28 x 28 from 0 to 1, and the digit on each. */
export interface Digits {
  readonly images: Float32Array;
  readonly labels: Uint8Array;
  readonly count: number;
}

/** The bytes of a gzipped idx file after its header: http://yann.lecun.com/exdb/mnist/ */
const idx = (path: string): Uint8Array => {
  const bytes = gunzipSync(readFileSync(path));
  return bytes.subarray(4 + 4 * bytes[3]!);
};

const read = (folder: string, images: string, labels: string): Digits => {
  const pixels = Float32Array.from(idx(join(folder, images)), (value) => value / 255);
  return { images: pixels, labels: idx(join(folder, labels)), count: pixels.length / 784 };
};

/** Blurred bars at ten places, one for each digit: enough to see a program run. */
const sample = (count: number): Digits => {
  const images = new Float32Array(count * 784);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    labels[i] = i % 10;
    for (let y = 0; y < 28; y++)
      for (let x = 0; x < 28; x++)
        images[i * 784 + y * 28 + x] =
          Math.exp(-((x - 2.5 - 2.6 * (i % 10)) ** 2) / 4) * (0.5 + 0.5 * Math.sin(i + y));
  }
  return { images, labels, count };
};

/** Handwritten digits for training and for testing: 'mnist', or the smaller 'mnist-small'. */
export const readDigits = (name: 'mnist' | 'mnist-small') => {
  const folder = dataFolder(name);
  if (folder === undefined) return { real: false, train: sample(400), test: sample(100) };
  const test = name === 'mnist' ? 't10k' : 'test';
  return {
    real: true,
    train: read(folder, 'train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'),
    test: read(folder, `${test}-images-idx3-ubyte.gz`, `${test}-labels-idx1-ubyte.gz`),
  };
};

/** An image in characters, darker where there is ink. */
export const draw = (images: Float32Array, index: number): string =>
  Array.from({ length: 14 }, (_, y) =>
    Array.from({ length: 28 }, (_, x) => {
      const ink = (images[index * 784 + 2 * y * 28 + x]! + images[index * 784 + (2 * y + 1) * 28 + x]!) / 2;
      return ' .:-=+*#%@'[Math.min(9, Math.floor(ink * 10))];
    }).join(''),
  ).join('\n');
