import { encode } from 'fast-png';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classes, readImages, type Images } from './images.js';

/** Writes images as PNG files, into a folder for each class. */
const writeImages = (folder: string, { pixels, labels, count }: Images): void => {
  for (const name of classes) mkdirSync(join(folder, name), { recursive: true });
  for (let i = 0; i < count; i++) {
    const data = Uint8Array.from(pixels.subarray(i * 3072, (i + 1) * 3072));
    const file = join(folder, classes[labels[i]!]!, `${String(i).padStart(5, '0')}.png`);
    writeFileSync(file, encode({ width: 32, height: 32, channels: 3, data }));
  }
};

/** Two folders of images, for training and for testing; whoever asks for them takes `folder` away again. */
export const imageFolders = () => {
  const images = readImages();
  const folder = mkdtempSync(join(tmpdir(), 'shapewright-images-'));
  const parts = { train: join(folder, 'train'), test: join(folder, 'test') };
  writeImages(parts.train, images.train);
  writeImages(parts.test, images.test);
  return { real: images.real, folder, ...parts };
};
