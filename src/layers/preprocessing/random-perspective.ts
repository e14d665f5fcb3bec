import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { number, oneOf, seed, share } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomPerspective`. */
export interface RandomPerspectiveOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** How likely an image is changed: [lower, upper], between which it is drawn; a number stands for 0 to that. Default 1. */
  factor?: Factor;
  /** The most that a corner is moved, as a share: 0 to 1, which is half of its place. Default 1. */
  scale?: number;
  /** How the new pixels come about: the nearest one, or between 2 neighbours each way. Default `'bilinear'`. */
  interpolation?: 'nearest' | 'bilinear';
  /** The value beyond the edges. Default 0. */
  fillValue?: number;
  /** The same seed gives the same corners, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images seen aslant, at random; its signature, wherever it stands. */
export interface RandomPerspective<Where extends Place> {
  /**
   * In training, moves the corners of some images, and the rest along with them; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).randomPerspective({ scale: 0.3 })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_perspective/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'randomPerspective', F>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'randomPerspective', F>,
      Given,
      RandomPerspectiveOptions<F> | AsObject<'randomPerspective', '{ seed: 1 }', Name>
    >,
  ): Placed<At, SameImageRule<'randomPerspective', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images seen aslant, at random.
     *
     * @example input([28, 28, 1]).randomPerspective({ scale: 0.3 })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_perspective/
     */
    readonly randomPerspective: RandomPerspective<OnTensor>;
  }
}

/**
 * Images seen aslant, at random.
 *
 * @example sequential([28, 28, 1], [randomPerspective({ scale: 0.3 }), conv2d(8, 3)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_perspective/
 */
export const randomPerspective: RandomPerspective<Free> = defineLayer({
  name: 'randomPerspective',
  className: 'RandomPerspective',
  baseName: 'random_perspective',
  random: true,

  options: {
    factor: optional(factorKind('share'), 1),
    scale: optional(share, 1),
    interpolation: optional(oneOf(['nearest', 'bilinear']), 'bilinear'),
    fillValue: optional(number, 0),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomPerspectiveOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomPerspective', dataFormat), weights: () => [] }),
});
