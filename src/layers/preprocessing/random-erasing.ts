import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { either, listOf, number, seed } from '../../options/kinds.js';
import { optional, type Kind } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomErasing`. */
export interface RandomErasingOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** How likely a part of an image is erased: [lower, upper], between which it is drawn; a number stands for 0 to that. Default 1. */
  factor?: Factor;
  /** The share of the image that is erased: [lower, upper]; a number stands for 0 to that. Default [0.02, 0.33]. */
  scale?: Factor;
  /** What is put there, a number or one for each of three channels. Default: noise of a standard deviation of the largest value. */
  fillValue?: number | readonly [number, number, number];
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same parts, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images with a part erased, at random; its signature, wherever it stands. */
export interface RandomErasing<Where extends Place> {
  /**
   * In training, puts noise, or a value, in the place of a rectangle of some images; at any other time, does nothing. Zhong et al. 2017.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).randomErasing({ factor: 0.5, valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_erasing/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'randomErasing', F>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'randomErasing', F>,
      Given,
      RandomErasingOptions<F> | AsObject<'randomErasing', '{ seed: 1 }', Name>
    >,
  ): Placed<At, SameImageRule<'randomErasing', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images with a part erased, at random.
     *
     * @example input([28, 28, 3]).randomErasing({ factor: 0.5, valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_erasing/
     */
    readonly randomErasing: RandomErasing<OnTensor>;
  }
}

const fill = either(
  number,
  listOf('a list of three', number, (values) => values.length === 3) as unknown as Kind<
    readonly [number, number, number]
  >,
  'a number, or a list of three',
);

/**
 * Images with a part erased, at random.
 *
 * @example sequential([28, 28, 3], [randomErasing({ fillValue: 127 }), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_erasing/
 */
export const randomErasing: RandomErasing<Free> = defineLayer({
  name: 'randomErasing',
  className: 'RandomErasing',
  baseName: 'random_erasing',
  random: true,

  options: {
    factor: optional(factorKind('share'), 1),
    scale: optional(factorKind('share'), [0.02, 0.33]),
    fillValue: optional(fill),
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomErasingOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomErasing', dataFormat), weights: () => [] }),
});
