import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { adaptSpace, type AdaptSpace } from '../../shapes/slide.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes1 } from '../options/numbers.js';
import { dataFormat as formatKind, size1 } from '../options/window.js';

/** Options of `adaptiveAveragePooling1d`. */
export interface AdaptiveAveragePooling1DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The mean of each of so many windows: `[null, 100, 8]` gives `[null, 10, 8]`. */
export interface AdaptiveAveragePooling1DRule<K, F extends DataFormat> extends Rule {
  readonly of: ['adaptiveAveragePooling1d', K, F];
  readonly params: '0';
  readonly out: AdaptSpace<1, 'adaptiveAveragePooling1d', this['in'], K, F>;
}

/** Adaptive average pooling over sequences; its signature, wherever it stands. */
export interface AdaptiveAveragePooling1D<Where extends Place> {
  /**
   * Adaptive average pooling over sequences: the mean of each of so many windows, as wide as it takes; neighbours overlap where they must.
   *
   * Input `[batch, steps, channels]`, output `[batch, outputSize, channels]`. The window i of `outputSize` along an axis of n
   * begins at `floor(i * n / outputSize)` and ends before `ceil((i + 1) * n / outputSize)`.
   *
   * @param outputSize How many windows: one size.
   * @throws ShapeMismatchError where the input has no steps and channels.
   * @example input([100, 8]).adaptiveAveragePooling1d(10) // [null, 10, 8]
   * @see https://keras.io/api/layers/pooling_layers/adaptive_average_pooling1d/
   */
  <
    const K extends SizeArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    outputSize: Arg<
      At,
      AdaptiveAveragePooling1DRule<K, F>,
      Sizes1<'adaptiveAveragePooling1d: outputSize', K>
    >,
    options?:
      | AdaptiveAveragePooling1DOptions<F>
      | AsObject<'adaptiveAveragePooling1d', "{ dataFormat: 'channelsFirst' }", Name>,
  ): Placed<At, AdaptiveAveragePooling1DRule<K, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Adaptive average pooling over sequences.
     *
     * @example input([100, 8]).adaptiveAveragePooling1d(10) // [null, 10, 8]
     * @see https://keras.io/api/layers/pooling_layers/adaptive_average_pooling1d/
     */
    readonly adaptiveAveragePooling1d: AdaptiveAveragePooling1D<OnTensor>;
  }
}

const layer = 'adaptiveAveragePooling1d';

/**
 * Adaptive average pooling over sequences.
 *
 * @example sequential([100, 8], [adaptiveAveragePooling1d(10)]) // [null, 10, 8]
 * @see https://keras.io/api/layers/pooling_layers/adaptive_average_pooling1d/
 */
export const adaptiveAveragePooling1d: AdaptiveAveragePooling1D<Free> = defineLayer({
  name: layer,
  className: 'AdaptiveAveragePooling1D',
  baseName: 'adaptive_average_pooling1d',
  takes: { outputSize: size1 },
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<AdaptiveAveragePooling1DOptions>,
  spec: ({ outputSize, dataFormat }) => ({
    outputShape: (inputs) => adaptSpace(layer, onlyInput(layer, inputs), outputSize, dataFormat),
    weights: () => [],
  }),
});
