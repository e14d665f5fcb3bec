import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { flag } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { poolSpace, type PoolSpace } from '../../shapes/slide.js';
import type { AsObject } from '../options/as-object.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `globalMaxPooling1d`. */
export interface GlobalMaxPooling1DOptions<
  F extends DataFormat = DataFormat,
  Keep extends boolean = boolean,
> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** Whether the axis of steps stays, with size 1. Default false. */
  keepdims?: Keep;
}

/** The largest value of each channel: `[null, 100, 64]` gives `[null, 64]`. */
export interface GlobalMaxPooling1DRule<F extends DataFormat, Keep extends boolean> extends Rule {
  readonly of: ['globalMaxPooling1d', F, Keep];
  readonly params: '0';
  readonly out: PoolSpace<1, 'globalMaxPooling1d', this['in'], F, Keep>;
}

/** The largest value over all steps; its signature, wherever it stands. */
export interface GlobalMaxPooling1D<Where extends Place> {
  /**
   * The largest value over all steps, channel by channel.
   *
   * Input `[batch, steps, channels]`, output `[batch, channels]`, or `[batch, 1, channels]` with `keepdims`.
   *
   * @throws ShapeMismatchError where the input has no steps and channels.
   * @example input([100, 64]).globalMaxPooling1d() // [null, 64]
   * @see https://keras.io/api/layers/pooling_layers/global_max_pooling1d/
   */
  <
    const F extends DataFormat = 'channelsLast',
    const Keep extends boolean = false,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, GlobalMaxPooling1DRule<F, Keep>, Given>,
    options?: OptionalArg<
      At,
      GlobalMaxPooling1DRule<F, Keep>,
      Given,
      GlobalMaxPooling1DOptions<F, Keep> | AsObject<'globalMaxPooling1d', '{ keepdims: true }', Name>
    >,
  ): Placed<At, GlobalMaxPooling1DRule<F, Keep>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The largest value over all steps.
     *
     * @example input([100, 64]).globalMaxPooling1d() // [null, 64]
     * @see https://keras.io/api/layers/pooling_layers/global_max_pooling1d/
     */
    readonly globalMaxPooling1d: GlobalMaxPooling1D<OnTensor>;
  }
}

/**
 * The largest value over all steps.
 *
 * @example sequential([100, 64], [globalMaxPooling1d()]) // [null, 64]
 * @see https://keras.io/api/layers/pooling_layers/global_max_pooling1d/
 */
export const globalMaxPooling1d: GlobalMaxPooling1D<Free> = defineLayer({
  name: 'globalMaxPooling1d',
  className: 'GlobalMaxPooling1D',
  baseName: 'global_max_pooling1d',
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
    keepdims: optional(flag, false),
  } satisfies OwnOptions<GlobalMaxPooling1DOptions>,
  spec: ({ dataFormat, keepdims }) => ({
    outputShape: (inputs) =>
      poolSpace(1, 'globalMaxPooling1d', onlyInput('globalMaxPooling1d', inputs), dataFormat, keepdims),
    weights: () => [],
  }),
});
