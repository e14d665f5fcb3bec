import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameColours, type SameColoursRule } from './same-colours.js';

/** Options of `randomGrayscale`. */
export interface RandomGrayscaleOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** How likely each image is made grey: 0 to 1. Default 0.5. */
  factor?: number;
  /** The same seed gives the same choices, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images made grey at random; its signature, wherever it stands. */
export interface RandomGrayscale<Where extends Place> {
  /**
   * In training, makes some images grey, on all of their channels; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image, or its channels are neither three nor one.
   * @example input([28, 28, 3]).randomGrayscale({ factor: 0.2 })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_grayscale/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameColoursRule<'randomGrayscale', F, 1>, Given>,
    options?: OptionalArg<
      At,
      SameColoursRule<'randomGrayscale', F, 1>,
      Given,
      RandomGrayscaleOptions<F> | AsObject<'randomGrayscale', '{ seed: 1 }', Name>
    >,
  ): Placed<At, SameColoursRule<'randomGrayscale', F, 1>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images made grey at random.
     *
     * @example input([28, 28, 3]).randomGrayscale({ factor: 0.2 })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_grayscale/
     */
    readonly randomGrayscale: RandomGrayscale<OnTensor>;
  }
}

/**
 * Images made grey at random.
 *
 * @example sequential([28, 28, 3], [randomGrayscale({ factor: 0.2 }), conv2d(8, 3)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_grayscale/
 */
export const randomGrayscale: RandomGrayscale<Free> = defineLayer({
  name: 'randomGrayscale',
  className: 'RandomGrayscale',
  baseName: 'random_grayscale',
  random: true,

  options: {
    factor: optional(share, 0.5),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomGrayscaleOptions>,
  spec: ({ dataFormat }) => ({
    outputShape: sameColours('randomGrayscale', dataFormat, 1),
    weights: () => [],
  }),
});
