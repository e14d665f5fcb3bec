import { randomStream } from '../../random.js';
import type * as tf from '@tensorflow/tfjs-core';
import { channelsLast, type LayerClass } from '../define-class.js';
import { latePart } from '../late-part.js';
import { randomLayer, type Settings } from '../regularization/random-layer.js';
import { croppedInference } from './cropped-inference.js';

/** What the layers do in training. */
export const changesInTraining = latePart(async () => (await import('./image-changes.js')).imageChanges);

const filling = ['fillMode', 'interpolation', 'fillValue'];
const ofFactor = ['factor', 'valueRange'];

/** The settings that files hold of each, but for the seed and the format. */
const settings: Readonly<Record<string, readonly string[]>> = {
  AugMix: ['valueRange', 'numChains', 'chainDepth', 'factor', 'alpha', 'allOps', 'interpolation'],
  RandAugment: ['valueRange', 'numOps', 'factor', 'interpolation'],
  RandomBrightness: ofFactor,
  RandomColorDegeneration: ofFactor,
  RandomColorJitter: ['valueRange', 'brightnessFactor', 'contrastFactor', 'saturationFactor', 'hueFactor'],
  RandomContrast: ofFactor,
  RandomCrop: ['height', 'width'],
  RandomElasticTransform: ['factor', 'scale', ...filling, 'valueRange'],
  RandomErasing: ['factor', 'scale', 'fillValue', 'valueRange'],
  RandomFlip: ['mode'],
  RandomGaussianBlur: ['factor', 'kernelSize', 'sigma', 'valueRange'],
  RandomGrayscale: ['factor'],
  RandomHue: ofFactor,
  RandomInvert: ofFactor,
  RandomPerspective: ['factor', 'scale', 'interpolation', 'fillValue'],
  RandomPosterization: ofFactor,
  RandomRotation: ['factor', ...filling],
  RandomSaturation: ofFactor,
  RandomSharpness: ofFactor,
  RandomShear: ['xFactor', 'yFactor', ...filling],
  RandomTranslation: ['heightFactor', 'widthFactor', ...filling],
  RandomZoom: ['heightFactor', 'widthFactor', ...filling],
  Solarization: ['additionFactor', 'thresholdFactor', 'valueRange'],
};

const last = (x: tf.Tensor, { dataFormat }: Settings, compute: (images: tf.Tensor4D) => tf.Tensor) =>
  channelsLast(x, dataFormat === 'channelsFirst', compute);

/** The class of a layer that changes images in training; at any other time it does nothing, but for `randomCrop`. */
const imageChangeClass = (className: string, own: readonly string[]): LayerClass =>
  randomLayer(
    className,
    [...own, 'dataFormat'],
    (x, given, seed) =>
      last(x, given, (images) => {
        const rule = changesInTraining.of(className)[className]!;
        const [batch, height, width] = images.shape;
        return rule.change(images, rule.draw(randomStream(seed), { batch, height, width }, given), given);
      }),
    className === 'RandomCrop'
      ? {
          ...croppedInference,
          infer: (x, given) => last(x, given, (images) => croppedInference.infer(images, given)),
        }
      : undefined,
    changesInTraining.want,
  );

/** The classes of such layers, by Keras's names. */
export const imageChangeClasses: Readonly<Record<string, () => LayerClass>> = Object.fromEntries(
  Object.entries(settings).map(([name, own]) => [name, () => imageChangeClass(name, own)]),
);
