import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { TimesSpace } from '../../shapes/resize.js';
import { changeSpace } from '../../shapes/space.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import { timesDim } from '../../shapes/named.js';
import type { AsObject } from '../options/as-object.js';
import type { SizeArg, Sizes3 } from '../options/numbers.js';
import { dataFormat as formatKind, size3 } from '../options/window.js';

/** Options of `upSampling3d`. */
export interface UpSampling3DOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The three spatial axes times `size`: `[null, 4, 4, 4, 2]` gives `[null, 8, 8, 8, 2]`. */
export interface UpSampling3DRule<K, F extends DataFormat> extends Rule {
  readonly of: ['upSampling3d', K, F];
  readonly params: '0';
  readonly out: TimesSpace<'upSampling3d', this['in'], 3, K, F>;
}

/** Up-sampling of volumes; its signature, wherever it stands. */
export interface UpSampling3D<Where extends Place> {
  /**
   * Makes volumes larger by whole factors, each value repeated.
   *
   * Input `[batch, depth, height, width, channels]`, output `[batch, depth * size, height * size, width * size, channels]`.
   *
   * @param size The factor: one, or [depth, height, width]. Default 2.
   * @throws ShapeMismatchError where the input is no volume.
   * @example input([4, 4, 4, 2]).upSampling3d([1, 2, 3]) // [null, 4, 8, 12, 2]
   * @see https://keras.io/api/layers/reshaping_layers/up_sampling3d/
   */
  <
    const K extends SizeArg = 2,
    const F extends DataFormat = 'channelsLast',
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, UpSampling3DRule<K, F>, Given>,
    size?: OptionalArg<At, UpSampling3DRule<K, F>, Given, Sizes3<'upSampling3d: size', K>>,
    options?: OptionalArg<
      At,
      UpSampling3DRule<K, F>,
      Given,
      UpSampling3DOptions<F> | AsObject<'upSampling3d', "{ dataFormat: 'channelsFirst' }", Name>
    >,
  ): Placed<At, UpSampling3DRule<K, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Up-sampling of volumes.
     *
     * @example input([4, 4, 4, 2]).upSampling3d([1, 2, 3]) // [null, 4, 8, 12, 2]
     * @see https://keras.io/api/layers/reshaping_layers/up_sampling3d/
     */
    readonly upSampling3d: UpSampling3D<OnTensor>;
  }
}

const layer = 'upSampling3d';

/**
 * Up-sampling of volumes.
 *
 * @example sequential([4, 4, 4, 2], [upSampling3d([1, 2, 3])]) // [null, 4, 8, 12, 2]
 * @see https://keras.io/api/layers/reshaping_layers/up_sampling3d/
 */
export const upSampling3d: UpSampling3D<Free> = defineLayer({
  name: layer,
  className: 'UpSampling3D',
  baseName: 'up_sampling3d',
  integers: true,
  takes: { size: optional(size3, 2) },
  options: { dataFormat: optional(formatKind, 'channelsLast') } satisfies OwnOptions<UpSampling3DOptions>,
  spec: ({ size, dataFormat }) => ({
    outputShape: (inputs) =>
      changeSpace(3, layer, onlyInput(layer, inputs), dataFormat, 'same', (n, axis) =>
        timesDim(n, size[axis]!),
      ),
    weights: () => [],
  }),
});
