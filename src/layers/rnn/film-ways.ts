// Layers over films both ways: their outputs are spaces, which are joined along the last axis, as Keras joins them.
import type { AnyLayer } from '../../graph/layer.js';
import { listOutputs } from '../../graph/outputs.js';
import type { Add } from '../../shapes/arithmetic.js';
import type { OverFilm } from '../../shapes/films.js';
import { matches, type Matches } from '../../shapes/matches.js';
import type { DataFormat } from '../../shapes/rank.js';
import {
  fits,
  misfit,
  showShape,
  whenFits,
  type Checked,
  type Dim,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';
import { withThese } from '../../shapes/steps.js';
import type { Padding } from '../../shapes/window.js';

interface RankOf {
  convLstm1d: 1;
  convLstm2d: 2;
  convLstm3d: 3;
}

/** What the rule of a layer over films tells: its name, filters and window, then useBias, returnSequences, unroll, returnState. */
export type FilmTold = readonly [
  keyof RankOf,
  number,
  unknown,
  unknown,
  Padding,
  unknown,
  DataFormat,
  boolean,
  boolean,
  boolean,
  boolean,
];

/** Its output, without states. */
type FilmOut<In, Of> = Of extends readonly [
  infer N extends keyof RankOf,
  infer C extends number,
  infer K,
  infer St,
  infer P extends Padding,
  infer D,
  infer F extends DataFormat,
  unknown,
  infer Seq extends boolean,
  infer Unroll extends boolean,
  unknown,
]
  ? OverFilm<RankOf[N], N, In, K, St, P, D, C, F, Seq, Unroll, false>
  : Shape;

/** Both of its states, where they are known: as its output, of one step. */
export type FilmStates<Batch, In, Of> = Of extends FilmTold
  ? FilmOut<In, Of> extends readonly [unknown, infer T, ...infer Rest]
    ? Of[8] extends true
      ? [[Batch, ...Rest], [Batch, ...Rest]]
      : [[Batch, T, ...Rest], [Batch, T, ...Rest]]
    : readonly unknown[]
  : readonly unknown[];

/** Both ways over the steps of a film. */
export type FilmWays<In, F extends FilmTold, B, Mode> =
  FilmOut<In, F> extends infer One
    ? FilmOut<In, B> extends infer Other
      ? One extends Shape
        ? Other extends Shape
          ? Joined<One, Other, Mode> extends infer Out
            ? Out extends readonly Dim[]
              ? Listed<[Out], F, [...FilmStates<Out[0], In, F>, ...FilmStates<Out[0], In, B>]>
              : Out extends readonly unknown[]
                ? Listed<Out, F, [...FilmStates<One[0], In, F>, ...FilmStates<One[0], In, B>]>
                : Out
            : never
          : Other
        : One
      : never
    : never;

type Listed<Outs extends readonly unknown[], F extends FilmTold, States extends readonly unknown[]> = [
  F[10],
] extends [true]
  ? [...Outs, ...States]
  : Outs extends readonly [infer Only]
    ? Only
    : Outs;

type Joined<One extends Shape, Other extends Shape, Mode> = Mode extends null
  ? [One, Other]
  : number extends One['length'] | Other['length']
    ? Shape
    : Mode extends 'concat'
      ? [One, Other] extends [
          readonly [...infer Before extends Shape, infer U],
          readonly [...infer Theirs, infer V],
        ]
        ? Matches<Before, Theirs> extends true
          ? [...Before, Add<U & number, V & number>]
          : ShapeError<ConcatUnlike<One, Other>, Shape>
        : Shape
      : Matches<One, Other> extends true
        ? One
        : ShapeError<OthersUnlike<Mode & string, One, Other>, Shape>;

type ConcatUnlike<One, Other> =
  `bidirectional: mergeMode 'concat' needs outputs that differ along the last axis alone, got ${Show<One>} and ${Show<Other>}`;
type OthersUnlike<
  Mode extends string,
  One,
  Other,
> = `bidirectional: mergeMode '${Mode}' needs outputs of one shape, got ${Show<One>} and ${Show<Other>}; use 'concat'`;

/** Whether a layer goes over films. */
export const isOverFilms = (layer: AnyLayer): boolean => /^ConvLSTM/.test(layer.spec.className);

const firstOf = (layer: AnyLayer, shape: Shape): Checked<Shape> =>
  whenFits(layer.spec.outputShape([shape]), (outputs) => fits(listOutputs(outputs)[0]!));

/** Value twin of `FilmWays`. */
export const filmWays = (
  [layer, backward]: readonly [AnyLayer, AnyLayer],
  mode: string | null,
  shape: Shape,
  given: readonly Shape[] | undefined,
  whose: string,
): Checked<Shape | readonly Shape[]> =>
  whenFits(firstOf(layer, shape), (one) =>
    whenFits(firstOf(backward, shape), (other) => {
      const before = (each: Shape) => each.slice(0, -1);
      if (mode === 'concat' && !matches(before(one), before(other)))
        return misfit(
          `bidirectional: mergeMode 'concat' needs outputs that differ along the last axis alone, got ${showShape(one)} and ${showShape(other)}`,
        );
      if (mode !== null && mode !== 'concat' && !matches(one, other))
        return misfit(
          `bidirectional: mergeMode '${mode}' needs outputs of one shape, got ${showShape(one)} and ${showShape(other)}; use 'concat'`,
        );
      const { returnSequences, returnState } = layer.spec.config as Readonly<Record<string, boolean>>;
      const joined = [...before(one), Number(one.at(-1)) + Number(other.at(-1))];
      const outputs = mode === null ? [one, other] : [mode === 'concat' ? joined : one];
      const states = [one, one, other, other].map(([batch, ...rest]) => [
        batch!,
        ...(returnSequences ? rest.slice(1) : rest),
      ]);
      const all = [...outputs, ...(returnState ? states : [])];
      return withThese(
        'bidirectional: initialState',
        given,
        states.map(([, ...rest]) => [null, ...rest]),
        fits<Shape | readonly Shape[]>(all.length === 1 ? all[0]! : all),
        whose,
      );
    }),
  );
