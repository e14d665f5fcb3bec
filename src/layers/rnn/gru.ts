import { defineLayer, onlyInput, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import { count } from '../../options/kinds.js';
import { overSteps, withStates, type NotStates, type OverSteps } from '../../shapes/steps.js';
import type { AsObject } from '../options/as-object.js';
import type { CountArg } from '../options/numbers.js';
import {
  ofSteps,
  outputOptions,
  stepsOptions,
  type InitialState,
  type OutputOptions,
  type StateRoles,
  type StateTensors,
  type StepsOptions,
} from '../options/recurrent.js';
import { gruCellOptions, gruWeights, type GRUCellOptions } from './gru-cell.js';

/** Options of `gru`. */
export interface GRUOptions<
  Seq extends boolean = boolean,
  Unroll extends boolean = boolean,
  State extends boolean = boolean,
>
  extends GRUCellOptions, OutputOptions, StepsOptions<Seq, Unroll, State> {}

/** The last state, or with `Seq` each step's: `[null, 20, 8]` gives `[null, units]`, or `[null, 20, units]`. */
export interface GRURule<
  U extends number,
  Seq extends boolean,
  Unroll extends boolean,
  State extends boolean,
> extends RoleRule {
  readonly of: ['gru', U, Seq, Unroll, State];
  readonly out: OverSteps<'gru', this['in'], U, Seq, Unroll, State, [U]>;
  readonly refused: this['given'] extends { readonly initialState: infer States }
    ? { initialState: NotStates<'gru', States, U, 1> }
    : unknown;
}

/** Gated recurrent unit; its signature, wherever it stands. */
export interface GRU<Where extends Place> {
  /**
   * Gated recurrent unit: at each step, one gate mixes the old state with a new one, another says how much of the old one
   * the new one sees. Cho et al. 2014.
   *
   * Input `[batch, steps, features]`, output `[batch, units]`, or `[batch, steps, units]` with `returnSequences`;
   * with `returnState` that and the state after the last step, `[batch, units]`; `initialState` begins with one.
   * A step that a mask leaves out leaves the state as it is. Weights: `kernel` `[features, 3 * units]`,
   * `recurrent_kernel` `[units, 3 * units]`, `bias` `[2, 3 * units]` (the inputs', the state's), without `resetAfter`
   * `[3 * units]`: the gates update and reset, and the new state.
   *
   * @param units The size of the state: a whole number above zero.
   * @throws ShapeMismatchError where the input has no steps and features, or the number of features is not known.
   * @example input(['time', 8]).gru(64, { returnSequences: true }).gru(32).dense(1)
   * @see https://keras.io/api/layers/recurrent_layers/gru/
   */
  <
    const U extends number,
    const Seq extends boolean = false,
    const Unroll extends boolean = false,
    const State extends boolean = false,
    const H extends StateTensors | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    units: Arg<At, GRURule<U, Seq, Unroll, State>, CountArg<'gru: units', U>>,
    options?:
      | (GRUOptions<Seq, Unroll, State> &
          InitialState<RoleArg<At, GRURule<U, Seq, Unroll, State>, { initialState: H }, 'initialState'>>)
      | AsObject<'gru', '{ returnSequences: true }', Name>,
  ): PlacedCall<At, GRURule<U, Seq, Unroll, State>, { initialState: H }, StateRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Gated recurrent unit.
     *
     * @example input(['time', 8]).gru(64, { returnSequences: true }).gru(32).dense(1)
     * @see https://keras.io/api/layers/recurrent_layers/gru/
     */
    readonly gru: GRU<OnTensor>;
  }
}

/**
 * Gated recurrent unit.
 *
 * @example sequential([20, 8], [gru(64), dense(1)])
 * @see https://keras.io/api/layers/recurrent_layers/gru/
 */
export const gru: GRU<Free> = defineLayer({
  name: 'gru',
  className: 'GRU',
  baseName: 'gru',
  roles: ['initialState'],
  takes: { units: count },
  options: { ...stepsOptions, ...gruCellOptions, ...outputOptions } satisfies OwnOptions<GRUOptions>,
  spec: (config) => ({
    outputShape: (inputs, { roles }) =>
      withStates(
        'gru',
        roles['initialState'],
        config.units,
        1,
        overSteps('gru', onlyInput('gru', inputs), config.units, config, [config.units]),
      ),
    weights: ([shape]) => gruWeights(shape!, config),
    ...ofSteps(config),
  }),
});
