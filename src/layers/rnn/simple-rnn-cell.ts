import { defineLayer, type LayerOptions, type OwnOptions, type WeightSpec } from '../../graph/layer.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import { count } from '../../options/kinds.js';
import type { Shape } from '../../shapes/shape.js';
import type { NotThese, OneStep } from '../../shapes/steps.js';
import type { AsObject } from '../options/as-object.js';
import type { BiasShape } from '../options/kernel.js';
import type { CountArg } from '../options/numbers.js';
import {
  cellOptions,
  drops,
  ofCell,
  stepWeights,
  type CellOptions,
  type CellRoles,
  type States,
  type StateTensors,
  type StepNumbers,
  type StepSettings,
} from '../options/recurrent.js';

/** Options of `simpleRNNCell`. */
export interface SimpleRNNCellOptions<B extends boolean = boolean> extends LayerOptions, CellOptions<B> {}

/** One step of the plain recurrent layer: `[null, 3]` gives the output and the state, `[null, units]` each. */
export interface SimpleRNNCellRule<U extends number, B extends boolean = true> extends RoleRule {
  readonly of: ['simpleRNNCell', U, [U], B];
  readonly params: StepNumbers<this['in'], U, 1, BiasShape<U, B>>;
  readonly out: OneStep<'simpleRNNCell', this['in'], U, [U]>;
  readonly refused: this['given'] extends { readonly states: infer Given }
    ? { states: NotThese<'simpleRNNCell: states', Given, [[null, U]]> }
    : unknown;
}

/** `SimpleRNNCellOptions`, declared. */
export const simpleRNNCellOptions = cellOptions satisfies OwnOptions<SimpleRNNCellOptions>;

/** The weights of the plain recurrent layer on some features. */
export const simpleRNNWeights = (
  shape: Shape,
  { units, useBias, biasInitializer, ...options }: StepSettings,
): readonly WeightSpec[] =>
  stepWeights(shape, units, 1, {
    ...options,
    bias: useBias && { shape: [units], initializer: biasInitializer },
  });

/** One step of the plain recurrent layer; its signature, wherever it stands. */
export interface SimpleRNNCell<Where extends Place> {
  /**
   * One step of the plain recurrent layer, for `rnn` to take over a sequence, alone or one of several.
   *
   * By itself: input `[batch, features]`, outputs `[output, state]`, `[batch, units]` each, which are one;
   * `states` is the one before the step. Weights: those of `simpleRNN`.
   *
   * @param units The size of the state: a whole number above zero.
   * @throws ShapeMismatchError where the input has no features, or their number is not known.
   * @example input(['time', 8]).rnn([simpleRNNCell(64), simpleRNNCell(32)]).dense(1)
   * @see https://keras.io/api/layers/recurrent_layers/simple_rnn_cell/
   */
  <
    const U extends number,
    B extends boolean = true,
    const H extends StateTensors | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    units: Arg<At, SimpleRNNCellRule<U, B>, CountArg<'simpleRNNCell: units', U>>,
    options?:
      | (SimpleRNNCellOptions<B> & States<RoleArg<At, SimpleRNNCellRule<U, B>, { states: H }, 'states'>>)
      | AsObject<'simpleRNNCell', '{ useBias: false }', Name>,
  ): PlacedCall<At, SimpleRNNCellRule<U, B>, { states: H }, CellRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * One step of the plain recurrent layer.
     *
     * @example const [y, h] = input([8]).simpleRNNCell(64)
     * @see https://keras.io/api/layers/recurrent_layers/simple_rnn_cell/
     */
    readonly simpleRNNCell: SimpleRNNCell<OnTensor>;
  }
}

/**
 * One step of the plain recurrent layer.
 *
 * @example sequential([20, 8], [rnn([simpleRNNCell(64), simpleRNNCell(32)]), dense(1)])
 * @see https://keras.io/api/layers/recurrent_layers/simple_rnn_cell/
 */
export const simpleRNNCell: SimpleRNNCell<Free> = defineLayer({
  name: 'simpleRNNCell',
  className: 'SimpleRNNCell',
  baseName: 'simple_rnn_cell',
  roles: ['states'],
  takes: { units: count },
  options: simpleRNNCellOptions,
  spec: (config) => ({
    ...ofCell('simpleRNNCell', config.units, [config.units]),
    weights: ([shape]) => simpleRNNWeights(shape!, config),
    random: drops(config),
  }),
});
