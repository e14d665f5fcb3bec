import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { adaptSpace, type AdaptSpace } from '../../shapes/slide.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes } from '../options/numbers.js';
import { dataFormat as formatKind, size2 } from '../options/window.js';

/** Options of `adaptiveMaxPooling2d`. */
export interface AdaptiveMaxPooling2DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The largest value of each of so many windows: `[null, 14, 9, 8]` gives `[null, 7, 7, 8]`. */
export interface AdaptiveMaxPooling2DRule<K, F extends DataFormat> extends Rule {
  readonly of: ['adaptiveMaxPooling2d', K, F];
  readonly params: '0';
  readonly out: AdaptSpace<2, 'adaptiveMaxPooling2d', this['in'], K, F>;
}

/** Adaptive max pooling over images; its signature, wherever it stands. */
export interface AdaptiveMaxPooling2D<Where extends Place> {
  /**
   * Adaptive max pooling over images: the largest value of each of so many windows, as wide as it takes; neighbours overlap where they must.
   *
   * Input `[batch, height, width, channels]`, output `[batch, outputHeight, outputWidth, channels]`. The window i of `outputSize` along an axis of n
   * begins at `floor(i * n / outputSize)` and ends before `ceil((i + 1) * n / outputSize)`.
   *
   * @param outputSize How many windows: one size, or [height, width].
   * @throws ShapeMismatchError where the input is no image.
   * @example input([14, 9, 8]).adaptiveMaxPooling2d(7) // [null, 7, 7, 8]
   * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling2d/
   */
  <
    const K extends SizeArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    outputSize: Arg<At, AdaptiveMaxPooling2DRule<K, F>, Sizes<'adaptiveMaxPooling2d: outputSize', K>>,
    options?:
      | AdaptiveMaxPooling2DOptions<F>
      | AsObject<'adaptiveMaxPooling2d', "{ dataFormat: 'channelsFirst' }", Name>,
  ): Placed<At, AdaptiveMaxPooling2DRule<K, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Adaptive max pooling over images.
     *
     * @example input([14, 9, 8]).adaptiveMaxPooling2d(7) // [null, 7, 7, 8]
     * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling2d/
     */
    readonly adaptiveMaxPooling2d: AdaptiveMaxPooling2D<OnTensor>;
  }
}

const layer = 'adaptiveMaxPooling2d';

/**
 * Adaptive max pooling over images.
 *
 * @example sequential([14, 9, 8], [adaptiveMaxPooling2d(7)]) // [null, 7, 7, 8]
 * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling2d/
 */
export const adaptiveMaxPooling2d: AdaptiveMaxPooling2D<Free> = defineLayer({
  name: layer,
  className: 'AdaptiveMaxPooling2D',
  baseName: 'adaptive_max_pooling2d',
  takes: { outputSize: size2 },
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<AdaptiveMaxPooling2DOptions>,
  spec: ({ outputSize, dataFormat }) => ({
    outputShape: (inputs) => adaptSpace(layer, onlyInput(layer, inputs), outputSize, dataFormat),
    weights: () => [],
  }),
});
