import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { dataFormat as formatKind } from '../options/window.js';
import { fillOptions, type FillOptions } from './fill.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomShear`. */
export interface RandomShearOptions<F extends DataFormat = DataFormat> extends LayerOptions, FillOptions {
  /** The most that a row is shifted against the one above it, in pixels: 0 to 1; or [lower, upper]. Default 0. */
  xFactor?: Factor;
  /** The most that a column is shifted against the one on its left. Default 0. */
  yFactor?: Factor;
  /** The same seed gives the same shears, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images sheared at random; its signature, wherever it stands. */
export interface RandomShear<Where extends Place> {
  /**
   * In training, shears each image by amounts of its own, to one side or the other; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).randomShear({ xFactor: 0.2 })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_shear/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'randomShear', F>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'randomShear', F>,
      Given,
      RandomShearOptions<F> | AsObject<'randomShear', '{ seed: 1 }', Name>
    >,
  ): Placed<At, SameImageRule<'randomShear', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images sheared at random.
     *
     * @example input([28, 28, 1]).randomShear({ xFactor: 0.2 })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_shear/
     */
    readonly randomShear: RandomShear<OnTensor>;
  }
}

/**
 * Images sheared at random.
 *
 * @example sequential([28, 28, 1], [randomShear({ xFactor: 0.2, yFactor: 0.1 }), conv2d(8, 3)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_shear/
 */
export const randomShear: RandomShear<Free> = defineLayer({
  name: 'randomShear',
  className: 'RandomShear',
  baseName: 'random_shear',
  random: true,

  options: {
    xFactor: optional(factorKind('share'), 0),
    yFactor: optional(factorKind('share'), 0),
    ...fillOptions,
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomShearOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomShear', dataFormat), weights: () => [] }),
});
