import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, This } from '../../graph/rule.js';
import { count } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import { resizeImage, type DataFormat, type OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import type { CountArg } from '../options/numbers.js';
import { dataFormat as formatKind } from '../options/window.js';
import type { ResizedRule } from './resizing.js';

/** Options of `centerCrop`. */
export interface CenterCropOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The middle of images; its signature, wherever it stands. */
export interface CenterCrop<Where extends Place> {
  /**
   * Cuts out the middle of images; of one that is smaller, the largest part of the same proportions is made larger.
   *
   * Input `[batch, height, width, channels]`, output the same with the new height and width.
   *
   * @param height The new height.
   * @param width The new width.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([40, 30, 3]).centerCrop(28, 28) // [null, 28, 28, 3]
   * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/center_crop/
   */
  <
    const H extends number,
    const W extends number,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    height: CountArg<'centerCrop: height', H>,
    width: Arg<At, ResizedRule<'centerCrop', H, W, F>, CountArg<'centerCrop: width', W>>,
    options?: CenterCropOptions<F> | AsObject<'centerCrop', "{ dataFormat: 'channelsFirst' }", Name>,
  ): Placed<At, ResizedRule<'centerCrop', H, W, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The middle of images.
     *
     * @example input([40, 30, 3]).centerCrop(28, 28) // [null, 28, 28, 3]
     * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/center_crop/
     */
    readonly centerCrop: CenterCrop<OnTensor>;
  }
}

const layer = 'centerCrop';

/**
 * The middle of images.
 *
 * @example sequential([40, 30, 3], [centerCrop(28, 28)]) // [null, 28, 28, 3]
 * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/center_crop/
 */
export const centerCrop: CenterCrop<Free> = defineLayer({
  name: layer,
  className: 'CenterCrop',
  baseName: 'center_crop',
  takes: { height: count, width: count },
  options: { dataFormat: optional(formatKind, 'channelsLast') } satisfies OwnOptions<CenterCropOptions>,
  spec: ({ height, width, dataFormat }) => ({
    outputShape: (inputs) =>
      resizeImage(layer, onlyInput(layer, inputs), dataFormat, 'same', (_, axis) => [height, width][axis]!),
    weights: () => [],
  }),
});
