import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { EachOf } from '../../shapes/shape.js';
import type { PadSpace } from '../../shapes/resize.js';
import { changeSpace } from '../../shapes/space.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import { plusDim } from '../../shapes/named.js';
import type { AsObject } from '../options/as-object.js';
import { sidesKind, type Sides, type SidesArg, type SidesOf } from '../options/sides.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `zeroPadding2d`. */
export interface ZeroPadding2DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Height and width grow by the padding: `[null, 4, 4, 8]` padded by 1 gives `[null, 6, 6, 8]`. */
export interface ZeroPadding2DRule<P, F extends DataFormat> extends Rule {
  readonly of: ['zeroPadding2d', P, F];
  readonly params: '0';
  readonly out: EachOf<
    P extends unknown ? PadSpace<'zeroPadding2d', this['in'], 2, SidesOf<P, 2>, F> : never
  >;
}

/** Zero padding of images; its signature, wherever it stands. */
export interface ZeroPadding2D<Where extends Place> {
  /**
   * Puts zeros around images.
   *
   * Input `[batch, height, width, channels]`, output `[batch, height + top and bottom, width + left and right, channels]`.
   *
   * @param padding One amount for every side, [height, width], or [[top, bottom], [left, right]]. Default 1.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).zeroPadding2d([[0, 1], [2, 2]]) // [null, 29, 32, 1]
   * @see https://keras.io/api/layers/reshaping_layers/zero_padding2d/
   */
  <
    const P extends SidesArg = 1,
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, ZeroPadding2DRule<P, F>, Given>,
    padding?: OptionalArg<At, ZeroPadding2DRule<P, F>, Given, Sides<'zeroPadding2d: padding', P, 2>>,
    options?: OptionalArg<
      At,
      ZeroPadding2DRule<P, F>,
      Given,
      ZeroPadding2DOptions<F> | AsObject<'zeroPadding2d', "{ dataFormat: 'channelsFirst' }", Name>
    >,
  ): Placed<At, ZeroPadding2DRule<P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Zero padding of images.
     *
     * @example input([28, 28, 1]).zeroPadding2d([[0, 1], [2, 2]]) // [null, 29, 32, 1]
     * @see https://keras.io/api/layers/reshaping_layers/zero_padding2d/
     */
    readonly zeroPadding2d: ZeroPadding2D<OnTensor>;
  }
}

const layer = 'zeroPadding2d';

/**
 * Zero padding of images.
 *
 * @example sequential([28, 28, 1], [zeroPadding2d([[0, 1], [2, 2]])]) // [null, 29, 32, 1]
 * @see https://keras.io/api/layers/reshaping_layers/zero_padding2d/
 */
export const zeroPadding2d: ZeroPadding2D<Free> = defineLayer({
  name: layer,
  className: 'ZeroPadding2D',
  baseName: 'zero_padding2d',
  integers: true,
  takes: { padding: optional(sidesKind(2), 1) },
  options: { dataFormat: optional(formatKind, 'channelsLast') } satisfies OwnOptions<ZeroPadding2DOptions>,
  spec: ({ padding, dataFormat }) => ({
    outputShape: (inputs) =>
      changeSpace(2, layer, onlyInput(layer, inputs), dataFormat, 'same', (n, axis) =>
        plusDim(n, padding[axis]![0] + padding[axis]![1]),
      ),
    weights: () => [],
  }),
});
