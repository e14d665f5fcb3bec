import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver } from '../../graph/rule.js';
import { count, listOf, notNegative } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { valueRange as rangeKind, type ValueRange } from '../options/value-range.js';
import { dataFormat as formatKind } from '../options/window.js';
import { sameImage, type SameImageRule } from './same-image.js';

const grid = listOf(
  '[down, across], two whole numbers above zero',
  count,
  (sizes) => sizes.length === 2,
) as unknown as Kind<readonly [down: number, across: number]>;

/** Options of `contrastLimitedAdaptiveHistogramEqualization`. */
export interface ContrastLimitedAdaptiveHistogramEqualizationOptions<
  F extends DataFormat = DataFormat,
> extends LayerOptions {
  /** The least and the largest value of pixels, [0, 1] of rescaled ones. Default [0, 255]. */
  valueRange?: ValueRange;
  /** How many times as high as their mean the bins of a tile may be; 0: as they are. Default 4. */
  clipLimit?: number;
  /** Into how many tiles an image is divided, down and across. Default [8, 8]. */
  tileGridSize?: readonly [down: number, across: number];
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images of histograms equalized tile by tile; its signature, wherever it stands. */
export interface ContrastLimitedAdaptiveHistogramEqualization<Where extends Place> {
  /**
   * Spreads the values of each channel so that all are about as frequent among those near them, in training and at any other time: CLAHE,
   * Zuiderveld 1994. Values count as whole ones of 256. No gradient comes through it.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).contrastLimitedAdaptiveHistogramEqualization({ tileGridSize: [4, 4] })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/contrast_limited_adaptive_histogram_equalization/
   */
  <const F extends DataFormat = 'channelsLast', Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, SameImageRule<'contrastLimitedAdaptiveHistogramEqualization', F>, Given>,
    options?: OptionalArg<
      At,
      SameImageRule<'contrastLimitedAdaptiveHistogramEqualization', F>,
      Given,
      | ContrastLimitedAdaptiveHistogramEqualizationOptions<F>
      | AsObject<'contrastLimitedAdaptiveHistogramEqualization', '{ clipLimit: 2 }', Name>
    >,
  ): Placed<At, SameImageRule<'contrastLimitedAdaptiveHistogramEqualization', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images of histograms equalized tile by tile.
     *
     * @example input([28, 28, 1]).contrastLimitedAdaptiveHistogramEqualization({ tileGridSize: [4, 4] })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/contrast_limited_adaptive_histogram_equalization/
     */
    readonly contrastLimitedAdaptiveHistogramEqualization: ContrastLimitedAdaptiveHistogramEqualization<OnTensor>;
  }
}

/**
 * Images of histograms equalized tile by tile.
 *
 * @example sequential([64, 64, 1], [contrastLimitedAdaptiveHistogramEqualization(), rescaling(1 / 255)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/contrast_limited_adaptive_histogram_equalization/
 */
export const contrastLimitedAdaptiveHistogramEqualization: ContrastLimitedAdaptiveHistogramEqualization<Free> =
  defineLayer({
    name: 'contrastLimitedAdaptiveHistogramEqualization',
    className: 'ContrastLimitedAdaptiveHistogramEqualization',
    baseName: 'contrast_limited_adaptive_histogram_equalization',

    options: {
      valueRange: optional(rangeKind, [0, 255]),
      clipLimit: optional(notNegative, 4),
      tileGridSize: optional(grid, [8, 8]),
      dataFormat: optional(formatKind, 'channelsLast'),
    } satisfies OwnOptions<ContrastLimitedAdaptiveHistogramEqualizationOptions>,
    spec: ({ dataFormat }) => ({
      outputShape: sameImage('contrastLimitedAdaptiveHistogramEqualization', dataFormat),
      weights: () => [],
    }),
  });
