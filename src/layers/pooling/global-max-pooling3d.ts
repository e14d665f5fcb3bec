import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { flag } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import { poolSpace, type PoolSpace } from '../../shapes/slide.js';
import type { AsObject } from '../options/as-object.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `globalMaxPooling3d`. */
export interface GlobalMaxPooling3DOptions<
  F extends DataFormat = DataFormat,
  Keep extends boolean = boolean,
> extends LayerOptions {
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** Whether depth, height and width stay, as axes of size 1. Default false. */
  keepdims?: Keep;
}

/** The largest value of each channel: `[null, 4, 7, 7, 64]` gives `[null, 64]`. */
export interface GlobalMaxPooling3DRule<F extends DataFormat, Keep extends boolean> extends Rule {
  readonly of: ['globalMaxPooling3d', F, Keep];
  readonly params: '0';
  readonly out: PoolSpace<3, 'globalMaxPooling3d', this['in'], F, Keep>;
}

/** The largest value over each whole volume; its signature, wherever it stands. */
export interface GlobalMaxPooling3D<Where extends Place> {
  /**
   * The largest value over each whole volume, channel by channel.
   *
   * Input `[batch, depth, height, width, channels]`, output `[batch, channels]`, or `[batch, 1, 1, 1, channels]` with `keepdims`.
   *
   * @throws ShapeMismatchError where the input is no volume.
   * @example input([4, 7, 7, 64]).globalMaxPooling3d() // [null, 64]
   * @see https://keras.io/api/layers/pooling_layers/global_max_pooling3d/
   */
  <
    const F extends DataFormat = 'channelsLast',
    const Keep extends boolean = false,
    Given = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: Receiver<Where, At, GlobalMaxPooling3DRule<F, Keep>, Given>,
    options?: OptionalArg<
      At,
      GlobalMaxPooling3DRule<F, Keep>,
      Given,
      GlobalMaxPooling3DOptions<F, Keep> | AsObject<'globalMaxPooling3d', '{ keepdims: true }', Name>
    >,
  ): Placed<At, GlobalMaxPooling3DRule<F, Keep>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The largest value over each whole volume.
     *
     * @example input([4, 7, 7, 64]).globalMaxPooling3d() // [null, 64]
     * @see https://keras.io/api/layers/pooling_layers/global_max_pooling3d/
     */
    readonly globalMaxPooling3d: GlobalMaxPooling3D<OnTensor>;
  }
}

/**
 * The largest value over each whole volume.
 *
 * @example sequential([4, 7, 7, 64], [globalMaxPooling3d()]) // [null, 64]
 * @see https://keras.io/api/layers/pooling_layers/global_max_pooling3d/
 */
export const globalMaxPooling3d: GlobalMaxPooling3D<Free> = defineLayer({
  name: 'globalMaxPooling3d',
  className: 'GlobalMaxPooling3D',
  baseName: 'global_max_pooling3d',
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
    keepdims: optional(flag, false),
  } satisfies OwnOptions<GlobalMaxPooling3DOptions>,
  spec: ({ dataFormat, keepdims }) => ({
    outputShape: (inputs) =>
      poolSpace(3, 'globalMaxPooling3d', onlyInput('globalMaxPooling3d', inputs), dataFormat, keepdims),
    weights: () => [],
  }),
});
