import { defineLayer, type LayerOptions, type OwnOptions, type WeightSpec } from '../../graph/layer.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import { count, flag } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { Shape } from '../../shapes/shape.js';
import type { NotThese, OneStep } from '../../shapes/steps.js';
import type { AsObject } from '../options/as-object.js';
import { lstmBias } from '../options/lstm-bias.js';
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

/** Options of `lstmCell`. */
export interface LSTMCellOptions<B extends boolean = boolean>
  extends LayerOptions, CellOptions<B>, GateOptions {
  /** Whether the forget gate's bias begins at one. Jozefowicz et al. 2015. Default true. */
  unitForgetBias?: boolean;
}

/** One step of long short-term memory: `[null, 3]` gives the output and both states, `[null, units]` each. */
export interface LSTMCellRule<U extends number, B extends boolean = true> extends RoleRule {
  readonly of: ['lstmCell', U, [U, U], B];
  readonly params: StepNumbers<this['in'], U, 4, B extends true ? [[4, U]] : []>;
  readonly out: OneStep<'lstmCell', this['in'], U, [U, U]>;
  readonly refused: this['given'] extends { readonly states: infer Given }
    ? { states: NotThese<'lstmCell: states', Given, [[null, U], [null, U]]> }
    : unknown;
}

interface LSTMWeights extends StepSettings {
  readonly unitForgetBias: boolean;
}

/** `LSTMCellOptions`, declared. */
export const lstmCellOptions = {
  ...gateOptions,
  ...cellOptions,
  unitForgetBias: optional(flag, true),
} satisfies OwnOptions<LSTMCellOptions>;

/** The weights of long short-term memory on some features. */
export const lstmWeights = (shape: Shape, settings: LSTMWeights): readonly WeightSpec[] =>
  stepWeights(shape, settings.units, 4, {
    ...settings,
    bias: settings.useBias && lstmBias(settings.units, settings),
  });

/** One step of long short-term memory; its signature, wherever it stands. */
export interface LSTMCell<Where extends Place> {
  /**
   * One step of long short-term memory, for `rnn` to take over a sequence, alone or one of several. Hochreiter and
   * Schmidhuber 1997.
   *
   * By itself: input `[batch, features]`, outputs `[output, output, carry]`, `[batch, units]` each: what it gives, and the
   * states after the step; `states` are those before it. Weights: those of `lstm`.
   *
   * @param units The size of the state: a whole number above zero.
   * @throws ShapeMismatchError where the input has no features, or their number is not known.
   * @example input(['time', 8]).rnn([lstmCell(64), lstmCell(32)]).dense(1)
   * @see https://keras.io/api/layers/recurrent_layers/lstm_cell/
   */
  <
    const U extends number,
    B extends boolean = true,
    const H extends StateTensors | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    units: Arg<At, LSTMCellRule<U, B>, CountArg<'lstmCell: units', U>>,
    options?:
      | (LSTMCellOptions<B> & States<RoleArg<At, LSTMCellRule<U, B>, { states: H }, 'states'>>)
      | AsObject<'lstmCell', '{ useBias: false }', Name>,
  ): PlacedCall<At, LSTMCellRule<U, B>, { states: H }, CellRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * One step of long short-term memory.
     *
     * @example const [y, h, c] = input([8]).lstmCell(64)
     * @see https://keras.io/api/layers/recurrent_layers/lstm_cell/
     */
    readonly lstmCell: LSTMCell<OnTensor>;
  }
}

/**
 * One step of long short-term memory.
 *
 * @example sequential([20, 8], [rnn([lstmCell(64), lstmCell(32)]), dense(1)])
 * @see https://keras.io/api/layers/recurrent_layers/lstm_cell/
 */
export const lstmCell: LSTMCell<Free> = defineLayer({
  name: 'lstmCell',
  className: 'LSTMCell',
  baseName: 'lstm_cell',
  roles: ['states'],
  takes: { units: count },
  options: lstmCellOptions,
  spec: (config) => ({
    ...ofCell('lstmCell', config.units, [config.units, config.units]),
    weights: ([shape]) => lstmWeights(shape!, config),
    random: drops(config),
  }),
});
