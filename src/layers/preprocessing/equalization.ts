import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { count } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `equalization`. */
export interface EqualizationOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** Into how many bins values are counted. Default 256. */
  bins?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images of equalized histograms; its signature, wherever it stands. */
export interface Equalization<Where extends Place> {
  /**
   * In training, spreads the values of each channel so that all are about as frequent, counted over the whole batch, as Keras does; at any
   * other time, does nothing. No gradient comes through it.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 3]).equalization({ valueRange: [0, 1] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/equalization/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'equalization', F>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'equalization', F>,
      Given,
      EqualizationOptions<F> | AsObject<'equalization', "{ dataFormat: 'channelsFirst' }", Name>
    >,
  ): Placed<At, SameImageRule<'equalization', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of equalized histograms.
     *
     * @example input([28, 28, 3]).equalization({ valueRange: [0, 1] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/equalization/
     */
    readonly equalization: Equalization<OnTensor>;
  }
}

/**
 * Images of equalized histograms.
 *
 * @example sequential([28, 28, 3], [equalization(), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/equalization/
 */
export const equalization: Equalization<Free> = defineLayer({
  name: 'equalization',
  className: 'Equalization',
  baseName: 'equalization',

  options: {
    valueRange: optional(rangeKind, [0, 255]),
    bins: optional(count, 256),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<EqualizationOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('equalization', dataFormat), weights: () => [] }),
});
