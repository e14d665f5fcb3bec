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

/** Options of `zeroPadding3d`. */
export interface ZeroPadding3DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The three spatial axes grow by the padding: `[null, 8, 8, 8, 2]` padded by 1 gives `[null, 10, 10, 10, 2]`. */
export interface ZeroPadding3DRule<P, F extends DataFormat> extends Rule {
  readonly of: ['zeroPadding3d', P, F];
  readonly params: '0';
  readonly out: EachOf<
    P extends unknown ? PadSpace<'zeroPadding3d', this['in'], 3, SidesOf<P, 3>, F> : never
  >;
}

/** Zero padding of volumes; its signature, wherever it stands. */
export interface ZeroPadding3D<Where extends Place> {
  /**
   * Puts zeros around volumes.
   *
   * Input `[batch, depth, height, width, channels]`, output `[batch, depth + both ends, height + both ends, width + both ends, channels]`.
   *
   * @param padding One amount for every side, [depth, height, width], or [before, after] for each of them. Default 1.
   * @throws ShapeMismatchError where the input is no volume.
   * @example input([8, 8, 8, 2]).zeroPadding3d([0, 1, [2, 3]]) // [null, 8, 10, 13, 2]
   * @see https://keras.io/api/layers/reshaping_layers/zero_padding3d/
   */
  <
    const P extends SidesArg = 1,
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, ZeroPadding3DRule<P, F>, Given>,
    padding?: OptionalArg<At, ZeroPadding3DRule<P, F>, Given, Sides<'zeroPadding3d: padding', P, 3>>,
    options?: OptionalArg<
      At,
      ZeroPadding3DRule<P, F>,
      Given,
      ZeroPadding3DOptions<F> | AsObject<'zeroPadding3d', "{ dataFormat: 'channelsFirst' }", Name>
    >,
  ): Placed<At, ZeroPadding3DRule<P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Zero padding of volumes.
     *
     * @example input([8, 8, 8, 2]).zeroPadding3d([0, 1, [2, 3]]) // [null, 8, 10, 13, 2]
     * @see https://keras.io/api/layers/reshaping_layers/zero_padding3d/
     */
    readonly zeroPadding3d: ZeroPadding3D<OnTensor>;
  }
}

const layer = 'zeroPadding3d';

/**
 * Zero padding of volumes.
 *
 * @example sequential([8, 8, 8, 2], [zeroPadding3d([0, 1, [2, 3]])]) // [null, 8, 10, 13, 2]
 * @see https://keras.io/api/layers/reshaping_layers/zero_padding3d/
 */
export const zeroPadding3d: ZeroPadding3D<Free> = defineLayer({
  name: layer,
  className: 'ZeroPadding3D',
  baseName: 'zero_padding3d',
  integers: true,
  takes: { padding: optional(sidesKind(3), 1) },
  options: { dataFormat: optional(formatKind, 'channelsLast') } satisfies OwnOptions<ZeroPadding3DOptions>,
  spec: ({ padding, dataFormat }) => ({
    outputShape: (inputs) =>
      changeSpace(3, layer, onlyInput(layer, inputs), dataFormat, 'same', (n, axis) =>
        plusDim(n, padding[axis]![0] + padding[axis]![1]),
      ),
    weights: () => [],
  }),
});
