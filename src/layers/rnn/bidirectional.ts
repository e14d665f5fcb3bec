import { isLayer, defineLayer, onlyInput, type AnyLayer, type LayerOptions } from '../../graph/layer.js';
import { layerKind } from '../../graph/layer-kind.js';
import type { PlacedCall, RoleArg, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, OnTensor, Place, RuleOf, This } from '../../graph/rule.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import type { Add, Counted } from '../../shapes/arithmetic.js';
import type { Matches } from '../../shapes/matches.js';
import { fits, misfit, whenFits, type Checked, type Shape, type ShapeError } from '../../shapes/shape.js';
import {
  overSteps,
  stateShapes,
  withThese,
  type NotThese,
  type OverSteps,
  type StateShapes,
} from '../../shapes/steps.js';
import type { AsObject } from '../options/as-object.js';
import type { InitialState, StateRoles, StateTensors } from '../options/recurrent.js';
import { isRecurrent, layerAnew } from './anew.js';
import { sizesOf, type SizesOf } from './cells.js';
import { filmWays, isOverFilms, type FilmStates, type FilmTold, type FilmWays } from './film-ways.js';

const mergeModes = ['concat', 'sum', 'mul', 'ave', null] as const;

/** How the outputs of both ways become one; `null`: they stay two. */
export type MergeMode = (typeof mergeModes)[number];

/** Options of `bidirectional`. */
export interface BidirectionalOptions<
  Mode extends MergeMode = MergeMode,
  Backward = AnyLayer,
> extends LayerOptions {
  /** How both outputs become one: joined, or added, multiplied, averaged; `null` gives the two. Default `'concat'`. */
  mergeMode?: Mode;
  /** The layer that goes backwards, with `goBackwards`. Default: one as the layer, with weights of its own. */
  backwardLayer?: Backward;
}

/** What the rule of a recurrent layer tells: its name, units, returnSequences, unroll, returnState; `rnn`'s, its cell's too. */
type Recurrent = readonly [
  'lstm' | 'gru' | 'simpleRNN' | 'rnn',
  number,
  boolean,
  boolean,
  boolean,
  ...unknown[],
];

type Told<L> = RuleOf<L>['of'];

/** Both ways over the steps: of layers of 8 units, `[null, 20, 3]` gives `[null, 16]`. */
export interface BidirectionalRule<F, B, Mode extends MergeMode> extends RoleRule {
  readonly of: ['bidirectional', F, B, Mode];
  readonly out: F extends FilmTold ? FilmWays<this['in'], F, B, Mode> : BothWays<this['in'], F, B, Mode>;
  readonly refused: this['given'] extends { readonly initialState: infer States }
    ? NotBegun<this['in'], States, F, B>
    : unknown;
}

interface NotBegun<In, States, F, B> {
  // while the layer is inferred, nothing is known of its states
  initialState: unknown extends F | B
    ? unknown
    : NotThese<'bidirectional: initialState', States, BothStates<In, F, B>, typeof whose>;
}

type BothStates<In, F, B> = F extends FilmTold
  ? [...FilmStates<null, In, F>, ...FilmStates<null, In, B>]
  : [...StatesOf<null, F>, ...StatesOf<null, B>];

type BothWays<In, F, B, Mode extends MergeMode> = F extends readonly [
  unknown,
  infer U extends number,
  infer Seq extends boolean,
  infer Unroll extends boolean,
  infer State extends boolean,
  ...unknown[],
]
  ? B extends readonly [unknown, infer V extends number, unknown, infer UnrollB extends boolean, ...unknown[]]
    ? [Mode, Matches<[U], [V]>] extends ['sum' | 'mul' | 'ave', false]
      ? ShapeError<`bidirectional: mergeMode ${Unlike<Mode, U, V>}`, Shape>
      : Whole<
          OverSteps<
            'bidirectional',
            In,
            Mode extends 'concat' ? Add<Counted<U>, Counted<V>> : U,
            Seq,
            [Unroll] extends [true] ? true : UnrollB,
            false,
            []
          >,
          F,
          B,
          V,
          Mode,
          State
        >
    : Shape
  : Shape;

type Unlike<
  Mode extends MergeMode,
  U extends number,
  V extends number,
> = `'${Mode}' needs layers of the same units, got ${U} and ${V}; use 'concat'`;

/** An output, or a misfit's, with what stands beside it. */
type Whole<Out, F, B, V extends number, Mode, State> = Out extends Shape
  ? Beside<Out, F, B, V, Mode, State>
  : Out extends ShapeError<infer Sentence, infer Meant>
    ? ShapeError<Sentence, Beside<Meant, F, B, V, Mode, State>>
    : Shape;

type Beside<Out, F, B, V extends number, Mode, State> = Out extends Shape
  ? Mode extends null
    ? State extends true
      ? [Out, OfBackward<Out, V>, ...StatesOf<Out[0], F>, ...StatesOf<Out[0], B>]
      : [Out, OfBackward<Out, V>]
    : State extends true
      ? [Out, ...StatesOf<Out[0], F>, ...StatesOf<Out[0], B>]
      : Out
  : Shape;

type OfBackward<Out, V extends number> = Out extends readonly [...infer Before, unknown]
  ? [...Before, Counted<V>]
  : Shape;

type StatesOf<Batch, Of> = Of extends readonly [infer Name, infer U extends number, ...unknown[]]
  ? StateShapes<Batch, Name extends 'rnn' ? SizesOf<Of, 5> : Name extends 'lstm' ? [U, U] : [U]>
  : [];

const whose = 'the states of both layers, ';
const needs = 'a recurrent layer (lstm, gru, simpleRNN, rnn or convLstm1d to 3d)';
const hint = 'timeDistributed puts any layer on each step';
const backward = 'the returnSequences, returnState and stateful of layer, and the other goBackwards';

/** A layer that goes over steps, or the sentence for another one. */
type RecurrentArg<L, Name extends string, Fits> =
  unknown extends Told<L>
    ? Fits
    : Told<L> extends Recurrent | FilmTold
      ? Fits
      : `bidirectional: ${Name} must be ${typeof needs}, got a layer; ${typeof hint}`;

/** Whether a layer gives each step's output, and its states; what goes over films and what does not are unlike. */
type Flags<Of> = Of extends FilmTold
  ? ['films', Of[8], Of[10]]
  : Of extends readonly [unknown, unknown, infer Seq, unknown, infer State, ...unknown[]]
    ? ['rows', Seq, State]
    : unknown;

/** A layer that goes the other way, or the sentence for one that does not fit to it. */
type BackwardArg<L, B> = RecurrentArg<
  B,
  'backwardLayer',
  [Flags<Told<L>>, Flags<Told<B>>] extends [infer Forward, infer Backward]
    ? Backward extends Forward
      ? B
      : `bidirectional: backwardLayer must have ${typeof backward}`
    : B
>;

/** A layer that goes over steps. */
const recurrentKind: Kind<AnyLayer> = {
  needs,
  read: (given) => (isLayer(given) && isRecurrent(given) ? given : undefined),
  hint: (given) => (isLayer(given) ? hint : layerKind.hint?.(given)),
};

const modeKind: Kind<MergeMode> = {
  needs: "'concat', 'sum', 'mul', 'ave' or null",
  read: (given) => mergeModes.find((mode) => mode === given),
};

/** What of a recurrent layer's configuration is read here. */
interface Config {
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly unroll: boolean;
}

const configOf = ({ spec }: AnyLayer) => spec.config as unknown as Config;

const calledIn = ({ givenName, spec }: AnyLayer, way: 'forward_' | 'backward_'): string => {
  const name = givenName ?? spec.baseName;
  return way + (name.startsWith(way) ? name.slice(way.length) : name);
};

/** The sizes of what a recurrent layer gives of a step: its output's first, then its states'. */
const sizesIn = ({ spec }: AnyLayer): readonly [number, ...number[]] => {
  if (spec.className === 'RNN') return sizesOf(spec.layers![0]!.layer);
  const { units } = spec.config as { readonly units: number };
  return spec.className === 'LSTM' ? [units, units, units] : [units, units];
};

/** Value twin of `BidirectionalRule`. */
const bothWays = (
  layers: readonly [AnyLayer, AnyLayer],
  mode: MergeMode,
  shape: Shape,
  given: readonly Shape[] | undefined,
): Checked<Shape | readonly Shape[]> => {
  if (isOverFilms(layers[0])) return filmWays(layers, mode, shape, given, whose);
  const [one, back] = layers.map(configOf) as [Config, Config];
  const [[units, ...states], [other, ...others]] = layers.map(sizesIn) as [
    readonly [number, ...number[]],
    readonly [number, ...number[]],
  ];
  if (mode !== null && mode !== 'concat' && units !== other)
    return misfit(
      `bidirectional: mergeMode '${mode}' needs layers of the same units, got ${units} and ${other}; use 'concat'`,
    );
  const flags = { ...one, unroll: one.unroll || back.unroll, returnState: false };
  const sizes = [...states, ...others];
  const checked = withThese(
    'bidirectional: initialState',
    given,
    stateShapes(null, sizes),
    overSteps('bidirectional', shape, mode === 'concat' ? units + other : units, flags, []),
    whose,
  );
  return whenFits(checked, (first) => {
    const out = first as Shape;
    const outputs = mode === null ? [out, [...out.slice(0, -1), other]] : [out];
    const all = [...outputs, ...(one.returnState ? stateShapes(shape[0]!, sizes) : [])];
    return fits<Shape | readonly Shape[]>(all.length === 1 ? out : all);
  });
};

/** A recurrent layer both ways over the steps; its signature, wherever it stands. */
export interface Bidirectional<Where extends Place> {
  /**
   * A recurrent layer both ways over the steps: forwards, and backwards with weights of its own, so that each step's
   * output knows what is before and what is behind it. Schuster and Paliwal 1997.
   *
   * Input `[batch, steps, features]`, output `[batch, 2 * units]`, or each step's where the layer has `returnSequences`;
   * `[batch, units]` with another `mergeMode`, twice where that is null. What goes over films is joined along the last axis. With `returnState` the states follow, the forward
   * layer's first; a call takes them in that order: `layer(x, { initialState })`. Weights: those of the layer as `forward_lstm/...`, and `backward_lstm/...`.
   *
   * @param layer `lstm`, `gru`, `simpleRNN`, `rnn` or one of `convLstm1d` to `3d`, which stays as it is: both ways are made after it.
   * @throws ShapeMismatchError where the input has no steps and features; TypeError where the layer is not recurrent.
   * @example input(['time', 8]).bidirectional(lstm(32)).dense(1)
   * @see https://keras.io/api/layers/recurrent_layers/bidirectional/
   */
  <
    L extends AnyLayer,
    const Mode extends MergeMode = 'concat',
    B extends AnyLayer = L,
    const H extends StateTensors | undefined = undefined,
    Name extends string = never,
    At = Where,
  >(
    this: This<Where, At>,
    layer: RecurrentArg<L, 'layer', Arg<At, BidirectionalRule<Told<L>, Told<B>, Mode>, L>>,
    options?:
      | (BidirectionalOptions<Mode, BackwardArg<L, B>> &
          InitialState<
            RoleArg<At, BidirectionalRule<Told<L>, Told<B>, Mode>, { initialState: H }, 'initialState'>
          >)
      | AsObject<'bidirectional', "{ mergeMode: 'sum' }", Name>,
  ): PlacedCall<At, BidirectionalRule<Told<L>, Told<B>, Mode>, { initialState: H }, StateRoles, Name>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods {
    /**
     * A recurrent layer both ways over the steps.
     *
     * @example input(['time', 8]).bidirectional(lstm(32)).dense(1)
     * @see https://keras.io/api/layers/recurrent_layers/bidirectional/
     */
    readonly bidirectional: Bidirectional<OnTensor>;
  }
}

/**
 * A recurrent layer both ways over the steps.
 *
 * @example sequential([20, 8], [bidirectional(lstm(32)), dense(1)])
 * @see https://keras.io/api/layers/recurrent_layers/bidirectional/
 */
export const bidirectional: Bidirectional<Free> = defineLayer({
  name: 'bidirectional',
  className: 'Bidirectional',
  baseName: 'bidirectional',
  roles: ['initialState'],
  takes: { layer: recurrentKind },
  options: {
    mergeMode: { ...modeKind, fallback: 'concat' },
    backwardLayer: optional(recurrentKind),
  } satisfies Declares<BidirectionalOptions, keyof LayerOptions>,
  spec: ({ layer, mergeMode, backwardLayer }) => {
    const own = backwardLayer && (backwardLayer.givenName ?? backwardLayer.spec.baseName);
    const ways = [
      layerAnew(layer, calledIn(layer, 'forward_')),
      backwardLayer
        ? layerAnew(backwardLayer, own!)
        : layerAnew(layer, calledIn(layer, 'backward_'), { goBackwards: true }),
    ] as const;
    const [one, other] = ways.map(configOf) as [Config, Config];
    const same = (['returnSequences', 'returnState', 'stateful'] as const).every(
      (key) => one[key] === other[key],
    );
    if (!same || one.goBackwards === other.goBackwards || isOverFilms(ways[0]) !== isOverFilms(ways[1]))
      throw new TypeError(
        backwardLayer
          ? `bidirectional: backwardLayer must have ${backward}`
          : 'bidirectional: layer must go forwards, got goBackwards: true; give a backwardLayer that goes the other way',
      );
    const returnsEach = mergeMode === null ? ('make' as const) : ('pass' as const);
    return {
      config: { mergeMode },
      layers: ways.map((way, i) => ({
        key: i === 0 ? 'forwardLayer' : 'backwardLayer',
        name: way.givenName!,
        layer: way,
        on: ([shape]: readonly Shape[]) => [shape!],
      })),
      outputShape: (inputs, { roles }) =>
        bothWays(ways, mergeMode, onlyInput('bidirectional', inputs), roles['initialState']),
      weights: () => [],
      masks: one.returnSequences ? returnsEach : ('drop' as const),
      random: ways.some(({ spec }) => spec.random),
    };
  },
});
