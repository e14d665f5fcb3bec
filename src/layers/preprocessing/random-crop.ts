import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, This } from '../../graph/rule.js';
import { count, seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import { resizeImage, type DataFormat, type OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import type { CountArg } from '../options/numbers.js';
import { dataFormat as formatKind } from '../options/window.js';
import type { ResizedRule } from './resizing.js';

/** Options of `randomCrop`. */
export interface RandomCropOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** The same seed gives the same places, a new one each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** A part of images, from a random place; its signature, wherever it stands. */
export interface RandomCrop<Where extends Place> {
  /**
   * In training, cuts out a part of images, from one random place in all of a batch; at any other time, resizes the largest part
   * in the middle that has the new proportions.
   *
   * Input `[batch, height, width, channels]`, output the same with the new height and width.
   *
   * @param height The new height.
   * @param width The new width.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([40, 30, 3]).randomCrop(28, 28) // [null, 28, 28, 3]
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_crop/
   */
  <
    const H extends number,
    const W extends number,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    height: CountArg<'randomCrop: height', H>,
    width: Arg<At, ResizedRule<'randomCrop', H, W, F>, CountArg<'randomCrop: width', W>>,
    options?: RandomCropOptions<F> | AsObject<'randomCrop', '{ seed: 1 }', Name>,
  ): Placed<At, ResizedRule<'randomCrop', H, W, F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A part of images, from a random place.
     *
     * @example input([40, 30, 3]).randomCrop(28, 28) // [null, 28, 28, 3]
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_crop/
     */
    readonly randomCrop: RandomCrop<OnTensor>;
  }
}

const layer = 'randomCrop';

/**
 * A part of images, from a random place.
 *
 * @example sequential([40, 30, 3], [randomCrop(28, 28)]) // [null, 28, 28, 3]
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_crop/
 */
export const randomCrop: RandomCrop<Free> = defineLayer({
  name: layer,
  className: 'RandomCrop',
  baseName: 'random_crop',
  random: true,
  takes: { height: count, width: count },
  options: {
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomCropOptions>,
  spec: ({ height, width, dataFormat }) => ({
    outputShape: (inputs) =>
      resizeImage(layer, onlyInput(layer, inputs), dataFormat, 'same', (_, axis) => [height, width][axis]!),
    weights: () => [],
  }),
});
