import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { oneOf, seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomFlip`. */
export interface RandomFlipOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Left and right change places, top and bottom, or both at once. Default `'horizontalAndVertical'`. */
  mode?: 'horizontal' | 'vertical' | 'horizontalAndVertical';
  /** The same seed gives the same flips, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images flipped at random; its signature, wherever it stands. */
export interface RandomFlip<Where extends Place> {
  /**
   * In training, flips every other image, at random; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).randomFlip({ mode: 'horizontal' })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'randomFlip', F>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'randomFlip', F>,
      Given,
      RandomFlipOptions<F> | AsObject<'randomFlip', '{ seed: 1 }', Name>
    >,
  ): Placed<At, SameImageRule<'randomFlip', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images flipped at random.
     *
     * @example input([28, 28, 1]).randomFlip({ mode: 'horizontal' })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip/
     */
    readonly randomFlip: RandomFlip<OnTensor>;
  }
}

/**
 * Images flipped at random.
 *
 * @example sequential([28, 28, 1], [randomFlip({ mode: 'horizontal' }), conv2d(8, 3)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip/
 */
export const randomFlip: RandomFlip<Free> = defineLayer({
  name: 'randomFlip',
  className: 'RandomFlip',
  baseName: 'random_flip',
  random: true,
  options: {
    mode: optional(oneOf(['horizontal', 'vertical', 'horizontalAndVertical']), 'horizontalAndVertical'),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomFlipOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomFlip', dataFormat), weights: () => [] }),
});
