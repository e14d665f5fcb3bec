import { heldName } from '../../graph/held-layers.js';
import { defineLayer, onlyInput, type AnyLayer, type Layer, type LayerOptions } from '../../graph/layer.js';
import type { Inside } from '../../graph/params-of.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, Rule, RuleOf, This } from '../../graph/rule.js';
import type { Declares } from '../../options/option.js';
import {
  stateShapes,
  overSteps,
  withThese,
  type NotThese,
  type OverSteps,
  type StateShapes,
} from '../../shapes/steps.js';
import type { AsObject } from '../options/as-object.js';
import {
  outputOptions,
  stepsOptions,
  type InitialState,
  type OutputOptions,
  type StateRoles,
  type StateTensors,
  type StepsOptions,
} from '../options/recurrent.js';
import { cellOrCells, sizesOf, type CellOrCells, type SizesOf, type UnitsOf } from './cells.js';
import { stackedRNNCells, type StackedRNNCellsRule } from './stacked-rnn-cells.js';

/** Options of `rnn`. */
export interface RNNOptions<
  Seq extends boolean = boolean,
  Unroll extends boolean = boolean,
  State extends boolean = boolean,
>
  extends LayerOptions, OutputOptions, StepsOptions<Seq, Unroll, State> {}

/** A cell over the steps: with one of 8 units, `[null, 20, 3]` gives `[null, 8]`, or with `Seq` `[null, 20, 8]`. */
export interface RNNRule<
  R extends Rule,
  Seq extends boolean,
  Unroll extends boolean,
  State extends boolean,
> extends RoleRule {
  readonly of: ['rnn', UnitsOf<R['of']>, Seq, Unroll, State, SizesOf<R['of']>, R['of']];
  readonly params: this['in'] extends readonly [infer Batch, unknown, ...infer Rest]
    ? [Inside<[Layer<R>], [Batch, ...Rest]>]
    : unknown;
  readonly out: OverSteps<'rnn', this['in'], UnitsOf<R['of']>, Seq, Unroll, State, SizesOf<R['of']>>;
  readonly refused: this['given'] extends { readonly initialState: infer States }
    ? { initialState: NotThese<'rnn: initialState', States, StateShapes<null, SizesOf<R['of']>>> }
    : unknown;
}

/** The rule of a cell, or of a list of them as one. */
type OneOf<C> = C extends readonly unknown[] ? StackedRNNCellsRule<C> : RuleOf<C>;

const stackOf = stackedRNNCells as (cells: readonly AnyLayer[]) => AnyLayer;

/** A cell over the steps of a sequence; its signature, wherever it stands. */
export interface RNN<Where extends Place> {
  /**
   * A cell over the steps of a sequence, or a list of cells, each of which works at each step on what the one before it gives.
   *
   * Input `[batch, steps, features]`, output `[batch, units]`, or `[batch, steps, units]` with `returnSequences`, of the last
   * cell; with `returnState` that and the states after the last step, the first cell's first; `initialState` begins with such.
   * A step that a mask leaves out leaves the states as they are. Weights: those of the cell, as `lstm_cell/...`, of a list as
   * `stacked_rnn_cells/lstm_cell/...`.
   *
   * @param cell `lstmCell`, `gruCell`, `simpleRNNCell`, `stackedRNNCells` or a cell of `defineCell`, or a list of them.
   * @throws ShapeMismatchError where the input has no steps and features, or the number of features is not known.
   * @example input(['time', 8]).rnn([lstmCell(64), gruCell(32)], { returnSequences: true }) // [null, 'time', 32]
   * @see https://keras.io/api/layers/recurrent_layers/rnn/
   */
  <
    const C extends AnyLayer | readonly AnyLayer[],
    const Seq extends boolean = false,
    const Unroll extends boolean = false,
    const State extends boolean = false,
    const H extends StateTensors | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    cell: CellOrCells<C, 'rnn: cell', Arg<At, RNNRule<OneOf<C>, Seq, Unroll, State>, C>>,
    options?:
      | (RNNOptions<Seq, Unroll, State> &
          InitialState<
            RoleArg<At, RNNRule<OneOf<C>, Seq, Unroll, State>, { initialState: H }, 'initialState'>
          >)
      | AsObject<'rnn', '{ returnSequences: true }', Name>,
  ): PlacedCall<At, RNNRule<OneOf<C>, Seq, Unroll, State>, { initialState: H }, StateRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A cell over the steps of a sequence, or a list of cells.
     *
     * @example input(['time', 8]).rnn([lstmCell(64), gruCell(32)]).dense(1)
     * @see https://keras.io/api/layers/recurrent_layers/rnn/
     */
    readonly rnn: RNN<OnTensor>;
  }
}

/**
 * A cell over the steps of a sequence, or a list of cells.
 *
 * @example sequential([20, 8], [rnn([lstmCell(64), gruCell(32)]), dense(1)])
 * @see https://keras.io/api/layers/recurrent_layers/rnn/
 */
export const rnn: RNN<Free> = defineLayer({
  name: 'rnn',
  className: 'RNN',
  baseName: 'rnn',
  roles: ['initialState'],
  takes: { cell: cellOrCells(stackOf) },
  options: { ...stepsOptions, ...outputOptions } satisfies Declares<RNNOptions, keyof LayerOptions>,
  spec: ({ cell, ...options }) => {
    const [units, ...sizes] = sizesOf(cell);
    return {
      config: options,
      layers: [
        {
          key: 'cell',
          name: heldName(cell),
          layer: cell,
          on: (inputs) => inputs.map(([batch, , ...rest]) => [batch!, ...rest]),
        },
      ],
      outputShape: (inputs, { roles }) =>
        withThese(
          'rnn: initialState',
          roles['initialState'],
          stateShapes(null, sizes),
          overSteps('rnn', onlyInput('rnn', inputs), units, options, sizes),
        ),
      weights: () => [],
      masks: options.returnSequences ? 'pass' : 'drop',
      random: cell.spec.random,
    };
  },
});
