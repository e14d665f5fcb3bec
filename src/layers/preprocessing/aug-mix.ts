import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { count, flag, oneOf, positive, seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameColours, type SameColoursRule } from './same-colours.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `augMix`. */
export interface AugMixOptions<
  F extends DataFormat = DataFormat,
  O extends boolean = boolean,
> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** How many chains of changes are mixed. Default 3. */
  numChains?: number;
  /** How many changes a chain has at most: for each, none is as likely as any. Default 3. */
  chainDepth?: number;
  /** How strong they are: 0 to 1; or [lower, upper]. Default 0.3. */
  factor?: Factor;
  /** How even shares are, of chains and of the image as it was: above 0, 1 for any alike. Default 1. */
  alpha?: number;
  /** Whether brightness, colour, contrast and sharpness are among the changes. Default true. */
  allOps?: O;
  /** How the pixels of images that are moved come about: the nearest one, or between 2 neighbours each way. Default `'bilinear'`. */
  interpolation?: 'nearest' | 'bilinear';
  /** The same seed gives the same changes, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Brightness, colour, contrast and sharpness are of images of three channels. */
type AugMixRule<F extends DataFormat, O extends boolean> = O extends false
  ? SameImageRule<'augMix', F>
  : SameColoursRule<'augMix', F>;

/** Images mixed with changed ones; its signature, wherever it stands. */
export interface AugMix<Where extends Place> {
  /**
   * In training, mixes images with what chains of changes make of them, chosen from those of `randAugment` (Hendrycks et al. 2020); at any
   * other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image, or its channels are not three, unless `allOps` is false.
   * @example input([28, 28, 3]).augMix({ factor: 0.2, valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/aug_mix/
   */
  <
    const F extends DataFormat = 'channelsLast',
    const O extends boolean = true,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, AugMixRule<F, O>, Given>,
    options?: OptionalArg<
      At,
      AugMixRule<F, O>,
      Given,
      AugMixOptions<F, O> | AsObject<'augMix', '{ seed: 1 }', Name>
    >,
  ): Placed<At, AugMixRule<F, O>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images mixed with changed ones.
     *
     * @example input([28, 28, 3]).augMix({ factor: 0.2, valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/aug_mix/
     */
    readonly augMix: AugMix<OnTensor>;
  }
}

/**
 * Images mixed with changed ones.
 *
 * @example sequential([28, 28, 3], [augMix({ numChains: 2 }), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/aug_mix/
 */
export const augMix: AugMix<Free> = defineLayer({
  name: 'augMix',
  className: 'AugMix',
  baseName: 'aug_mix',
  random: true,
  options: {
    valueRange: optional(rangeKind, [0, 255]),
    numChains: optional(count, 3),
    chainDepth: optional(count, 3),
    factor: optional(factorKind('share'), 0.3),
    alpha: optional(positive, 1),
    allOps: optional(flag, true),
    interpolation: optional(oneOf(['nearest', 'bilinear']), 'bilinear'),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<AugMixOptions>,
  spec: ({ allOps, dataFormat }) => ({
    outputShape: (allOps ? sameColours : sameImage)('augMix', dataFormat),
    weights: () => [],
  }),
});
