import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { fillOptions, type FillOptions } from './fill.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomElasticTransform`. */
export interface RandomElasticTransformOptions<F extends DataFormat = DataFormat>
  extends LayerOptions, FillOptions {
  /** How likely an image is bent: [lower, upper], between which it is drawn; a number stands for 0 to that. Default 1. */
  factor?: Factor;
  /** How much all images of a batch are bent: [lower, upper]; a number stands for 0 to that. Default 1. */
  scale?: Factor;
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** The same seed gives the same bends, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images bent at random; its signature, wherever it stands. */
export interface RandomElasticTransform<Where extends Place> {
  /**
   * In training, bends images as something elastic: pixels come from places near their own, along a smooth field (Simard et al. 2003; as in
   * Keras, as far down as across); at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).randomElasticTransform({ scale: 0.5, valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_elastic_transform/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'randomElasticTransform', F>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'randomElasticTransform', F>,
      Given,
      RandomElasticTransformOptions<F> | AsObject<'randomElasticTransform', '{ seed: 1 }', Name>
    >,
  ): Placed<At, SameImageRule<'randomElasticTransform', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images bent at random.
     *
     * @example input([28, 28, 1]).randomElasticTransform({ scale: 0.5, valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_elastic_transform/
     */
    readonly randomElasticTransform: RandomElasticTransform<OnTensor>;
  }
}

/**
 * Images bent at random.
 *
 * @example sequential([28, 28, 1], [randomElasticTransform({ factor: 0.5 }), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_elastic_transform/
 */
export const randomElasticTransform: RandomElasticTransform<Free> = defineLayer({
  name: 'randomElasticTransform',
  className: 'RandomElasticTransform',
  baseName: 'random_elastic_transform',
  random: true,
  options: {
    factor: optional(factorKind('share'), 1),
    scale: optional(factorKind('share'), 1),
    ...fillOptions,
    valueRange: optional(rangeKind, [0, 255]),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomElasticTransformOptions>,
  spec: ({ dataFormat }) => ({
    outputShape: sameImage('randomElasticTransform', dataFormat),
    weights: () => [],
  }),
});
