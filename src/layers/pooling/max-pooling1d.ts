import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { following, optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { slideSpace, type SlideSpace } from '../../shapes/slide.js';
import type { OtherPadding, Padding } from '../../shapes/window.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes1 } from '../options/numbers.js';
import { dataFormat, padding, size1, windowOf, type Size } from '../options/window.js';

/** Options of `maxPooling1d`. */
export interface MaxPooling1DOptions<
  St extends SizeArg = Size<1>,
  P extends Padding = Padding,
  F extends DataFormat = DataFormat,
> extends LayerOptions {
  /** How far the window moves: one size. Default: `poolSize`. */
  strides?: Sizes1<'maxPooling1d: strides', St>;
  /** 'valid': only whole windows; 'same': padded at the edges. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The largest value of each window: `[null, 100, 8]` gives `[null, 50, 8]`. */
export interface MaxPooling1DRule<K, St, P extends Padding, F extends DataFormat> extends Rule {
  readonly of: ['maxPooling1d', K, St, P, F];
  readonly params: '0';
  readonly out: SlideSpace<1, 'maxPooling1d', this['in'], K, St, P, 1, 'same', F>;
}

/** Max pooling over steps; its signature, wherever it stands. */
export interface MaxPooling1D<Where extends Place> {
  /**
   * Max pooling over steps: the largest value of each window.
   *
   * Input `[batch, steps, channels]`, output `[batch, newSteps, channels]`, where for padding 'valid'
   * `newSteps = floor((steps - poolSize) / strides) + 1`, for 'same' `ceil(steps / strides)`.
   *
   * @param poolSize The window: one size. Default 2.
   * @throws ShapeMismatchError where the input has no steps and channels, or the window does not fit in it.
   * @example input([100, 8]).maxPooling1d() // [null, 50, 8]
   * @see https://keras.io/api/layers/pooling_layers/max_pooling1d/
   */
  <
    const K extends SizeArg = 2,
    const St extends SizeArg = K,
    const P extends Padding = 'valid',
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, MaxPooling1DRule<K, St, P, F>, Given>,
    poolSize?: OptionalArg<At, MaxPooling1DRule<K, St, P, F>, Given, Sizes1<'maxPooling1d: poolSize', K>>,
    options?: OptionalArg<
      At,
      MaxPooling1DRule<K, St, P, F>,
      Given,
      MaxPooling1DOptions<St, P, F> | AsObject<'maxPooling1d', '{ strides: 2 }', Name>
    >,
  ): Placed<At, MaxPooling1DRule<K, St, P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Max pooling over steps.
     *
     * @example input([100, 8]).maxPooling1d() // [null, 50, 8]
     * @see https://keras.io/api/layers/pooling_layers/max_pooling1d/
     */
    readonly maxPooling1d: MaxPooling1D<OnTensor>;
  }
}

/**
 * Max pooling over steps.
 *
 * @example sequential([100, 8], [maxPooling1d()]) // [null, 50, 8]
 * @see https://keras.io/api/layers/pooling_layers/max_pooling1d/
 */
export const maxPooling1d: MaxPooling1D<Free> = defineLayer({
  name: 'maxPooling1d',
  className: 'MaxPooling1D',
  baseName: 'max_pooling1d',
  takes: { poolSize: optional(size1, 2) },
  options: {
    strides: following(size1, 'poolSize'),
    padding: optional(padding, 'valid'),
    dataFormat: optional(dataFormat, 'channelsLast'),
  } satisfies OwnOptions<MaxPooling1DOptions>,
  spec: ({ poolSize, ...options }) => ({
    outputShape: (inputs) =>
      slideSpace('maxPooling1d', onlyInput('maxPooling1d', inputs), windowOf(poolSize, options), 'same'),
    weights: () => [],
  }),
});
