import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { EachOf } from '../../shapes/shape.js';
import type { CropSpace } from '../../shapes/resize.js';
import { changeSpace } from '../../shapes/space.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { cropDim, sidesKind, type Sides, type SidesArg, type SidesOf } from '../options/sides.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `cropping2d`. */
export interface Cropping2DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Height and width less the cropping: `[null, 28, 28, 3]` cropped by 2 gives `[null, 24, 24, 3]`. */
export interface Cropping2DRule<P, F extends DataFormat> extends Rule {
  readonly of: ['cropping2d', P, F];
  readonly params: '0';
  readonly out: EachOf<P extends unknown ? CropSpace<'cropping2d', this['in'], 2, SidesOf<P, 2>, F> : never>;
}

/** Cropping of images; its signature, wherever it stands. */
export interface Cropping2D<Where extends Place> {
  /**
   * Cuts the edges off images.
   *
   * Input `[batch, height, width, channels]`, output `[batch, height - top and bottom, width - left and right, channels]`.
   *
   * @param cropping One amount for every side, [height, width], or [[top, bottom], [left, right]]. Default 0.
   * @throws ShapeMismatchError where the input is no image, or nothing would be left of it.
   * @example input([28, 28, 3]).cropping2d([[2, 2], [4, 4]]) // [null, 24, 20, 3]
   * @see https://keras.io/api/layers/reshaping_layers/cropping2d/
   */
  <
    const P extends SidesArg = 0,
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, Cropping2DRule<P, F>, Given>,
    cropping?: OptionalArg<At, Cropping2DRule<P, F>, Given, Sides<'cropping2d: cropping', P, 2>>,
    options?: OptionalArg<
      At,
      Cropping2DRule<P, F>,
      Given,
      Cropping2DOptions<F> | AsObject<'cropping2d', "{ dataFormat: 'channelsFirst' }", Name>
    >,
  ): Placed<At, Cropping2DRule<P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Cropping of images.
     *
     * @example input([28, 28, 3]).cropping2d([[2, 2], [4, 4]]) // [null, 24, 20, 3]
     * @see https://keras.io/api/layers/reshaping_layers/cropping2d/
     */
    readonly cropping2d: Cropping2D<OnTensor>;
  }
}

const layer = 'cropping2d';

/**
 * Cropping of images.
 *
 * @example sequential([28, 28, 3], [cropping2d([[2, 2], [4, 4]])]) // [null, 24, 20, 3]
 * @see https://keras.io/api/layers/reshaping_layers/cropping2d/
 */
export const cropping2d: Cropping2D<Free> = defineLayer({
  name: layer,
  className: 'Cropping2D',
  baseName: 'cropping2d',
  integers: true,
  takes: { cropping: optional(sidesKind(2), 0) },
  options: { dataFormat: optional(formatKind, 'channelsLast') } satisfies OwnOptions<Cropping2DOptions>,
  spec: ({ cropping, dataFormat }) => ({
    outputShape: (inputs) =>
      changeSpace(2, layer, onlyInput(layer, inputs), dataFormat, 'same', (n, axis) =>
        cropDim(n, cropping[axis]!),
      ),
    weights: () => [],
  }),
});
