import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { flag } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { poolSpace, type PoolSpace } from '../../shapes/slide.js';
import type { AsObject } from '../options/as-object.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `globalAveragePooling2d`. */
export interface GlobalAveragePooling2DOptions<
  F extends DataFormat = DataFormat,
  Keep extends boolean = boolean,
> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** Whether height and width stay, as axes of size 1. Default false. */
  keepdims?: Keep;
}

/** The mean of each channel: `[null, 7, 7, 64]` gives `[null, 64]`. */
export interface GlobalAveragePooling2DRule<F extends DataFormat, Keep extends boolean> extends Rule {
  readonly of: ['globalAveragePooling2d', F, Keep];
  readonly params: '0';
  readonly out: PoolSpace<2, 'globalAveragePooling2d', this['in'], F, Keep>;
}

/** The mean over each whole image; its signature, wherever it stands. */
export interface GlobalAveragePooling2D<Where extends Place> {
  /**
   * The mean over each whole image, channel by channel.
   *
   * Input `[batch, height, width, channels]`, output `[batch, channels]`, or `[batch, 1, 1, channels]` with `keepdims`.
   *
   * @throws ShapeMismatchError where the input is no image.
   * @example input([7, 7, 64]).globalAveragePooling2d() // [null, 64]
   * @see https://keras.io/api/layers/pooling_layers/global_average_pooling2d/
   */
  <
    const F extends DataFormat = 'channelsLast',
    const Keep extends boolean = false,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, GlobalAveragePooling2DRule<F, Keep>, Given>,
    options?: OptionalArg<
      At,
      GlobalAveragePooling2DRule<F, Keep>,
      Given,
      GlobalAveragePooling2DOptions<F, Keep> | AsObject<'globalAveragePooling2d', '{ keepdims: true }', Name>
    >,
  ): Placed<At, GlobalAveragePooling2DRule<F, Keep>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The mean over each whole image.
     *
     * @example input([7, 7, 64]).globalAveragePooling2d() // [null, 64]
     * @see https://keras.io/api/layers/pooling_layers/global_average_pooling2d/
     */
    readonly globalAveragePooling2d: GlobalAveragePooling2D<OnTensor>;
  }
}

/**
 * The mean over each whole image.
 *
 * @example sequential([7, 7, 64], [globalAveragePooling2d()]) // [null, 64]
 * @see https://keras.io/api/layers/pooling_layers/global_average_pooling2d/
 */
export const globalAveragePooling2d: GlobalAveragePooling2D<Free> = defineLayer({
  name: 'globalAveragePooling2d',
  className: 'GlobalAveragePooling2D',
  baseName: 'global_average_pooling2d',
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
    keepdims: optional(flag, false),
  } satisfies OwnOptions<GlobalAveragePooling2DOptions>,
  spec: ({ dataFormat, keepdims }) => ({
    outputShape: (inputs) =>
      poolSpace(
        2,
        'globalAveragePooling2d',
        onlyInput('globalAveragePooling2d', inputs),
        dataFormat,
        keepdims,
      ),
    weights: () => [],
  }),
});
