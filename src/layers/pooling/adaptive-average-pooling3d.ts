import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { adaptSpace, type AdaptSpace } from '../../shapes/slide.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes3 } from '../options/numbers.js';
import { dataFormat as formatKind, size3 } from '../options/window.js';

/** Options of `adaptiveAveragePooling3d`. */
export interface AdaptiveAveragePooling3DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The mean of each of so many windows: `[null, 8, 9, 9, 8]` gives `[null, 4, 4, 4, 8]`. */
export interface AdaptiveAveragePooling3DRule<K, F extends DataFormat> extends Rule {
  readonly of: ['adaptiveAveragePooling3d', K, F];
  readonly params: '0';
  readonly out: AdaptSpace<3, 'adaptiveAveragePooling3d', this['in'], K, F>;
}

/** Adaptive average pooling over volumes; its signature, wherever it stands. */
export interface AdaptiveAveragePooling3D<Where extends Place> {
  /**
   * Adaptive average pooling over volumes: the mean of each of so many windows, as wide as it takes; neighbours overlap where they must.
   *
   * Input `[batch, depth, height, width, channels]`, output `[batch, outputDepth, outputHeight, outputWidth, channels]`. The window i of `outputSize` along an axis of n
   * begins at `floor(i * n / outputSize)` and ends before `ceil((i + 1) * n / outputSize)`.
   *
   * @param outputSize How many windows: one size, or [depth, height, width].
   * @throws ShapeMismatchError where the input is no volume.
   * @example input([8, 9, 9, 8]).adaptiveAveragePooling3d(4) // [null, 4, 4, 4, 8]
   * @see https://keras.io/api/layers/pooling_layers/adaptive_average_pooling3d/
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
      AdaptiveAveragePooling3DRule<K, F>,
      Sizes3<'adaptiveAveragePooling3d: outputSize', K>
    >,
    options?:
      | AdaptiveAveragePooling3DOptions<F>
      | AsObject<'adaptiveAveragePooling3d', "{ dataFormat: 'channelsFirst' }", Name>,
  ): Placed<At, AdaptiveAveragePooling3DRule<K, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Adaptive average pooling over volumes.
     *
     * @example input([8, 9, 9, 8]).adaptiveAveragePooling3d(4) // [null, 4, 4, 4, 8]
     * @see https://keras.io/api/layers/pooling_layers/adaptive_average_pooling3d/
     */
    readonly adaptiveAveragePooling3d: AdaptiveAveragePooling3D<OnTensor>;
  }
}

const layer = 'adaptiveAveragePooling3d';

/**
 * Adaptive average pooling over volumes.
 *
 * @example sequential([8, 9, 9, 8], [adaptiveAveragePooling3d(4)]) // [null, 4, 4, 4, 8]
 * @see https://keras.io/api/layers/pooling_layers/adaptive_average_pooling3d/
 */
export const adaptiveAveragePooling3d: AdaptiveAveragePooling3D<Free> = defineLayer({
  name: layer,
  className: 'AdaptiveAveragePooling3D',
  baseName: 'adaptive_average_pooling3d',
  takes: { outputSize: size3 },
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<AdaptiveAveragePooling3DOptions>,
  spec: ({ outputSize, dataFormat }) => ({
    outputShape: (inputs) => adaptSpace(layer, onlyInput(layer, inputs), outputSize, dataFormat),
    weights: () => [],
  }),
});
