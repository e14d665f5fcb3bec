import { defineLayer, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { Arg, Free, OnTensor, Place, Placed, This } from '../../graph/rule.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type FactorArg, type Factors } from '../options/factor.js';
import { dataFormat as formatKind } from '../options/window.js';
import { fillOptions, type FillOptions } from './fill.js';
import { sameImage, type SameImageRule } from './same-image.js';

/** Options of `randomRotation`. */
export interface RandomRotationOptions<F extends DataFormat = DataFormat> extends LayerOptions, FillOptions {
  /** The same seed gives the same angles, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images turned at random; its signature, wherever it stands. */
export interface RandomRotation<Where extends Place> {
  /**
   * In training, turns each image by an angle of its own, around its middle; at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape.
   *
   * @param factor The largest angle either way, as a share of a full turn: -1 to 1; or [lower, upper], counterclockwise above 0.
   * @throws ShapeMismatchError where the input is no image.
   * @example input([28, 28, 1]).randomRotation(0.1) // -36 to 36 degrees
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_rotation/
   */
  <
    const R extends FactorArg,
    const F extends DataFormat = 'channelsLast',
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    factor: Arg<At, SameImageRule<'randomRotation', F>, Factors<'randomRotation: factor', 'turns', R>>,
    options?: RandomRotationOptions<F> | AsObject<'randomRotation', '{ seed: 1 }', Name>,
  ): Placed<At, SameImageRule<'randomRotation', F>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images turned at random.
     *
     * @example input([28, 28, 1]).randomRotation(0.1) // -36 to 36 degrees
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_rotation/
     */
    readonly randomRotation: RandomRotation<OnTensor>;
  }
}

/**
 * Images turned at random.
 *
 * @example sequential([28, 28, 1], [randomRotation(0.1, { fillMode: 'nearest' }), conv2d(8, 3)])
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_rotation/
 */
export const randomRotation: RandomRotation<Free> = defineLayer({
  name: 'randomRotation',
  className: 'RandomRotation',
  baseName: 'random_rotation',
  random: true,
  takes: { factor: factorKind('turns') },
  options: {
    ...fillOptions,
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<RandomRotationOptions>,
  spec: ({ dataFormat }) => ({ outputShape: sameImage('randomRotation', dataFormat), weights: () => [] }),
});
