import { defineLayer, onlyInput, type LayerOptions } from '../../graph/layer.js';
import { optional } from '../../options/option.js';
import type { Free, OnTensor, OptionalArg, Place, Placed, Receiver, Rule } from '../../graph/rule.js';
import type { EachOf } from '../../shapes/shape.js';
import type { CropSpace } from '../../shapes/resize.js';
import { changeSpace } from '../../shapes/space.js';
import type { AsObject } from '../options/as-object.js';
import { cropDim, endsKind, type Sides, type SidesArg, type SidesOf } from '../options/sides.js';

/** The steps less the cropping: `[null, 10, 4]` cropped by `[1, 2]` gives `[null, 7, 4]`. */
export interface Cropping1DRule<P> extends Rule {
  readonly of: ['cropping1d', P];
  readonly params: '0';
  readonly out: EachOf<
    P extends unknown ? CropSpace<'cropping1d', this['in'], 1, SidesOf<P, 1>, 'channelsLast'> : never
  >;
}

/** Cropping of sequences; its signature, wherever it stands. */
export interface Cropping1D<Where extends Place> {
  /**
   * Cuts steps off both ends of sequences.
   *
   * Input `[batch, steps, features]`, output `[batch, steps - both ends, features]`.
   *
   * @param cropping One amount for both ends, or [before, after]. Default 1.
   * @throws ShapeMismatchError where the input is no sequence, or nothing would be left of it.
   * @example input([10, 4]).cropping1d([1, 2]) // [null, 7, 4]
   * @see https://keras.io/api/layers/reshaping_layers/cropping1d/
   */
  <const P extends SidesArg = 1, Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, Cropping1DRule<P>, Given>,
    cropping?: OptionalArg<At, Cropping1DRule<P>, Given, Sides<'cropping1d: cropping', P, 1>>,
    options?: OptionalArg<
      At,
      Cropping1DRule<P>,
      Given,
      LayerOptions | AsObject<'cropping1d', "{ name: 'first' }", Name>
    >,
  ): Placed<At, Cropping1DRule<P>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Cropping of sequences.
     *
     * @example input([10, 4]).cropping1d([1, 2]) // [null, 7, 4]
     * @see https://keras.io/api/layers/reshaping_layers/cropping1d/
     */
    readonly cropping1d: Cropping1D<OnTensor>;
  }
}

const layer = 'cropping1d';

/**
 * Cropping of sequences.
 *
 * @example sequential([10, 4], [cropping1d([1, 2])]) // [null, 7, 4]
 * @see https://keras.io/api/layers/reshaping_layers/cropping1d/
 */
export const cropping1d: Cropping1D<Free> = defineLayer({
  name: layer,
  className: 'Cropping1D',
  baseName: 'cropping1d',
  integers: true,
  takes: { cropping: optional(endsKind, 1) },
  options: {},
  spec: ({ cropping }) => ({
    outputShape: (inputs) =>
      changeSpace(1, layer, onlyInput(layer, inputs), 'channelsLast', 'same', (n) => cropDim(n, cropping)),
    weights: () => [],
  }),
});
