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
import { lstmCellOptions, lstmWeights, type LSTMCellOptions } from './lstm-cell.js';

/** Options of `lstm`. */
export interface LSTMOptions<
  Seq extends boolean = boolean,
  Unroll extends boolean = boolean,
  State extends boolean = boolean,
>
  extends LSTMCellOptions, OutputOptions, StepsOptions<Seq, Unroll, State> {}

/** The last state, or with `Seq` each step's: `[null, 20, 8]` gives `[null, units]`, or `[null, 20, units]`. */
export interface LSTMRule<
  U extends number,
  Seq extends boolean,
  Unroll extends boolean,
  State extends boolean,
> extends RoleRule {
  readonly of: ['lstm', U, Seq, Unroll, State];
  readonly out: OverSteps<'lstm', this['in'], U, Seq, Unroll, State, [U, U]>;
  readonly refused: this['given'] extends { readonly initialState: infer States }
    ? { initialState: NotStates<'lstm', States, U, 2> }
    : unknown;
}

/** Long short-term memory; its signature, wherever it stands. */
export interface LSTM<Where extends Place> {
  /**
   * Long short-term memory: at each step, gates decide what its carry keeps, takes in and gives out. Hochreiter and
   * Schmidhuber 1997.
   *
   * Input `[batch, steps, features]`, output `[batch, units]`, or `[batch, steps, units]` with `returnSequences`;
   * with `returnState` that and the state after the last step, `[output, carry]`, `[batch, units]` each; `initialState` begins with one.
   * A step that a mask leaves out leaves the state as it is. Weights: `kernel` `[features, 4 * units]`,
   * `recurrent_kernel` `[units, 4 * units]`, `bias` `[4 * units]`: the gates in, forget, carry, out.
   *
   * @param units The size of the state: a whole number above zero.
   * @throws ShapeMismatchError where the input has no steps and features, or the number of features is not known.
   * @example input(['time', 8]).lstm(64, { returnSequences: true }).lstm(32).dense(1)
   * @see https://keras.io/api/layers/recurrent_layers/lstm/
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
    units: Arg<At, LSTMRule<U, Seq, Unroll, State>, CountArg<'lstm: units', U>>,
    options?:
      | (LSTMOptions<Seq, Unroll, State> &
          InitialState<RoleArg<At, LSTMRule<U, Seq, Unroll, State>, { initialState: H }, 'initialState'>>)
      | AsObject<'lstm', '{ returnSequences: true }', Name>,
  ): PlacedCall<At, LSTMRule<U, Seq, Unroll, State>, { initialState: H }, StateRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * Long short-term memory.
     *
     * @example input(['time', 8]).lstm(64, { returnSequences: true }).lstm(32).dense(1)
     * @see https://keras.io/api/layers/recurrent_layers/lstm/
     */
    readonly lstm: LSTM<OnTensor>;
  }
}

/**
 * Long short-term memory.
 *
 * @example sequential([20, 8], [lstm(64), dense(1)])
 * @see https://keras.io/api/layers/recurrent_layers/lstm/
 */
export const lstm: LSTM<Free> = defineLayer({
  name: 'lstm',
  className: 'LSTM',
  baseName: 'lstm',
  roles: ['initialState'],
  takes: { units: count },
  options: { ...stepsOptions, ...lstmCellOptions, ...outputOptions } satisfies OwnOptions<LSTMOptions>,
  spec: (config) => ({
    outputShape: (inputs, { roles }) =>
      withStates(
        'lstm',
        roles['initialState'],
        config.units,
        2,
        overSteps('lstm', onlyInput('lstm', inputs), config.units, config, [config.units, config.units]),
      ),
    weights: ([shape]) => lstmWeights(shape!, config),
    ...ofSteps(config),
  }),
});
