import { defineLayer, onlyInput, type LayerOptions } from '../../graph/layer.js';
import { count } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type {
  Arg,
  Free,
  Inferred,
  OnTensor,
  OptionalArg,
  Place,
  Placed,
  Receiver,
  Rule,
} from '../../graph/rule.js';
import type { TimesSpace } from '../../shapes/resize.js';
import { changeSpace } from '../../shapes/space.js';
import { timesDim } from '../../shapes/named.js';
import type { AsObject } from '../options/as-object.js';
import type { CountArg } from '../options/numbers.js';

/** The steps times `size`: `[null, 8, 4]` gives `[null, 16, 4]`. */
export interface UpSampling1DRule<K> extends Rule {
  readonly of: ['upSampling1d', K];
  readonly params: '0';
  readonly out: TimesSpace<'upSampling1d', this['in'], 1, K, 'channelsLast'>;
}

type Size<K extends number> = CountArg<'upSampling1d: size', K>;

/** Up-sampling of sequences; its signature, wherever it stands. */
export interface UpSampling1D<Where extends Place> {
  /**
   * Repeats every step of sequences.
   *
   * Input `[batch, steps, features]`, output `[batch, steps * size, features]`.
   *
   * @param size How often each step comes. Default 2.
   * @throws ShapeMismatchError where the input is no sequence.
   * @example input([8, 4]).upSampling1d(3) // [null, 24, 4]
   * @see https://keras.io/api/layers/reshaping_layers/up_sampling1d/
   */
  <const K extends number = 2, Given = undefined, Name extends string = never, At = Where>(
    this: Receiver<Where, At, UpSampling1DRule<K>, Given>,
    size?: Arg<At, UpSampling1DRule<K>, Size<K>> | Inferred<Given, Size<K>>,
    options?: OptionalArg<
      At,
      UpSampling1DRule<K>,
      Given,
      LayerOptions | AsObject<'upSampling1d', "{ name: 'first' }", Name>
    >,
  ): Placed<At, UpSampling1DRule<K>, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Up-sampling of sequences.
     *
     * @example input([8, 4]).upSampling1d(3) // [null, 24, 4]
     * @see https://keras.io/api/layers/reshaping_layers/up_sampling1d/
     */
    readonly upSampling1d: UpSampling1D<OnTensor>;
  }
}

const layer = 'upSampling1d';

/**
 * Up-sampling of sequences.
 *
 * @example sequential([8, 4], [upSampling1d(3)]) // [null, 24, 4]
 * @see https://keras.io/api/layers/reshaping_layers/up_sampling1d/
 */
export const upSampling1d: UpSampling1D<Free> = defineLayer({
  name: layer,
  className: 'UpSampling1D',
  baseName: 'up_sampling1d',
  integers: true,
  takes: { size: optional(count, 2) },
  options: {},
  spec: ({ size }) => ({
    outputShape: (inputs) =>
      changeSpace(1, layer, onlyInput(layer, inputs), 'channelsLast', 'same', (n) => timesDim(n, size)),
    weights: () => [],
  }),
});
