import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { count, seed } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomGaussianBlur`. */
export interface RandomGaussianBlurOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** How likely an image is blurred: [lower, upper], between which it is drawn; a number stands for 0 to that. Default 1. */
  factor?: Factor;
  /** The window: an odd number, or [height, width]; all images of a batch are blurred alike. Default 3. */
  kernelSize?: number | readonly [number, number];
  /** The standard deviation, drawn once each way: [lower, upper], of 0 to 1; a number stands for 0 to that. Default 1. */
  sigma?: Factor;
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same blurs, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images blurred at random; its signature, wherever it stands. */
export interface RandomGaussianBlur<Where extends Place> {
  /**
   * In training, blurs some images, and cuts off what is out of range; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).randomGaussianBlur({ factor: 0.5, kernelSize: 5 })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_gaussian_blur/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'randomGaussianBlur', F>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'randomGaussianBlur', F>,
      Given,
      RandomGaussianBlurOptions<F> | AsObject<'randomGaussianBlur', '{ seed: 1 }', Name>
    >,
  ): Placed<At, SameImageRule<'randomGaussianBlur', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images blurred at random.
     *
     * @example input([28, 28, 3]).randomGaussianBlur({ factor: 0.5, kernelSize: 5 })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_gaussian_blur/
     */
    readonly randomGaussianBlur: RandomGaussianBlur<OnTensor>;
  }
}

/** A window that has a middle, each way. */
const oddSizes: Kind<readonly [number, number], number | readonly [number, number]> = {
  needs: 'an odd number, or [height, width], both odd',
  read: (given) => {
    const sizes = Array.isArray(given) ? Array.from(given as readonly unknown[]) : [given, given];
    const isOdd = (size: unknown) => count.read(size) !== undefined && (size as number) % 2 === 1;
    return sizes.length === 2 && sizes.every(isOdd) ? (sizes as [number, number]) : undefined;
  },
};

/**
 * Images blurred at random.
 *
 * @example sequential([28, 28, 3], [randomGaussianBlur({ factor: 0.5 }), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_gaussian_blur/
 */
export const randomGaussianBlur: RandomGaussianBlur<Free> = defineLayer({
  name: 'randomGaussianBlur',
  className: 'RandomGaussianBlur',
  baseName: 'random_gaussian_blur',
  random: true,

  options: {
    factor: optional(factorKind('share'), 1),
    kernelSize: optional(oddSizes, 3),
    sigma: optional(factorKind('share'), 1),
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomGaussianBlurOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomGaussianBlur', dataFormat), weights: () => [] }),
});
