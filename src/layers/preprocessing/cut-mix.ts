import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleArg } from '../../graph/role-layer.js';
import type { Free, OnTensor, OptionalArg, Place, Receiver } from '../../graph/rule.js';
import type { SymbolicTensor } from '../../graph/symbolic-tensor.js';
import { seed } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import type { AsObject } from '../options/as-object.js';
import { factor as factorKind, type Factor } from '../options/factor.js';
import { dataFormat as formatKind } from '../options/window.js';
import { mixed, type LabelRoles, type MixedRule } from './mixed.js';

/** Options of `cutMix`. */
export interface CutMixOptions<F extends DataFormat = DataFormat> extends LayerOptions {
  /** How even the shares are: the beta distribution's parameter, 0 to 1; [lower, upper], between which it is drawn; a number stands for 0 to that. Default 1. */
  factor?: Factor;
  /** The same seed gives the same pairs, new ones each step. Default: a fresh one. */
  seed?: number;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** Images with a part of one another; its signature, wherever it stands. */
export interface CutMix<Where extends Place> {
  /**
   * In training, puts a rectangle of another image in the place of each image's own, and as large a share of the other's label in its label
   * (Yun et al. 2019); at any other time, does nothing.
   *
   * Input `[batch, height, width, channels]`, output the same shape; with `labels` that and the labels. They are given where the layer is called,
   * `cutMix()(images, { labels })`.
   *
   * @throws ShapeMismatchError where the input is no image, or the labels are not `[batch, classes]`.
   * @example const [mixed, targets] = input([28, 28, 3]).cutMix({ labels: input([10]) })
   * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/cut_mix/
   */
  <
    const F extends DataFormat = 'channelsLast',
    const L extends SymbolicTensor | undefined = undefined,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, MixedRule<'cutMix', F>, Given>,
    options?: OptionalArg<
      At,
      MixedRule<'cutMix', F>,
      Given,
      | (CutMixOptions<F> & {
          /** What is mixed as the images are, `[batch, classes]`. Default: images alone. */
          labels?: RoleArg<At, MixedRule<'cutMix', F>, { labels: L }, 'labels'>;
        })
      | AsObject<'cutMix', '{ seed: 1 }', Name>
    >,
  ): PlacedCall<At, MixedRule<'cutMix', F>, { labels: L }, LabelRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Images with a part of one another.
     *
     * @example const [mixed, targets] = input([28, 28, 3]).cutMix({ labels: input([10]) })
     * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/cut_mix/
     */
    readonly cutMix: CutMix<OnTensor>;
  }
}

/**
 * Images with a part of one another.
 *
 * @example const [mixed, targets] = cutMix()(images, { labels })
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/cut_mix/
 */
export const cutMix: CutMix<Free> = defineLayer({
  name: 'cutMix',
  className: 'CutMix',
  baseName: 'cut_mix',
  random: true,
  roles: ['labels'],
  options: {
    factor: optional(factorKind('share'), 1),
    seed: optional(seed),
    dataFormat: optional(formatKind, 'channelsLast'),
  } satisfies OwnOptions<CutMixOptions>,
  spec: ({ dataFormat }) => ({
    outputShape: (inputs, { roles }) =>
      mixed('cutMix', dataFormat, onlyInput('cutMix', inputs), roles['labels']?.[0]),
    weights: () => [],
  }),
});
