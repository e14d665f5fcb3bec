import type * as tf from '@tensorflow/tfjs-core';
import type { ImageChange } from './image-change.js';
import { randomBrightness } from './random-brightness.js';
import { randomContrast } from './random-contrast.js';
import { randomHue } from './random-hue.js';
import { randomSaturation } from './random-saturation.js';

/** The changes that there may be, in Keras's order, by the settings that have their factors. */
const changes: readonly (readonly [setting: string, change: ImageChange<unknown>])[] = [
  ['brightnessFactor', randomBrightness],
  ['contrastFactor', randomContrast],
  ['saturationFactor', randomSaturation],
  ['hueFactor', randomHue],
];

/** What each change has drawn, by the same settings. */
type Drawn = Readonly<Record<string, unknown>>;

/** Changes brightness, contrast, saturation and hue, one after the other. */
export const randomColorJitter: ImageChange<Drawn> = {
  draw: (uniform, sizes, settings) =>
    Object.fromEntries(
      changes
        .filter(([setting]) => (settings[setting] ?? undefined) !== undefined)
        .map(([setting, { draw }]) => [
          setting,
          draw(uniform, sizes, { ...settings, factor: settings[setting] }),
        ]),
    ),
  change: (x, drawn, settings) =>
    changes.reduce(
      (images, [setting, { change }]) =>
        setting in drawn ? (change(images, drawn[setting], settings) as tf.Tensor4D) : images,
      x,
    ),
};
