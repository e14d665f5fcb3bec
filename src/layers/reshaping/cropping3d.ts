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

/** Options of `cropping3d`. */
export interface Cropping3DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The three spatial axes less the cropping: `[null, 8, 8, 8, 2]` cropped by 1 gives `[null, 6, 6, 6, 2]`. */
export interface Cropping3DRule<P, F extends DataFormat> extends Rule {
  readonly of: ['cropping3d', P, F];
  readonly params: '0';
  readonly out: EachOf<P extends unknown ? CropSpace<'cropping3d', this['in'], 3, SidesOf<P, 3>, F> : never>;
}

/** Cropping of volumes; its signature, wherever it stands. */
export interface Cropping3D<Where extends Place> {
  /**
   * Cuts the edges off volumes.
   *
   * Input `[batch, depth, height, width, channels]`, output `[batch, depth - both ends, height - both ends, width - both ends, channels]`.
   *
   * @param cropping One amount for every side, [depth, height, width], or [before, after] for each of them. Default 1.
   * @throws ShapeMismatchError where the input is no volume, or nothing would be left of it.
   * @example input([8, 8, 8, 2]).cropping3d([1, 2, 3]) // [null, 6, 4, 2, 2]
   * @see https://keras.io/api/layers/reshaping_layers/cropping3d/
   */
  <
    const P extends SidesArg = 1,
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, Cropping3DRule<P, F>, Given>,
    cropping?: OptionalArg<At, Cropping3DRule<P, F>, Given, Sides<'cropping3d: cropping', P, 3>>,
    options?: OptionalArg<
      At,
      Cropping3DRule<P, F>,
      Given,
      Cropping3DOptions<F> | AsObject<'cropping3d', "{ dataFormat: 'channelsFirst' }", Name>
    >,
  ): Placed<At, Cropping3DRule<P, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Cropping of volumes.
     *
     * @example input([8, 8, 8, 2]).cropping3d([1, 2, 3]) // [null, 6, 4, 2, 2]
     * @see https://keras.io/api/layers/reshaping_layers/cropping3d/
     */
    readonly cropping3d: Cropping3D<OnTensor>;
  }
}

const layer = 'cropping3d';

/**
 * Cropping of volumes.
 *
 * @example sequential([8, 8, 8, 2], [cropping3d([1, 2, 3])]) // [null, 6, 4, 2, 2]
 * @see https://keras.io/api/layers/reshaping_layers/cropping3d/
 */
export const cropping3d: Cropping3D<Free> = defineLayer({
  name: layer,
  className: 'Cropping3D',
  baseName: 'cropping3d',
  integers: true,
  takes: { cropping: optional(sidesKind(3), 1) },
  options: { dataFormat: optional(formatKind, 'channelsLast') } satisfies OwnOptions<Cropping3DOptions>,
  spec: ({ cropping, dataFormat }) => ({
    outputShape: (inputs) =>
      changeSpace(3, layer, onlyInput(layer, inputs), dataFormat, 'same', (n, axis) =>
        cropDim(n, cropping[axis]!),
      ),
    weights: () => [],
  }),
});
