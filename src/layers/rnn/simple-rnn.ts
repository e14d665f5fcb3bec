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
import { simpleRNNCellOptions, simpleRNNWeights, type SimpleRNNCellOptions } from './simple-rnn-cell.js';

/** Options of `simpleRNN`. */
export interface SimpleRNNOptions<
  Seq extends boolean = boolean,
  Unroll extends boolean = boolean,
  State extends boolean = boolean,
>
  extends SimpleRNNCellOptions, OutputOptions, StepsOptions<Seq, Unroll, State> {}

/** The last state, or with `Seq` each step's: `[null, 20, 8]` gives `[null, units]`, or `[null, 20, units]`. */
export interface SimpleRNNRule<
  U extends number,
  Seq extends boolean,
  Unroll extends boolean,
  State extends boolean,
> extends RoleRule {
  readonly of: ['simpleRNN', U, Seq, Unroll, State];
  readonly out: OverSteps<'simpleRNN', this['in'], U, Seq, Unroll, State, [U]>;
  readonly refused: this['given'] extends { readonly initialState: infer States }
    ? { initialState: NotStates<'simpleRNN', States, U, 1> }
    : unknown;
}

/** The plain recurrent layer; its signature, wherever it stands. */
export interface SimpleRNN<Where extends Place> {
  /**
   * The plain recurrent layer: at each step, the new state is `activation(input · kernel + state · recurrent_kernel + bias)`.
   *
   * Input `[batch, steps, features]`, output `[batch, units]`, or `[batch, steps, units]` with `returnSequences`;
   * with `returnState` that and the state after the last step, `[batch, units]`; `initialState` begins with one.
   * A step that a mask leaves out leaves the state as it is. Weights: `kernel` `[features, units]`,
   * `recurrent_kernel` `[units, units]`, `bias` `[units]`.
   *
   * @param units The size of the state: a whole number above zero.
   * @throws ShapeMismatchError where the input has no steps and features, or the number of features is not known.
   * @example input(['time', 8]).simpleRNN(64).dense(1)
   * @see https://keras.io/api/layers/recurrent_layers/simple_rnn/
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
    units: Arg<At, SimpleRNNRule<U, Seq, Unroll, State>, CountArg<'simpleRNN: units', U>>,
    options?:
      | (SimpleRNNOptions<Seq, Unroll, State> &
          InitialState<
            RoleArg<At, SimpleRNNRule<U, Seq, Unroll, State>, { initialState: H }, 'initialState'>
          >)
      | AsObject<'simpleRNN', '{ returnSequences: true }', Name>,
  ): PlacedCall<At, SimpleRNNRule<U, Seq, Unroll, State>, { initialState: H }, StateRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * The plain recurrent layer.
     *
     * @example input(['time', 8]).simpleRNN(64).dense(1)
     * @see https://keras.io/api/layers/recurrent_layers/simple_rnn/
     */
    readonly simpleRNN: SimpleRNN<OnTensor>;
  }
}

/**
 * The plain recurrent layer.
 *
 * @example sequential([20, 8], [simpleRNN(64), dense(1)])
 * @see https://keras.io/api/layers/recurrent_layers/simple_rnn/
 */
export const simpleRNN: SimpleRNN<Free> = defineLayer({
  name: 'simpleRNN',
  className: 'SimpleRNN',
  baseName: 'simple_rnn',
  roles: ['initialState'],
  takes: { units: count },
  options: {
    ...stepsOptions,
    ...simpleRNNCellOptions,
    ...outputOptions,
  } satisfies OwnOptions<SimpleRNNOptions>,
  spec: (config) => ({
    outputShape: (inputs, { roles }) =>
      withStates(
        'simpleRNN',
        roles['initialState'],
        config.units,
        1,
        overSteps('simpleRNN', onlyInput('simpleRNN', inputs), config.units, config, [config.units]),
      ),
    weights: ([shape]) => simpleRNNWeights(shape!, config),
    ...ofSteps(config),
  }),
});
