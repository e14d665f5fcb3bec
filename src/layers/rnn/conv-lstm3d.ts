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
import type { CountArg, SizeArg, Sizes3 } from '../options/numbers.js';
import type { InitialState, StateRoles, StateTensors } from '../options/recurrent.js';
import { dataFormat, padding, size3, type Size } from '../options/window.js';

/** Options of `convLstm3d`. */
export interface ConvLSTM3DOptions<
  St extends SizeArg = Size<3>,
  P extends Padding = Padding,
  D extends SizeArg = Size<3>,
  F extends DataFormat = DataFormat,
  B extends boolean = boolean,
  Seq extends boolean = boolean,
  Unroll extends boolean = boolean,
  State extends boolean = boolean,
> extends ConvLSTMOptions<B, Seq, Unroll, State> {
  /** How far the window over the input moves: one size, or [depth, height, width]. Default 1. */
  strides?: Sizes3<'convLstm3d: strides', St>;
  /** 'valid': no padding of the input; 'same': padded with zeros, so that stride 1 keeps depth, height and width. Default 'valid'. */
  padding?: P | OtherPadding[P];
  /** The gaps in the window over the input: one size, or [depth, height, width]; 1 where strides are above it. Default 1. */
  dilationRate?: Dilation<3, 'convLstm3d', St, D>;
  /** Where the channels are. Default `'channelsLast'`. */
  dataFormat?: F | OtherFormat[F];
}

/** The options, and the states to begin with; an intersection of both is too deep for the compiler. */
interface ConvLSTM3DCall<
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
  extends ConvLSTM3DOptions<St, P, D, F, B, Seq, Unroll, State>, InitialState<States> {}

/** The last state, or with `Seq` each step's: `[null, 8, 28, 28, 28, 3]` gives `[null, 26, 26, 26, filters]` of a window of 3. */
export interface ConvLSTM3DRule<
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
  readonly of: ['convLstm3d', C, K, St, P, D, F, B, Seq, Unroll, State];
  readonly params: FilmNumbers<3, this['in'], K, C, F, B>;
  readonly out: OverFilm<3, 'convLstm3d', this['in'], K, St, P, D, C, F, Seq, Unroll, State>;
  readonly refused: FilmRefused<3, 'convLstm3d', this['in'], this['given'], K, St, P, D, C, F>;
}

/** 3D convolutional LSTM; its signature, wherever it stands. */
export interface ConvLSTM3D<Where extends Place> {
  /**
   * 3D convolutional LSTM: long short-term memory over sequences of volumes, whose products are convolutions: of each step, and of the
   * state, which keeps its size. Shi et al. 2015.
   *
   * Input `[batch, steps, depth, height, width, channels]`, output `[batch, newDepth, newHeight, newWidth, filters]` as of `conv3d`, or
   * `[batch, steps, newDepth, newHeight, newWidth, filters]` with `returnSequences`; with `returnState` that and the state after the last step,
   * `[output, carry]`; `initialState` begins with one. A step that a mask leaves out leaves the state as it is. Weights: `kernel`
   * `[kernelDepth, kernelHeight, kernelWidth, channels, 4 * filters]`, `recurrent_kernel` `[kernelDepth, kernelHeight, kernelWidth, filters, 4 * filters]`,
   * `bias` `[4 * filters]`: the gates in, forget, carry, out.
   *
   * @param filters How many channels come out.
   * @param kernelSize The window: one size, or [depth, height, width].
   * @throws ShapeMismatchError where the input is no such shape, its channels are not known, or the window does not fit in it;
   * TypeError where strides and a dilation meet.
   * @example input([8, 28, 28, 28, 3]).convLstm3d(16, 3) // [null, 26, 26, 26, 16]
   * @see https://keras.io/api/layers/recurrent_layers/conv_lstm3d/
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
      ConvLSTM3DRule<C, K, St, P, D, F, B, Seq, Unroll, State>,
      CountArg<'convLstm3d: filters', C>
    >,
    kernelSize: Sizes3<'convLstm3d: kernelSize', K>,
    options?:
      | ConvLSTM3DCall<
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
            ConvLSTM3DRule<C, K, St, P, D, F, B, Seq, Unroll, State>,
            { initialState: H },
            'initialState'
          >
        >
      | Naming<Name>,
  ): PlacedCall<
    At,
    ConvLSTM3DRule<C, K, St, P, D, F, B, Seq, Unroll, State>,
    { initialState: H },
    StateRoles,
    Name
  >;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * 3D convolutional LSTM.
     *
     * @example input([8, 28, 28, 28, 3]).convLstm3d(16, 3) // [null, 26, 26, 26, 16]
     * @see https://keras.io/api/layers/recurrent_layers/conv_lstm3d/
     */
    readonly convLstm3d: ConvLSTM3D<OnTensor>;
  }
}

/**
 * 3D convolutional LSTM.
 *
 * @example sequential([8, 28, 28, 28, 3], [convLstm3d(16, 3)]) // [null, 26, 26, 26, 16]
 * @see https://keras.io/api/layers/recurrent_layers/conv_lstm3d/
 */
export const convLstm3d: ConvLSTM3D<Free> = defineLayer({
  name: 'convLstm3d',
  className: 'ConvLSTM3D',
  baseName: 'conv_lstm3d',
  roles: ['initialState'],
  takes: { filters: count, kernelSize: size3 },
  options: {
    strides: optional(size3, 1),
    padding: optional(padding, 'valid'),
    dilationRate: optional(size3, 1),
    dataFormat: optional(dataFormat, 'channelsLast'),
    ...convLstmOptions,
  } satisfies OwnOptions<ConvLSTM3DOptions>,
  spec: convLstmSpec('convLstm3d'),
});
