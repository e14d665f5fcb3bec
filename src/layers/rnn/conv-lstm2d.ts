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
import type { CountArg, SizeArg, Sizes } from '../options/numbers.js';
import type { InitialState, StateRoles, StateTensors } from '../options/recurrent.js';
import { dataFormat, padding, size2, type Size } from '../options/window.js';

/** Options of `convLstm2d`. */
export interface ConvLSTM2DOptions<
  St extends SizeArg = Size<2>,
  P extends Padding = Padding,
  D extends SizeArg = Size<2>,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  Seq extends boolean = boolean,
  Unroll extends boolean = boolean,
  State extends boolean = boolean,
> extends ConvLSTMOptions<B, Seq, Unroll, State> {
  /** How far the window over the input moves: one size, or [height, width]. Default 1. */
  strides?: Sizes<'convLstm2d: strides', St>;
  /** 'valid': no padding of the input; 'same': padded with zeros, so that stride 1 keeps height and width. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window over the input: one size, or [height, width]; 1 where strides are above it. Default 1. */
  dilationRate?: Dilation<2, 'convLstm2d', St, D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The options, and the states to begin with; an intersection of both is too deep for the compiler. */
interface ConvLSTM2DCall<
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
  extends ConvLSTM2DOptions<St, P, D, F, B, Seq, Unroll, State>, InitialState<States> {}

/** The last state, or with `Seq` each step's: `[null, 8, 28, 28, 3]` gives `[null, 26, 26, filters]` of a window of 3. */
export interface ConvLSTM2DRule<
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
  readonly of: ['convLstm2d', C, K, St, P, D, F, B, Seq, Unroll, State];
  readonly params: FilmNumbers<2, this['in'], K, C, F, B>;
  readonly out: OverFilm<2, 'convLstm2d', this['in'], K, St, P, D, C, F, Seq, Unroll, State>;
  readonly refused: FilmRefused<2, 'convLstm2d', this['in'], this['given'], K, St, P, D, C, F>;
}

/** 2D convolutional LSTM; its signature, wherever it stands. */
export interface ConvLSTM2D<Where extends Place> {
  /**
   * 2D convolutional LSTM: long short-term memory over films, whose products are convolutions: of each step, and of the
   * state, which keeps its size. Shi et al. 2015.
   *
   * Input `[batch, steps, height, width, channels]`, output `[batch, newHeight, newWidth, filters]` as of `conv2d`, or
   * `[batch, steps, newHeight, newWidth, filters]` with `returnSequences`; with `returnState` that and the state after the last step,
   * `[output, carry]`; `initialState` begins with one. A step that a mask leaves out leaves the state as it is. Weights: `kernel`
   * `[kernelHeight, kernelWidth, channels, 4 * filters]`, `recurrent_kernel` `[kernelHeight, kernelWidth, filters, 4 * filters]`,
   * `bias` `[4 * filters]`: the gates in, forget, carry, out.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: one size, or [height, width].
   * @throws ShapeMismatchError where the input is no such shape, its channels are not known, or the window does not fit in it;
   * TypeError where strides and a dilation meet.
   * @example input([8, 28, 28, 3]).convLstm2d(16, 3) // [null, 26, 26, 16]
   * @see https://keras.io/api/layers/recurrent_layers/conv_lstm2d/
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
      ConvLSTM2DRule<C, K, St, P, D, F, B, Seq, Unroll, State>,
      CountArg<'convLstm2d: filters', C>
    >,
    kernelSize: Sizes<'convLstm2d: kernelSize', K>,
    options?:
      | ConvLSTM2DCall<
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
            ConvLSTM2DRule<C, K, St, P, D, F, B, Seq, Unroll, State>,
            { initialState: H },
            'initialState'
          >
        >
      | Naming<Name>,
  ): PlacedCall<
    At,
    ConvLSTM2DRule<C, K, St, P, D, F, B, Seq, Unroll, State>,
    { initialState: H },
    StateRoles,
    Name
  >;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 2D convolutional LSTM.
     *
     * @example input([8, 28, 28, 3]).convLstm2d(16, 3) // [null, 26, 26, 16]
     * @see https://keras.io/api/layers/recurrent_layers/conv_lstm2d/
     */
    readonly convLstm2d: ConvLSTM2D<OnTensor>;
  }
}

/**
 * 2D convolutional LSTM.
 *
 * @example sequential([8, 28, 28, 3], [convLstm2d(16, 3)]) // [null, 26, 26, 16]
 * @see https://keras.io/api/layers/recurrent_layers/conv_lstm2d/
 */
export const convLstm2d: ConvLSTM2D<Free> = defineLayer({
  name: 'convLstm2d',
  className: 'ConvLSTM2D',
  baseName: 'conv_lstm2d',
  roles: ['initialState'],
  takes: { filters: count, kernelSize: size2 },
  options: {
    strides: optional(size2, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size2, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    ...convLstmOptions,
  } satisfies OwnOptions<ConvLSTM2DOptions>,
  spec: convLstmSpec('convLstm2d'),
});
