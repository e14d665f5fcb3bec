// What layers do in training that change images at random, by Keras's names.
import type { ImageChange } from './image-change.js';
import { augMix } from './aug-mix.js';
import { randAugment } from './rand-augment.js';
import { randomBrightness } from './random-brightness.js';
import { randomColorDegeneration } from './random-color-degeneration.js';
import { randomColorJitter } from './random-color-jitter.js';
import { randomContrast } from './random-contrast.js';
import { randomCrop } from './random-crop.js';
import { randomElasticTransform } from './random-elastic-transform.js';
import { randomErasing } from './random-erasing.js';
import { randomFlip } from './random-flip.js';
import { randomGaussianBlur } from './random-gaussian-blur.js';
import { randomGrayscale } from './random-grayscale.js';
import { randomHue } from './random-hue.js';
import { randomInvert } from './random-invert.js';
import { randomPerspective } from './random-perspective.js';
import { randomPosterization } from './random-posterization.js';
import { randomRotation } from './random-rotation.js';
import { randomSaturation } from './random-saturation.js';
import { randomSharpness } from './random-sharpness.js';
import { randomShear } from './random-shear.js';
import { randomTranslation } from './random-translation.js';
import { randomZoom } from './random-zoom.js';
import { solarization } from './solarization.js';

/** Each by the name of its layer's class. */
export const imageChanges: Readonly<Record<string, ImageChange<unknown>>> = {
  AugMix: augMix,
  RandAugment: randAugment,
  RandomBrightness: randomBrightness,
  RandomColorDegeneration: randomColorDegeneration,
  RandomColorJitter: randomColorJitter,
  RandomContrast: randomContrast,
  RandomCrop: randomCrop,
  RandomElasticTransform: randomElasticTransform,
  RandomErasing: randomErasing,
  RandomFlip: randomFlip,
  RandomGaussianBlur: randomGaussianBlur,
  RandomGrayscale: randomGrayscale,
  RandomHue: randomHue,
  RandomInvert: randomInvert,
  RandomPerspective: randomPerspective,
  RandomPosterization: randomPosterization,
  RandomRotation: randomRotation,
  RandomSaturation: randomSaturation,
  RandomSharpness: randomSharpness,
  RandomShear: randomShear,
  RandomTranslation: randomTranslation,
  RandomZoom: randomZoom,
  Solarization: solarization,
};
