import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { flag } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { poolSpace, type PoolSpace } from '../../shapes/slide.js';
import type { AsObject } from '../options/as-object.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `globalAveragePooling1d`. */
export interface GlobalAveragePooling1DOptions<
  F extends DataFormat = DataFormat,
  Keep extends boolean = boolean,
> extends LayerOptions {
  /** Where the channels are: `'channelsFirst'` means `[batch, channels, steps]`. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** Whether the axis of steps stays, with size 1. Default false. */
  keepdims?: Keep;
}

/** The mean over the steps: `[null, 200, 16]` gives `[null, 16]`. */
export interface GlobalAveragePooling1DRule<F extends DataFormat, Keep extends boolean> extends Rule {
  readonly of: ['globalAveragePooling1d', F, Keep];
  readonly params: '0';
  readonly out: PoolSpace<1, 'globalAveragePooling1d', this['in'], F, Keep>;
}

/** Average pooling over time; its signature, wherever it stands. */
export interface GlobalAveragePooling1D<Where extends Place> {
  /**
   * The mean over all steps, channel by channel; steps that a mask leaves out (`embedding` with `maskZero`) do not count.
   *
   * Input `[batch, steps, channels]`, output `[batch, channels]`, or `[batch, 1, channels]` with `keepdims`.
   *
   * @throws ShapeMismatchError where the input has no steps and channels.
   * @example input([200], { dtype: 'int32' }).embedding(10000, 16).globalAveragePooling1d() // [null, 16]
   * @see https://keras.io/api/layers/pooling_layers/global_average_pooling1d/
   */
  <
    const F extends DataFormat = 'channelsLast',
    const Keep extends boolean = false,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, GlobalAveragePooling1DRule<F, Keep>, Given>,
    options?: OptionalArg<
      At,
      GlobalAveragePooling1DRule<F, Keep>,
      Given,
      GlobalAveragePooling1DOptions<F, Keep> | AsObject<'globalAveragePooling1d', '{ keepdims: true }', Name>
    >,
  ): Placed<At, GlobalAveragePooling1DRule<F, Keep>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Average pooling over time.
     *
     * @example input([200], { dtype: 'int32' }).embedding(10000, 16).globalAveragePooling1d() // [null, 16]
     * @see https://keras.io/api/layers/pooling_layers/global_average_pooling1d/
     */
    readonly globalAveragePooling1d: GlobalAveragePooling1D<OnTensor>;
  }
}

const layer = 'globalAveragePooling1d';

/**
 * Average pooling over time.
 *
 * @example sequential([200, 16], [globalAveragePooling1d()]) // [null, 16]
 * @see https://keras.io/api/layers/pooling_layers/global_average_pooling1d/
 */
export const globalAveragePooling1d: GlobalAveragePooling1D<Free> = defineLayer({
  name: layer,
  className: 'GlobalAveragePooling1D',
  baseName: 'global_average_pooling1d',
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
    keepdims: optional(flag, false),
  } satisfies OwnOptions<GlobalAveragePooling1DOptions>,
  spec: ({ dataFormat, keepdims }) => ({
    outputShape: (inputs) => poolSpace(1, layer, onlyInput(layer, inputs), dataFormat, keepdims),
    weights: () => [],
  }),
});
