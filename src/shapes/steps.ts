// Sequences, [batch, steps, features], and what a layer that goes over their steps makes of them.
import type { Counted } from './arithmetic.js';
import { matches, type Matches } from './matches.js';
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
} from './shape.js';

/**
 * A sequence after a recurrent layer: its last output, or with `Seq` the one of every step; `Sizes` are those of its states.
 * `OverSteps<'lstm', [null, 20, 8], 64, false, false, false, [64, 64]>` is `[null, 64]`, with `Seq` it is `[null, 20, 64]`.
 */
export type OverSteps<
  L extends string,
  In,
  U extends number,
  Seq extends boolean,
  Unroll extends boolean,
  State extends boolean,
  Sizes extends readonly number[],
> = In extends readonly [infer B, infer T, infer F]
  ? F extends null | string
    ? ShapeError<
        `${L} needs to know the size of the last axis, got ${Show<In>}`,
        WithStates<Steps<B, T, U, Seq>, B, State, Sizes>
      >
    : [Unroll, T] extends [true, null | string]
      ? ShapeError<
          `${L}: unroll needs to know the number of steps, got ${Show<In>}`,
          WithStates<Steps<B, T, U, Seq>, B, State, Sizes>
        >
      : WithStates<Steps<B, T, U, Seq>, B, State, Sizes>
  : number extends (In & Shape)['length']
    ? WithStates<Steps<null, number, U, Seq>, null, State, Sizes>
    : ShapeError<
        `${L} needs [batch, steps, features], got ${Show<In>}${NoSteps<In>}`,
        WithStates<Steps<null, number, U, Seq>, null, State, Sizes>
      >;

/** With a flag that is not known, the rank is not. */
type Steps<B, T, U extends number, Seq extends boolean> = [Seq] extends [true]
  ? [B, T, Counted<U>]
  : [Seq] extends [false]
    ? [B, Counted<U>]
    : Shape;

/** An output, and with `State` the states after the last step: `WithStates<[null, 64], null, true, [64, 64]>` is three shapes. */
type WithStates<Out, B, State extends boolean, Sizes extends readonly number[]> = State extends true
  ? [Out, ...StateShapes<B, Sizes>]
  : Out;

/** The shapes of states of some sizes: `StateShapes<null, [8, 4]>` is `[[null, 8], [null, 4]]`. */
export type StateShapes<B, Sizes extends readonly number[]> = {
  -readonly [I in keyof Sizes]: [B, Counted<Sizes[I]>];
};

/**
 * What is to be done: a matrix mostly comes from a recurrent layer, of more axes the first may be the steps.
 * `NoSteps<[null, 26, 26, 32]>` is `'; reshape first, e.g. .reshape([26, -1])'`.
 */
type NoSteps<In> = In extends readonly [unknown, infer N]
  ? N extends number
    ? number extends N
      ? `; ${typeof noSteps}`
      : `; ${typeof noSteps}, a series .reshape([${N}, 1])`
    : `; ${typeof noSteps}`
  : In extends readonly [unknown, infer T extends number, unknown, unknown, ...unknown[]]
    ? number extends T
      ? ''
      : `; reshape first, e.g. .reshape([${T}, -1])`
    : '';
export const noSteps = 'a recurrent layer before it needs { returnSequences: true }';

/** Value twin of `NoSteps`. */
const stepsHint = (shape: Shape): string => {
  const steps = shape[1];
  if (shape.length === 2)
    return typeof steps === 'number' ? `; ${noSteps}, a series .reshape([${steps}, 1])` : `; ${noSteps}`;
  return shape.length > 3 && typeof steps === 'number'
    ? `; reshape first, e.g. .reshape([${steps}, -1])`
    : '';
};

/** Value twin of `OverSteps`. */
export const overSteps = (
  layer: string,
  shape: Shape,
  units: number,
  {
    returnSequences,
    unroll,
    returnState,
  }: Readonly<Record<'returnSequences' | 'unroll' | 'returnState', boolean>>,
  sizes: readonly number[],
): Checked<Shape | readonly Shape[]> => {
  if (shape.length !== 3)
    return misfit(`${layer} needs [batch, steps, features], got ${showShape(shape)}${stepsHint(shape)}`);
  const [batch, steps, features] = shape;
  if (typeof features !== 'number')
    return misfit(`${layer} needs to know the size of the last axis, got ${showShape(shape)}`);
  if (unroll && typeof steps !== 'number')
    return misfit(`${layer}: unroll needs to know the number of steps, got ${showShape(shape)}`);
  const output = returnSequences ? [batch!, steps!, units] : [batch!, units];
  return fits<Shape | readonly Shape[]>(returnState ? [output, ...stateShapes(batch!, sizes)] : output);
};

/** Value twin of `StateShapes`. */
export const stateShapes = (batch: Dim, sizes: readonly number[]): readonly Shape[] =>
  sizes.map((size) => [batch, size]);

/**
 * The sentence for states to begin with that do not fit, or `unknown`; one may stand by itself.
 * `NotStates<'gru', [null, 32], 64, 1>` is `'gru: initialState must be [batch, 64], got [null, 32]'`.
 */
export type NotStates<L extends string, Given, U extends number, N extends 1 | 2> = Given extends undefined
  ? unknown
  : Given extends Shape
    ? NoneOf<L, [Given], U, N>
    : NoneOf<L, Given, U, N>;

type NoneOf<L extends string, Given, U extends number, N extends 1 | 2> = Given extends readonly unknown[]
  ? number extends Given['length']
    ? unknown
    : Given['length'] extends N
      ? Matches<Given[number], [null, Counted<U>]> extends true
        ? unknown
        : `${L}: initialState must be ${Wanted<U, N>}, got ${ShowAll<Given>}`
      : `${L}: initialState must be ${Wanted<U, N>}, got ${ShowAll<Given>}`
  : unknown;

type Wanted<U extends number, N extends 1 | 2> = N extends 2
  ? `[output, carry], each [batch, ${U}]`
  : `[batch, ${U}]`;

/** Value twin of `NotStates`: the rest goes on where the states fit, or are left to the layer. */
export const withStates = <A>(
  layer: string,
  given: readonly Shape[] | undefined,
  units: number,
  states: 1 | 2,
  checked: Checked<A>,
): Checked<A> =>
  whenFits(checked, (value) =>
    !given || (given.length === states && given.every((shape) => matches(shape, [null, units])))
      ? fits(value)
      : misfit(
          `${layer}: initialState must be ${states === 2 ? '[output, carry], each ' : ''}[batch, ${units}], ` +
            `got ${given.map(showShape).join(', ')}`,
        ),
  );

/** Several shapes in print: `ShowAll<[[null, 3], [null, 4]]>` is `'[null, 3], [null, 4]'`. */
export type ShowAll<All, Done extends string = ''> = All extends readonly [infer First, ...infer Rest]
  ? ShowAll<Rest, Done extends '' ? Show<First> : `${Done}, ${Show<First>}`>
  : Done;

/**
 * The sentence for states that are not those that are wanted, or `unknown`; one may stand by itself.
 * `NotThese<'rnn: initialState', [[null, 8]], [[null, 8], [null, 4]]>` is `'rnn: initialState must be [null, 8], [null, 4], got [null, 8]'`.
 */
export type NotThese<
  What extends string,
  Given,
  Wanted extends readonly unknown[],
  Whose extends string = '',
> = Given extends Shape ? NoneOfThese<What, [Given], Wanted, Whose> : NoneOfThese<What, Given, Wanted, Whose>;

type NoneOfThese<
  What extends string,
  Given,
  Wanted extends readonly unknown[],
  Whose extends string,
> = Given extends readonly unknown[]
  ? number extends Given['length'] | Wanted['length']
    ? unknown
    : AllMatch<Given, Wanted> extends true
      ? unknown
      : `${What} must be ${Whose}${ShowAll<Wanted>}, got ${ShowAll<Given>}`
  : unknown;

type AllMatch<Given, Wanted> = Given extends readonly [infer G, ...infer Gs]
  ? Wanted extends readonly [infer W, ...infer Ws]
    ? Matches<G, W> extends true
      ? AllMatch<Gs, Ws>
      : false
    : false
  : Wanted extends readonly []
    ? true
    : false;

/** Value twin of `NotThese`: the rest goes on where the states fit, or are left to the layer. */
export const withThese = <A>(
  what: string,
  given: readonly Shape[] | undefined,
  wanted: readonly Shape[],
  checked: Checked<A>,
  whose = '',
): Checked<A> =>
  whenFits(checked, (value) =>
    !given || (given.length === wanted.length && given.every((shape, i) => matches(shape, wanted[i]!)))
      ? fits(value)
      : misfit(
          `${what} must be ${whose}${wanted.map(showShape).join(', ')}, got ${given.map(showShape).join(', ')}`,
        ),
  );

/**
 * What a cell gives of one step: its output, and the states after it.
 * `OneStep<'lstmCell', [null, 3], 8, [8, 8]>` is `[[null, 8], [null, 8], [null, 8]]`.
 */
export type OneStep<
  L extends string,
  In,
  U extends number,
  Sizes extends readonly number[],
> = In extends readonly [infer B, infer F]
  ? F extends null | string
    ? ShapeError<
        `${L} needs to know the size of the last axis, got ${Show<In>}`,
        WithStates<[B, Counted<U>], B, true, Sizes>
      >
    : WithStates<[B, Counted<U>], B, true, Sizes>
  : number extends (In & Shape)['length']
    ? WithStates<[null, Counted<U>], null, true, Sizes>
    : ShapeError<
        `${L} needs [batch, features], got ${Show<In>}${HasSteps<L, In>}`,
        WithStates<[null, Counted<U>], null, true, Sizes>
      >;

type HasSteps<L extends string, In> = In extends readonly [unknown, unknown, unknown]
  ? `; rnn(${L}(...)) goes over steps`
  : '';

/** Value twin of `OneStep`. */
export const oneStep = (
  layer: string,
  shape: Shape,
  units: number,
  sizes: readonly number[],
): Checked<readonly Shape[]> => {
  if (shape.length !== 2)
    return misfit(
      `${layer} needs [batch, features], got ${showShape(shape)}` +
        (shape.length === 3 ? `; rnn(${layer}(...)) goes over steps` : ''),
    );
  const [batch, features] = shape;
  if (typeof features !== 'number')
    return misfit(`${layer} needs to know the size of the last axis, got ${showShape(shape)}`);
  return fits([[batch!, units], ...stateShapes(batch!, sizes)]);
};
