// The changes among which `randAugment` and `augMix` choose, as strong as their factor says.
import type * as tf from '@tensorflow/tfjs-core';
import type { Settings } from '../regularization/random-layer.js';
import { autoContrast } from './auto-contrast.js';
import { equalization } from './equalization.js';
import { boundsOf, type Factor, type ImageChange, type ImageSizes } from './image-change.js';
import { randomBrightness } from './random-brightness.js';
import { randomColorDegeneration } from './random-color-degeneration.js';
import { randomContrast } from './random-contrast.js';
import { randomPosterization } from './random-posterization.js';
import { randomRotation } from './random-rotation.js';
import { randomSharpness } from './random-sharpness.js';
import { randomShear } from './random-shear.js';
import { randomTranslation } from './random-translation.js';
import { solarization } from './solarization.js';

/** A change that draws nothing. */
const certain = (
  change: (images: tf.Tensor4D, settings: Settings) => tf.Tensor,
): ImageChange<Record<never, never>> => ({
  draw: () => ({}),
  change: (x, _, settings) => change(x, settings),
});

const changes = {
  randomShear,
  randomTranslation,
  randomRotation,
  randomBrightness,
  randomColorDegeneration,
  randomContrast,
  randomSharpness,
  randomPosterization,
  solarization,
  // as in Keras: the second and the third axis, which of channels first are those of channels and height
  autoContrast: certain((x, settings) =>
    autoContrast(x, settings, settings['dataFormat'] === 'channelsFirst' ? [3, 1] : [1, 2]),
  ),
  equalization: certain(equalization),
} as unknown as Readonly<Record<Augmentation, ImageChange<unknown>>>;

/** The name of one of the changes. */
export type Augmentation =
  | 'randomShear'
  | 'randomTranslation'
  | 'randomRotation'
  | 'randomBrightness'
  | 'randomColorDegeneration'
  | 'randomContrast'
  | 'randomSharpness'
  | 'randomPosterization'
  | 'solarization'
  | 'autoContrast'
  | 'equalization';

/** The names of all, in Keras's order. */
export const augmentationNames = Object.keys(changes) as readonly Augmentation[];

/** A change, and what it drew. */
export interface Step {
  readonly layer: Augmentation;
  readonly drawn: unknown;
}

/** What each change is told, by the settings of the layer that chooses it. */
const settingsOf = (
  name: Augmentation,
  { factor, valueRange, interpolation, dataFormat }: Settings,
): Settings => {
  const bounds = boundsOf(factor as Factor, 0);
  return {
    valueRange,
    interpolation,
    dataFormat,
    ...{ fillMode: 'reflect', fillValue: 0 },
    ...{ factor: bounds, xFactor: bounds, yFactor: bounds, heightFactor: bounds, widthFactor: bounds },
    ...{ additionFactor: bounds, thresholdFactor: bounds },
    ...(name === 'randomPosterization' && { factor: Math.max(1, Math.trunc(8 * bounds[1])) }),
  };
};

/** What a change draws. */
export const drawStep = (
  layer: Augmentation,
  uniform: () => number,
  sizes: ImageSizes,
  settings: Settings,
): Step => ({ layer, drawn: changes[layer].draw(uniform, sizes, settingsOf(layer, settings)) });

/** What changes make of images, one after the other. */
export const afterSteps = (x: tf.Tensor4D, steps: readonly Step[], settings: Settings): tf.Tensor4D =>
  steps.reduce(
    (images, { layer, drawn }) =>
      changes[layer].change(images, drawn, settingsOf(layer, settings)) as tf.Tensor4D,
    x,
  );
