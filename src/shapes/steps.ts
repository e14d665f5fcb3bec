// Sequences, [batch, steps, features], and what a layer that goes over their steps makes of them.
import type { Counted } from './arithmetic.js';
import { matches, type Matches } from './matches.js';
import {
  fits,
  misfit,
  showShape,
  whenFits,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from './shape.js';

/**
 * A sequence after a recurrent layer: its last output, or with `Seq` the one of every step.
 * `OverSteps<'lstm', [null, 20, 8], 64, false, false>` is `[null, 64]`, with `Seq` it is `[null, 20, 64]`.
 */
export type OverSteps<
  L extends string,
  In,
  U extends number,
  Seq extends boolean,
  Unroll extends boolean,
  State extends boolean,
  N extends 1 | 2,
> = In extends readonly [infer B, infer T, infer F]
  ? F extends null | string
    ? ShapeError<
        `${L} needs to know the size of the last axis, got ${Show<In>}`,
        WithStates<Steps<B, T, U, Seq>, B, U, State, N>
      >
    : [Unroll, T] extends [true, null | string]
      ? ShapeError<
          `${L}: unroll needs to know the number of steps, got ${Show<In>}`,
          WithStates<Steps<B, T, U, Seq>, B, U, State, N>
        >
      : WithStates<Steps<B, T, U, Seq>, B, U, State, N>
  : number extends (In & Shape)['length']
    ? WithStates<Steps<null, number, U, Seq>, null, U, State, N>
    : ShapeError<
        `${L} needs [batch, steps, features], got ${Show<In>}${NoSteps<In>}`,
        WithStates<Steps<null, number, U, Seq>, null, U, State, N>
      >;

/** With a flag that is not known, the rank is not. */
type Steps<B, T, U extends number, Seq extends boolean> = [Seq] extends [true]
  ? [B, T, Counted<U>]
  : [Seq] extends [false]
    ? [B, Counted<U>]
    : Shape;

/** An output, and with `State` the states after the last step: `WithStates<[null, 64], null, 64, true, 2>` is three shapes. */
type WithStates<Out, B, U extends number, State extends boolean, N extends 1 | 2> = State extends true
  ? N extends 2
    ? [Out, [B, Counted<U>], [B, Counted<U>]]
    : [Out, [B, Counted<U>]]
  : Out;

/** What a matrix in place of a sequence mostly comes from. */
type NoSteps<In> = In extends readonly [unknown, unknown] ? `; ${typeof noSteps}` : '';
const noSteps = 'a recurrent layer before it needs { returnSequences: true }';

/** Value twin of `OverSteps`; `states` is how many there are. */
export const overSteps = (
  layer: string,
  shape: Shape,
  units: number,
  {
    returnSequences,
    unroll,
    returnState,
  }: Readonly<Record<'returnSequences' | 'unroll' | 'returnState', boolean>>,
  states: 1 | 2,
): Checked<Shape | readonly Shape[]> => {
  if (shape.length !== 3)
    return misfit(
      `${layer} needs [batch, steps, features], got ${showShape(shape)}${shape.length === 2 ? `; ${noSteps}` : ''}`,
    );
  const [batch, steps, features] = shape;
  if (typeof features !== 'number')
    return misfit(`${layer} needs to know the size of the last axis, got ${showShape(shape)}`);
  if (unroll && typeof steps !== 'number')
    return misfit(`${layer}: unroll needs to know the number of steps, got ${showShape(shape)}`);
  const output = returnSequences ? [batch!, steps!, units] : [batch!, units];
  return fits<Shape | readonly Shape[]>(
    returnState ? [output, ...Array.from({ length: states }, () => [batch!, units])] : output,
  );
};

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

/** Several shapes in print: `ShowAll<[[null, 3], [null, 4]]>` is `'[null, 3], [null, 4]'`. */
export type ShowAll<All, Done extends string = ''> = All extends readonly [infer First, ...infer Rest]
  ? ShowAll<Rest, Done extends '' ? Show<First> : `${Done}, ${Show<First>}`>
  : Done;

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
