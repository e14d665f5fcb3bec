import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { optional } from '../../options/option.js';
import type { AsObject } from '../options/as-object.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `autoContrast`. */
export interface AutoContrastOptions extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
}

/** Images of full contrast; its signature, wherever it stands. */
export interface AutoContrast<Where extends Place> {
  /**
   * Spreads the values of each channel over the whole range, in training and at any other time; a channel of one value stays.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).autoContrast({ valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/auto_contrast/
   */
  <Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'autoContrast'>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'autoContrast'>,
      Given,
      AutoContrastOptions | AsObject<'autoContrast', '{ valueRange: [0, 1] }', Name>
    >,
  ): Placed<At, SameImageRule<'autoContrast'>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of full contrast.
     *
     * @example input([28, 28, 3]).autoContrast({ valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/auto_contrast/
     */
    readonly autoContrast: AutoContrast<OnTensor>;
  }
}

/**
 * Images of full contrast.
 *
 * @example sequential([28, 28, 3], [autoContrast(), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/auto_contrast/
 */
export const autoContrast: AutoContrast<Free> = defineLayer({
  name: 'autoContrast',
  className: 'AutoContrast',
  baseName: 'auto_contrast',

  options: {
    valueRange: optional(rangeKind, [0, 255]),
  } satisfies OwnOptions<AutoContrastOptions>,
  spec: () => ({ outputShape: sameImage('autoContrast'), weights: () => [] }),
});
