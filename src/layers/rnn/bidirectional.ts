import { isLayer, defineLayer, onlyInput, type AnyLayer, type LayerOptions } from '../../graph/layer.js';
import { layerKind } from '../../graph/layer-kind.js';
import type { PlacedCall, RoleRule } from '../../graph/role-layer.js';
import type { Arg, Free, Place, RuleOf } from '../../graph/rule.js';
import { optional, type Declares, type Kind } from '../../options/option.js';
import type { Add, Counted } from '../../shapes/arithmetic.js';
import { matches, type Matches } from '../../shapes/matches.js';
import {
  fits,
  misfit,
  showShape,
  whenFits,
  type Checked,
  type Shape,
  type ShapeError,
} from '../../shapes/shape.js';
import { overSteps, type OverSteps, type ShowAll } from '../../shapes/steps.js';
import type { StateRoles } from '../options/recurrent.js';
import { gru } from './gru.js';
import { lstm } from './lstm.js';
import { simpleRNN } from './simple-rnn.js';

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

/** What the rule of a recurrent layer tells: its name, units, returnSequences, unroll, returnState. */
type Recurrent = readonly ['lstm' | 'gru' | 'simpleRNN', number, boolean, boolean, boolean];

type Told<L> = RuleOf<L>['of'];

/** Both ways over the steps: of layers of 8 units, `[null, 20, 3]` gives `[null, 16]`. */
export interface BidirectionalRule<F, B, Mode extends MergeMode> extends RoleRule {
  readonly of: ['bidirectional', F, B, Mode];
  readonly out: BothWays<this['in'], F, B, Mode>;
  readonly refused: this['given'] extends { readonly initialState: infer States }
    ? { initialState: NotBoth<States, [...StatesOf<null, F>, ...StatesOf<null, B>]> }
    : unknown;
}

type BothWays<In, F, B, Mode extends MergeMode> = F extends readonly [
  unknown,
  infer U extends number,
  infer Seq extends boolean,
  infer Unroll extends boolean,
  infer State extends boolean,
]
  ? B extends readonly [unknown, infer V extends number, unknown, infer UnrollB extends boolean, unknown]
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
            1
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
  ? Name extends 'lstm'
    ? [[Batch, Counted<U>], [Batch, Counted<U>]]
    : [[Batch, Counted<U>]]
  : [];

type NotBoth<Given, Wanted extends readonly unknown[]> = Given extends readonly unknown[]
  ? number extends Given['length']
    ? unknown
    : AllMatch<Given, Wanted> extends true
      ? unknown
      : `bidirectional: initialState must be the states of both layers, ${ShowAll<Wanted>}, got ${ShownStates<Given>}`
  : unknown;

/** One tensor may stand by itself, which is too few. */
type ShownStates<Given> = Given extends Shape ? ShowAll<[Given]> : ShowAll<Given>;

type AllMatch<Given, Wanted> = Given extends readonly [infer G, ...infer Gs]
  ? Wanted extends readonly [infer W, ...infer Ws]
    ? Matches<G, W> extends true
      ? G extends readonly unknown[]
        ? AllMatch<Gs, Ws>
        : false
      : false
    : false
  : Wanted extends readonly []
    ? true
    : false;

const needs = 'a recurrent layer (lstm, gru or simpleRNN)';
const hint = 'timeDistributed puts any layer on each step';
const backward = 'the returnSequences, returnState and stateful of layer, and the other goBackwards';

/** A layer that goes over steps, or the sentence for another one. */
type RecurrentArg<L, Name extends string, Fits> =
  unknown extends Told<L>
    ? Fits
    : Told<L> extends Recurrent
      ? Fits
      : `bidirectional: ${Name} must be ${typeof needs}, got a layer; ${typeof hint}`;

/** A layer that goes the other way, or the sentence for one that does not fit to it. */
type BackwardArg<L, B> = RecurrentArg<
  B,
  'backwardLayer',
  [Told<L>, Told<B>] extends [
    readonly [unknown, unknown, infer Seq, unknown, infer State],
    readonly [unknown, unknown, infer SeqB, unknown, infer StateB],
  ]
    ? [SeqB, StateB] extends [Seq, State]
      ? B
      : `bidirectional: backwardLayer must have ${typeof backward}`
    : B
>;

const makers: Readonly<Record<string, unknown>> = { lstm, gru, simpleRNN };

/** A layer that goes over steps. */
const recurrentKind: Kind<AnyLayer> = {
  needs,
  read: (given) => (isLayer(given) && Object.hasOwn(makers, given.origin?.factory ?? '') ? given : undefined),
  hint: (given) => (isLayer(given) ? hint : layerKind.hint?.(given)),
};

const modeKind: Kind<MergeMode> = {
  needs: "'concat', 'sum', 'mul', 'ave' or null",
  read: (given) => mergeModes.find((mode) => mode === given),
};

/** What of a recurrent layer's configuration is read here. */
interface Config {
  readonly units: number;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly unroll: boolean;
}

const configOf = ({ spec }: AnyLayer) => spec.config as unknown as Config;

/** A layer made anew, with weights of its own; as Keras has it, what it gives of a masked step is zero. */
const remade = ({ origin, trainable }: AnyLayer, name: string, change: object = {}): AnyLayer => {
  const { factory, args } = origin!;
  const [units, options] = args as readonly [number, Readonly<Record<string, unknown>>];
  const make = makers[factory] as (units: number, options: object) => AnyLayer;
  const zeroOutputForMask = options['returnSequences'];
  return make(units, { ...options, zeroOutputForMask, ...change, name, trainable });
};

const calledIn = ({ givenName, spec }: AnyLayer, way: 'forward_' | 'backward_'): string => {
  const name = givenName ?? spec.baseName;
  return way + (name.startsWith(way) ? name.slice(way.length) : name);
};

const statesOf = (layer: AnyLayer, batch: Shape[number]): readonly Shape[] =>
  Array.from({ length: layer.spec.className === 'LSTM' ? 2 : 1 }, () => [batch, configOf(layer).units]);

/** Value twin of `BidirectionalRule`. */
const bothWays = (
  layers: readonly [AnyLayer, AnyLayer],
  mode: MergeMode,
  shape: Shape,
  given: readonly Shape[] | undefined,
): Checked<Shape | readonly Shape[]> => {
  const [one, other] = layers.map(configOf) as [Config, Config];
  if (mode !== null && mode !== 'concat' && one.units !== other.units)
    return misfit(
      `bidirectional: mergeMode '${mode}' needs layers of the same units, got ${one.units} and ${other.units}; use 'concat'`,
    );
  const units = mode === 'concat' ? one.units + other.units : one.units;
  const flags = { ...one, unroll: one.unroll || other.unroll, returnState: false };
  return whenFits(overSteps('bidirectional', shape, units, flags, 1), (first) => {
    const wanted = layers.flatMap((layer) => statesOf(layer, null));
    if (given && !(given.length === wanted.length && given.every((state, i) => matches(state, wanted[i]!))))
      return misfit(
        `bidirectional: initialState must be the states of both layers, ${wanted.map(showShape).join(', ')}, ` +
          `got ${given.map(showShape).join(', ')}`,
      );
    const out = first as Shape;
    const outputs = mode === null ? [out, [...out.slice(0, -1), other.units]] : [out];
    const states = one.returnState ? layers.flatMap((layer) => statesOf(layer, shape[0]!)) : [];
    const all = [...outputs, ...states];
    return fits<Shape | readonly Shape[]>(all.length === 1 ? out : all);
  });
};

/** A recurrent layer both ways over the steps; its signature, wherever it stands. */
export interface Bidirectional<At extends Place> {
  /**
   * A recurrent layer both ways over the steps: forwards, and backwards with weights of its own, so that each step's
   * output knows what is before and what is behind it. Schuster and Paliwal 1997.
   *
   * Input `[batch, steps, features]`, output `[batch, 2 * units]`, or each step's where the layer has `returnSequences`;
   * `[batch, units]` with another `mergeMode`, twice where that is null. With `returnState` the states follow, the forward
   * layer's first; a call takes them in that order: `layer(x, { initialState })`. Weights: those of the layer as `forward_lstm/...`, and `backward_lstm/...`.
   *
   * @param layer `lstm`, `gru` or `simpleRNN`, which stays as it is: both ways are made after it.
   * @throws ShapeMismatchError where the input has no steps and features; TypeError where the layer is not recurrent.
   * @example input(['time', 8]).bidirectional(lstm(32)).dense(1)
   * @see https://keras.io/api/layers/recurrent_layers/bidirectional/
   */
  <L extends AnyLayer, const Mode extends MergeMode = 'concat', B extends AnyLayer = L>(
    layer: RecurrentArg<L, 'layer', Arg<At, BidirectionalRule<Told<L>, Told<B>, Mode>, L>>,
    options?: BidirectionalOptions<Mode, BackwardArg<L, B>>,
  ): PlacedCall<At, BidirectionalRule<Told<L>, Told<B>, Mode>, unknown, StateRoles>;
}

declare module '../../graph/symbolic-tensor.js' {
  interface TensorMethods<At extends Place> {
    /**
     * A recurrent layer both ways over the steps.
     *
     * @example input(['time', 8]).bidirectional(lstm(32)).dense(1)
     * @see https://keras.io/api/layers/recurrent_layers/bidirectional/
     */
    readonly bidirectional: Bidirectional<At>;
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
      remade(layer, calledIn(layer, 'forward_')),
      backwardLayer
        ? remade(backwardLayer, own!)
        : remade(layer, calledIn(layer, 'backward_'), { goBackwards: true }),
    ] as const;
    const [one, other] = ways.map(configOf) as [Config, Config];
    const same = (['returnSequences', 'returnState', 'stateful'] as const).every(
      (key) => one[key] === other[key],
    );
    if (!same || one.goBackwards === other.goBackwards)
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
