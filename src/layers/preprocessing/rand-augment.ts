import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { count, oneOf, seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameColours, type SameColoursRule } from './same-colours.js';

/** Options of `randAugment`. */
export interface RandAugmentOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** How many changes are made, one after the other. Default 2. */
  numOps?: number;
  /** How strong they are: 0 to 1; or [lower, upper]. Default 0.5. */
  factor?: Factor;
  /** How the pixels of images that are moved come about: the nearest one, or between 2 neighbours each way. Default `'bilinear'`. */
  interpolation?: 'nearest' | 'bilinear';
  /** The same seed gives the same changes, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images changed at random, in ways chosen at random; its signature, wherever it stands. */
export interface RandAugment<Where extends Place> {
  /**
   * In training, makes a few changes of a batch, chosen from eleven: shears, shifts, turns, brightness, colour, contrast, sharpness, fewer bits,
   * solarization, full contrast, an equal histogram (Cubuk et al. 2019); at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image, or its channels are not three.
   * @example input([28, 28, 3]).randAugment({ factor: 0.3, valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/rand_augment/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameColoursRule<'randAugment', F>, Given>,
    options?: OptionalArg<
      At,
      SameColoursRule<'randAugment', F>,
      Given,
      RandAugmentOptions<F> | AsObject<'randAugment', '{ seed: 1 }', Name>
    >,
  ): Placed<At, SameColoursRule<'randAugment', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images changed at random, in ways chosen at random.
     *
     * @example input([28, 28, 3]).randAugment({ factor: 0.3, valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/rand_augment/
     */
    readonly randAugment: RandAugment<OnTensor>;
  }
}

/**
 * Images changed at random, in ways chosen at random.
 *
 * @example sequential([28, 28, 3], [randAugment(), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/rand_augment/
 */
export const randAugment: RandAugment<Free> = defineLayer({
  name: 'randAugment',
  className: 'RandAugment',
  baseName: 'rand_augment',
  random: true,
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    numOps: optional(count, 2),
    factor: optional(factorKind('share'), 0.5),
    interpolation: optional(oneOf(['nearest', 'bilinear']), 'bilinear'),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandAugmentOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameColours('randAugment', dataFormat), weights: () => [] }),
});
