import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleArg } from '../../graph/role-layer.js';
import type { Free, OnTensor, OptionalArg, Place, Receiver } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { positive, seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { dataFormat as formatKind } from '../options/window.js';
import { mixed, type LabelRoles, type MixedRule } from './mixed.js';

/** Options of `mixUp`. */
export interface MixUpOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** How even the shares are: the beta distribution's parameter, above 0; near 0 an image stays as it is, or is another. Default 0.2. */
  alpha?: number;
  /** The same seed gives the same pairs, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images mixed with one another; its signature, wherever it stands. */
export interface MixUp<Where extends Place> {
  /**
   * In training, adds to each image of a batch a share of another, and to its label as much of the other's (Zhang et al. 2018); at any other
   * time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape; with `labels` that and the labels. They are given where the layer is called,
   * `mixUp()(images, { labels })`.
   *
   * @throws ShapeMismatchError where the input is no image, or the labels are not `[batch, classes]`.
   * @example const [mixed, targets] = input([28, 28, 3]).mixUp({ labels: input([10]) })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/mix_up/
   */
  <
    const F extends DataFormat = 'channelsLast',
    const L extends SymbolicTensor | undefined = undefined,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, MixedRule<'mixUp', F>, Given>,
    options?: OptionalArg<
      At,
      MixedRule<'mixUp', F>,
      Given,
      | (MixUpOptions<F> & {
          /** What is mixed as the images are, `[batch, classes]`. Default: images alone. */
          labels?: RoleArg<At, MixedRule<'mixUp', F>, { labels: L }, 'labels'>;
        })
      | AsObject<'mixUp', '{ seed: 1 }', Name>
    >,
  ): PlacedCall<At, MixedRule<'mixUp', F>, { labels: L }, LabelRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images mixed with one another.
     *
     * @example const [mixed, targets] = input([28, 28, 3]).mixUp({ labels: input([10]) })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/mix_up/
     */
    readonly mixUp: MixUp<OnTensor>;
  }
}

/**
 * Images mixed with one another.
 *
 * @example const [mixed, targets] = mixUp()(images, { labels })
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/mix_up/
 */
export const mixUp: MixUp<Free> = defineLayer({
  name: 'mixUp',
  className: 'MixUp',
  baseName: 'mix_up',
  random: true,
  roles: ['labels'],
  options: {
    alpha: optional(positive, 0.2),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<MixUpOptions>,
  spec: ({ dataFormat }) => ({
    outputShape: (inputs, { roles }) =>
      mixed('mixUp', dataFormat, onlyInput('mixUp', inputs), roles['labels']?.[0]),
    weights: () => [],
  }),
});
