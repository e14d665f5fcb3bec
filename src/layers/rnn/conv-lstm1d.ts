import type { Naming } from '../../graph/layer-names.js';
import { defineLayer, type OwnOptions } from '../../graph/layer.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, This } from '../../graph/rule.js';
import { count } from '../../options/kinds.js';
import { optional } from '../../options/option.js';
import type { OverFilm } from '../../shapes/films.js';
import type { DataFormat, OtherFormat } from '../../shapes/rank.js';
import type { OtherPadding, Padding } from '../../shapes/window.js';
import {
  convLstmOptions,
  convLstmSpec,
  type ConvLSTMOptions,
  type FilmNumbers,
  type FilmRefused,
} from '../options/conv-lstm.js';
import type { Dilation } from '../options/dilation.js';
import type { CountArg, SizeArg, Sizes1 } from '../options/numbers.js';
import type { InitialState, StateRoles, StateTensors } from '../options/recurrent.js';
import { dataFormat, padding, size1, type Size } from '../options/window.js';

/** Options of `convLstm1d`. */
export interface ConvLSTM1DOptions<
  St extends SizeArg = Size<1>,
  P extends Padding = Padding,
  D extends SizeArg = Size<1>,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  Seq extends boolean = boolean,
  Unroll extends boolean = boolean,
  State extends boolean = boolean,
> extends ConvLSTMOptions<B, Seq, Unroll, State> {
  /** How far the window over the input moves: one size. Default 1. */
  strides?: Sizes1<'convLstm1d: strides', St>;
  /** 'valid': no padding of the input; 'same': padded with zeros, so that stride 1 keeps the rows. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window over the input: one size; 1 where strides are above it. Default 1. */
  dilationRate?: Dilation<1, 'convLstm1d', St, D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The options, and the states to begin with; an intersection of both is too deep for the compiler. */
interface ConvLSTM1DCall<
  St extends SizeArg,
  P extends Padding,
  D extends SizeArg,
  F extends DataFormat,
  B extends boolean,
  Seq extends boolean,
  Unroll extends boolean,
  State extends boolean,
  States,
>
  extends ConvLSTM1DOptions<St, P, D, F, B, Seq, Unroll, State>, InitialState<States> {}

/** The last state, or with `Seq` each step's: `[null, 8, 28, 3]` gives `[null, 26, filters]` of a window of 3. */
export interface ConvLSTM1DRule<
  C extends number,
  K,
  St,
  P extends Padding,
  D,
  F extends DataFormat,
  B extends boolean,
  Seq extends boolean,
  Unroll extends boolean,
  State extends boolean,
> extends RoleRule {
  readonly of: ['convLstm1d', C, K, St, P, D, F, B, Seq, Unroll, State];
  readonly params: FilmNumbers<1, this['in'], K, C, F, B>;
  readonly out: OverFilm<1, 'convLstm1d', this['in'], K, St, P, D, C, F, Seq, Unroll, State>;
  readonly refused: FilmRefused<1, 'convLstm1d', this['in'], this['given'], K, St, P, D, C, F>;
}

/** 1D convolutional LSTM; its signature, wherever it stands. */
export interface ConvLSTM1D<Where extends Place> {
  /**
   * 1D convolutional LSTM: long short-term memory over sequences of rows, whose products are convolutions: of each step, and of the
   * state, which keeps its size. Shi et al. 2015.
   *
   * Input `[batch, steps, rows, channels]`, output `[batch, newRows, filters]` as of `conv1d`, or
   * `[batch, steps, newRows, filters]` with `returnSequences`; with `returnState` that and the state after the last step,
   * `[output, carry]`; `initialState` begins with one. A step that a mask leaves out leaves the state as it is. Weights: `kernel`
   * `[kernelSize, channels, 4 * filters]`, `recurrent_kernel` `[kernelSize, filters, 4 * filters]`,
   * `bias` `[4 * filters]`: the gates in, forget, carry, out.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: one size.
   * @throws ShapeMismatchError where the input is no such shape, its channels are not known, or the window does not fit in it;
   * TypeError where strides and a dilation meet.
   * @example input([8, 28, 3]).convLstm1d(16, 3) // [null, 26, 16]
   * @see https://keras.io/api/layers/recurrent_layers/conv_lstm1d/
   */
  <
    const C extends number,
    const K extends SizeArg,
    const St extends SizeArg = 1,
    const P extends Padding = 'valid',
    const D extends SizeArg = 1,
    const F extends DataFormat = 'channelsLast',
    B extends boolean = true,
    const Seq extends boolean = false,
    const Unroll extends boolean = false,
    const State extends boolean = false,
    const H extends StateTensors | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    filters: Arg<
      At,
      ConvLSTM1DRule<C, K, St, P, D, F, B, Seq, Unroll, State>,
      CountArg<'convLstm1d: filters', C>
    >,
    kernelSize: Sizes1<'convLstm1d: kernelSize', K>,
    options?:
      | ConvLSTM1DCall<
          St,
          P,
          D,
          F,
          B,
          Seq,
          Unroll,
          State,
          RoleArg<
            At,
            ConvLSTM1DRule<C, K, St, P, D, F, B, Seq, Unroll, State>,
            { initialState: H },
            'initialState'
          >
        >
      | Naming<Name>,
  ): PlacedCall<
    At,
    ConvLSTM1DRule<C, K, St, P, D, F, B, Seq, Unroll, State>,
    { initialState: H },
    StateRoles,
    Name
  >;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 1D convolutional LSTM.
     *
     * @example input([8, 28, 3]).convLstm1d(16, 3) // [null, 26, 16]
     * @see https://keras.io/api/layers/recurrent_layers/conv_lstm1d/
     */
    readonly convLstm1d: ConvLSTM1D<OnTensor>;
  }
}

/**
 * 1D convolutional LSTM.
 *
 * @example sequential([8, 28, 3], [convLstm1d(16, 3)]) // [null, 26, 16]
 * @see https://keras.io/api/layers/recurrent_layers/conv_lstm1d/
 */
export const convLstm1d: ConvLSTM1D<Free> = defineLayer({
  name: 'convLstm1d',
  className: 'ConvLSTM1D',
  baseName: 'conv_lstm1d',
  roles: ['initialState'],
  takes: { filters: count, kernelSize: size1 },
  options: {
    strides: optional(size1, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size1, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    ...convLstmOptions,
  } satisfies OwnOptions<ConvLSTM1DOptions>,
  spec: convLstmSpec('convLstm1d'),
});
