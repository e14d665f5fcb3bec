import { defineLayer, onlyInput, type LayerOptions, type OwnOptions } from '../../graph/layer.js';
import { flag } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Free, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { DataFormat, OtherFormat } from '../../shapes/images.js';
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import { dataFormat as formatKind } from '../options/window.js';

/** Options of `globalAveragePooling1d`. */
export interface GlobalAveragePooling1DOptions<
  F extends DataFormat = DataFormat,
  Keep extends boolean = boolean,
> extends LayerOptions {
  /** Where the features are: `'channelsFirst'` means `[batch, features, steps]`. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
  /** Whether the axis of steps stays, with size 1. Default false. */
  keepdims?: Keep;
}

/** The mean over the steps: `[null, 200, 16]` gives `[null, 16]`. */
export interface GlobalAveragePooling1DRule<F extends DataFormat, Keep extends boolean> extends Rule {
  readonly of: ['globalAveragePooling1d', F, Keep];
  readonly params: '0';
  readonly out: this['in'] extends readonly [infer B, infer X, infer Y]
    ? Pooled<B, X, Y, F, Keep>
    : number extends (this['in'] & Shape)['length']
      ? Pooled<null, number, number, F, Keep>
      : ShapeError<
          `globalAveragePooling1d needs [batch, steps, features], got ${Show<this['in']>}`,
          Pooled<null, number, number, F, Keep>
        >;
}

type Pooled<B, X, Y, F extends DataFormat, Keep extends boolean> = F extends 'channelsFirst'
  ? Keep extends true
    ? [B, X, 1]
    : [B, X]
  : Keep extends true
    ? [B, 1, Y]
    : [B, Y];

/** Value twin of `GlobalAveragePooling1DRule`. */
const pooled = (shape: Shape, format: DataFormat, keepdims: boolean): Checked => {
  if (shape.length !== 3)
    return misfit(`globalAveragePooling1d needs [batch, steps, features], got ${showShape(shape)}`);
  const [batch, x, y] = shape as readonly [number | null, number | null, number | null];
  if (format === 'channelsFirst') return fits(keepdims ? [batch, x, 1] : [batch, x]);
  return fits(keepdims ? [batch, 1, y] : [batch, y]);
};

/** Average pooling over time; its signature, wherever it stands. */
export interface GlobalAveragePooling1D<At extends Place> {
  /**
   * The mean over all steps, feature by feature; steps that a mask leaves out (`embedding` with `maskZero`) do not count.
   *
   * Input `[batch, steps, features]`, output `[batch, features]`, or `[batch, 1, features]` with `keepdims`.
   *
   * @throws ShapeMismatchError where the input has no steps and features.
   * @example input([200], { dtype: 'int32' }).embedding(10000, 16).globalAveragePooling1d() // [null, 16]
   * @see https://keras.io/api/layers/pooling_layers/global_average_pooling1d/
   */
  <const F extends DataFormat = 'channelsLast', const Keep extends boolean = false, Given = undefined>(
    this: Receiver<At, GlobalAveragePooling1DRule<F, Keep>, Given>,
    options?: OptionalArg<
      At,
      GlobalAveragePooling1DRule<F, Keep>,
      Given,
      GlobalAveragePooling1DOptions<F, Keep>
    >,
  ): Placed<At, GlobalAveragePooling1DRule<F, Keep>>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    /**
     * Average pooling over time.
     *
     * @example input([200], { dtype: 'int32' }).embedding(10000, 16).globalAveragePooling1d() // [null, 16]
     * @see https://keras.io/api/layers/pooling_layers/global_average_pooling1d/
     */
    readonly globalAveragePooling1d: GlobalAveragePooling1D<At>;
  }
}

const layer = 'globalAveragePooling1d';

/**
 * Average pooling over time.
 *
 * @example sequential([200, 16], [globalAveragePooling1d()]) // [null, 16]
 * @see https://keras.io/api/layers/pooling_layers/global_average_pooling1d/
 */
export const globalAveragePooling1d: GlobalAveragePooling1D<Free> = defineLayer({
  name: layer,
  className: 'GlobalAveragePooling1D',
  baseName: 'global_average_pooling1d',
  options: {
    dataFormat: optional(formatKind, 'channelsLast'),
    keepdims: optional(flag, false),
  } satisfies OwnOptions<GlobalAveragePooling1DOptions>,
  spec: ({ dataFormat, keepdims }) => ({
    outputShape: (inputs) => pooled(onlyInput(layer, inputs), dataFormat, keepdims),
    weights: () => [],
  }),
});
