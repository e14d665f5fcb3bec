import { defineLayer, type LayerOptions, type OwnOptions, type WeightSpec } from '../../graph/layer.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import { count, flag } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Shape } from '../../shapes/shape.js';
import type { NotThese, OneStep } from '../../shapes/steps.js';
import type { AsObject } from '../options/as-object.js';
import type { CountArg } from '../options/numbers.js';
import {
  cellOptions,
  drops,
  gateOptions,
  ofCell,
  stepWeights,
  type CellOptions,
  type CellRoles,
  type GateOptions,
  type States,
  type StateTensors,
  type StepNumbers,
  type StepSettings,
} from '../options/recurrent.js';

/** Options of `gruCell`. */
export interface GRUCellOptions<B extends boolean = boolean, R extends boolean = boolean>
  extends LayerOptions, CellOptions<B>, GateOptions {
  /** Whether the reset gate acts after the product of the state, as in cuDNN, not before it. Default true. */
  resetAfter?: R;
}

/** With `R`, the input's product has a bias and the state's another. */
type BiasOf<U extends number, B extends boolean, R extends boolean> = B extends true
  ? R extends true
    ? [[2, 3, U]]
    : [[3, U]]
  : [];

/** One step of a gated recurrent unit: `[null, 3]` gives the output and the state, `[null, units]` each. */
export interface GRUCellRule<
  U extends number,
  B extends boolean = true,
  R extends boolean = true,
> extends RoleRule {
  readonly of: ['gruCell', U, [U], B, R];
  readonly params: StepNumbers<this['in'], U, 3, BiasOf<U, B, R>>;
  readonly out: OneStep<'gruCell', this['in'], U, [U]>;
  readonly refused: this['given'] extends { readonly states: infer Given }
    ? { states: NotThese<'gruCell: states', Given, [[null, U]]> }
    : unknown;
}

interface GRUWeights extends StepSettings {
  readonly resetAfter: boolean;
}

/** `GRUCellOptions`, declared. */
export const gruCellOptions = {
  ...gateOptions,
  ...cellOptions,
  resetAfter: optional(flag, true),
} satisfies OwnOptions<GRUCellOptions>;

/** The weights of a gated recurrent unit on some features. */
export const gruWeights = (
  shape: Shape,
  { units, useBias, resetAfter, biasInitializer, ...options }: GRUWeights,
): readonly WeightSpec[] =>
  stepWeights(shape, units, 3, {
    ...options,
    bias: useBias && {
      shape: resetAfter ? [2, 3 * units] : [3 * units],
      initializer: biasInitializer,
    },
  });

/** One step of a gated recurrent unit; its signature, wherever it stands. */
export interface GRUCell<Where extends Place> {
  /**
   * One step of a gated recurrent unit, for `rnn` to take over a sequence, alone or one of several. Cho et al. 2014.
   *
   * By itself: input `[batch, features]`, outputs `[output, state]`, `[batch, units]` each, which are one;
   * `states` is the one before the step. Weights: those of `gru`.
   *
   * @param units The size of the state: a whole number above zero.
   * @throws ShapeMismatchError where the input has no features, or their number is not known.
   * @example input(['time', 8]).rnn([gruCell(64), gruCell(32)]).dense(1)
   * @see https://keras.io/api/layers/recurrent_layers/gru_cell/
   */
  <
    const U extends number,
    B extends boolean = true,
    R extends boolean = true,
    const H extends StateTensors | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    units: Arg<At, GRUCellRule<U, B, R>, CountArg<'gruCell: units', U>>,
    options?:
      | (GRUCellOptions<B, R> & States<RoleArg<At, GRUCellRule<U, B, R>, { states: H }, 'states'>>)
      | AsObject<'gruCell', '{ useBias: false }', Name>,
  ): PlacedCall<At, GRUCellRule<U, B, R>, { states: H }, CellRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * One step of a gated recurrent unit.
     *
     * @example const [y, h] = input([8]).gruCell(64)
     * @see https://keras.io/api/layers/recurrent_layers/gru_cell/
     */
    readonly gruCell: GRUCell<OnTensor>;
  }
}

/**
 * One step of a gated recurrent unit.
 *
 * @example sequential([20, 8], [rnn([gruCell(64), gruCell(32)]), dense(1)])
 * @see https://keras.io/api/layers/recurrent_layers/gru_cell/
 */
export const gruCell: GRUCell<Free> = defineLayer({
  name: 'gruCell',
  className: 'GRUCell',
  baseName: 'gru_cell',
  roles: ['states'],
  takes: { units: count },
  options: gruCellOptions,
  spec: (config) => ({
    ...ofCell('gruCell', config.units, [config.units]),
    weights: ([shape]) => gruWeights(shape!, config),
    random: drops(config),
  }),
});
