import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { EachOf } from '../../shapes/shape.js';
import type { PadSpace } from '../../shapes/resize.js';
import { changeSpace } from '../../shapes/space.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import { plusDim } from '../../shapes/named.js';
import type { AsObject } from '../options/as-object.js';
import { endsKind, type Sides, type SidesArg, type SidesOf } from '../options/sides.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `zeroPadding1d`. */
export interface ZeroPadding1DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the features are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The steps grow by the padding: `[null, 10, 4]` padded by `[2, 0]` gives `[null, 12, 4]`. */
export interface ZeroPadding1DRule<P, F extends DataFormat> extends Rule {
  readonly of: ['zeroPadding1d', P, F];
  readonly params: '0';
  readonly out: EachOf<
    P extends unknown ? PadSpace<'zeroPadding1d', this['in'], 1, SidesOf<P, 1>, F> : never
  >;
}

/** Zero padding of sequences; its signature, wherever it stands. */
export interface ZeroPadding1D<Where extends Place> {
  /**
   * Puts zeros before and after sequences.
   *
   * Input `[batch, steps, features]`, output `[batch, steps + both ends, features]`.
   *
   * @param padding One amount for both ends, or [before, after]. Default 1.
   * @throws ShapeMismatchError where the input is no sequence.
   * @example input([10, 4]).zeroPadding1d([2, 0]) // [null, 12, 4]
   * @see https://keras.io/api/layers/reshaping_layers/zero_padding1d/
   */
  <
    const P extends SidesArg = 1,
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, ZeroPadding1DRule<P, F>, Given>,
    padding?: OptionalArg<At, ZeroPadding1DRule<P, F>, Given, Sides<'zeroPadding1d: padding', P, 1>>,
    options?: OptionalArg<
      At,
      ZeroPadding1DRule<P, F>,
      Given,
      ZeroPadding1DOptions<F> | AsObject<'zeroPadding1d', "{ dataFormat: 'channelsFirst' }", Name>
    >,
  ): Placed<At, ZeroPadding1DRule<P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Zero padding of sequences.
     *
     * @example input([10, 4]).zeroPadding1d([2, 0]) // [null, 12, 4]
     * @see https://keras.io/api/layers/reshaping_layers/zero_padding1d/
     */
    readonly zeroPadding1d: ZeroPadding1D<OnTensor>;
  }
}

const layer = 'zeroPadding1d';

/**
 * Zero padding of sequences.
 *
 * @example sequential([10, 4], [zeroPadding1d([2, 0])]) // [null, 12, 4]
 * @see https://keras.io/api/layers/reshaping_layers/zero_padding1d/
 */
export const zeroPadding1d: ZeroPadding1D<Free> = defineLayer({
  name: layer,
  className: 'ZeroPadding1D',
  baseName: 'zero_padding1d',
  integers: true,
  takes: { padding: optional(endsKind, 1) },
  options: { dataFormat: optional(formatKind, 'channelsLast') } satisfies OwnOptions<ZeroPadding1DOptions>,
  spec: ({ padding, dataFormat }) => ({
    outputShape: (inputs) =>
      changeSpace(1, layer, onlyInput(layer, inputs), dataFormat, 'same', (n) =>
        plusDim(n, padding[0] + padding[1]),
      ),
    weights: () => [],
  }),
});
