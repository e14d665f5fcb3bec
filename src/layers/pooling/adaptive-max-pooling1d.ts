import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { adaptSpace, type AdaptSpace } from '../../shapes/slide.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes1 } from '../options/numbers.js';
import { dataFormat as formatKind, size1 } from '../options/window.js';

/** Options of `adaptiveMaxPooling1d`. */
export interface AdaptiveMaxPooling1DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The largest value of each of so many windows: `[null, 100, 8]` gives `[null, 10, 8]`. */
export interface AdaptiveMaxPooling1DRule<K, F extends DataFormat> extends Rule {
  readonly of: ['adaptiveMaxPooling1d', K, F];
  readonly params: '0';
  readonly out: AdaptSpace<1, 'adaptiveMaxPooling1d', this['in'], K, F>;
}

/** Adaptive max pooling over sequences; its signature, wherever it stands. */
export interface AdaptiveMaxPooling1D<Where extends Place> {
  /**
   * Adaptive max pooling over sequences: the largest value of each of so many windows, as wide as it takes; neighbours overlap where they must.
   *
   * Input `[batch, steps, channels]`, output `[batch, outputSize, channels]`. The window i of `outputSize` along an axis of n
   * begins at `floor(i * n / outputSize)` and ends before `ceil((i + 1) * n / outputSize)`.
   *
   * @param outputSize How many windows: one size.
   * @throws ShapeMismatchError where the input has no steps and channels.
   * @example input([100, 8]).adaptiveMaxPooling1d(10) // [null, 10, 8]
   * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling1d/
   */
  <
    const K extends SizeArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    outputSize: Arg<At, AdaptiveMaxPooling1DRule<K, F>, Sizes1<'adaptiveMaxPooling1d: outputSize', K>>,
    options?:
      | AdaptiveMaxPooling1DOptions<F>
      | AsObject<'adaptiveMaxPooling1d', "{ dataFormat: 'channelsFirst' }", Name>,
  ): Placed<At, AdaptiveMaxPooling1DRule<K, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Adaptive max pooling over sequences.
     *
     * @example input([100, 8]).adaptiveMaxPooling1d(10) // [null, 10, 8]
     * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling1d/
     */
    readonly adaptiveMaxPooling1d: AdaptiveMaxPooling1D<OnTensor>;
  }
}

const layer = 'adaptiveMaxPooling1d';

/**
 * Adaptive max pooling over sequences.
 *
 * @example sequential([100, 8], [adaptiveMaxPooling1d(10)]) // [null, 10, 8]
 * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling1d/
 */
export const adaptiveMaxPooling1d: AdaptiveMaxPooling1D<Free> = defineLayer({
  name: layer,
  className: 'AdaptiveMaxPooling1D',
  baseName: 'adaptive_max_pooling1d',
  takes: { outputSize: size1 },
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<AdaptiveMaxPooling1DOptions>,
  spec: ({ outputSize, dataFormat }) => ({
    outputShape: (inputs) => adaptSpace(layer, onlyInput(layer, inputs), outputSize, dataFormat),
    weights: () => [],
  }),
});
