import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, Rule, This } from '../../graph/rule.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { adaptSpace, type AdaptSpace } from '../../shapes/slide.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes3 } from '../options/numbers.js';
import { dataFormat as formatKind, size3 } from '../options/window.js';

/** Options of `adaptiveMaxPooling3d`. */
export interface AdaptiveMaxPooling3DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The largest value of each of so many windows: `[null, 8, 9, 9, 8]` gives `[null, 4, 4, 4, 8]`. */
export interface AdaptiveMaxPooling3DRule<K, F extends DataFormat> extends Rule {
  readonly of: ['adaptiveMaxPooling3d', K, F];
  readonly params: '0';
  readonly out: AdaptSpace<3, 'adaptiveMaxPooling3d', this['in'], K, F>;
}

/** Adaptive max pooling over volumes; its signature, wherever it stands. */
export interface AdaptiveMaxPooling3D<Where extends Place> {
  /**
   * Adaptive max pooling over volumes: the largest value of each of so many windows, as wide as it takes; neighbours overlap where they must.
   *
   * Input `[batch, depth, height, width, channels]`, output `[batch, outputDepth, outputHeight, outputWidth, channels]`. The window i of `outputSize` along an axis of n
   * begins at `floor(i * n / outputSize)` and ends before `ceil((i + 1) * n / outputSize)`.
   *
   * @param outputSize How many windows: one size, or [depth, height, width].
   * @throws ShapeMismatchError where the input is no volume.
   * @example input([8, 9, 9, 8]).adaptiveMaxPooling3d(4) // [null, 4, 4, 4, 8]
   * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling3d/
   */
  <
    const K extends SizeArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    outputSize: Arg<At, AdaptiveMaxPooling3DRule<K, F>, Sizes3<'adaptiveMaxPooling3d: outputSize', K>>,
    options?:
      | AdaptiveMaxPooling3DOptions<F>
      | AsObject<'adaptiveMaxPooling3d', "{ dataFormat: 'channelsFirst' }", Name>,
  ): Placed<At, AdaptiveMaxPooling3DRule<K, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Adaptive max pooling over volumes.
     *
     * @example input([8, 9, 9, 8]).adaptiveMaxPooling3d(4) // [null, 4, 4, 4, 8]
     * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling3d/
     */
    readonly adaptiveMaxPooling3d: AdaptiveMaxPooling3D<OnTensor>;
  }
}

const layer = 'adaptiveMaxPooling3d';

/**
 * Adaptive max pooling over volumes.
 *
 * @example sequential([8, 9, 9, 8], [adaptiveMaxPooling3d(4)]) // [null, 4, 4, 4, 8]
 * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling3d/
 */
export const adaptiveMaxPooling3d: AdaptiveMaxPooling3D<Free> = defineLayer({
  name: layer,
  className: 'AdaptiveMaxPooling3D',
  baseName: 'adaptive_max_pooling3d',
  takes: { outputSize: size3 },
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<AdaptiveMaxPooling3DOptions>,
  spec: ({ outputSize, dataFormat }) => ({
    outputShape: (inputs) => adaptSpace(layer, onlyInput(layer, inputs), outputSize, dataFormat),
    weights: () => [],
  }),
});
