// Sequences of spaces, [batch, steps, ..., channels], such as films, and what a window makes of them that goes over their steps.
import type { Counted } from './arithmetic.js';
import type { Along, DataFormat, Rank } from './rank.js';
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
import { slideSpace, type SlideSpace, type SpaceWindow } from './slide.js';
import type { Space } from './space.js';
import { noSteps, withThese } from './steps.js';
import type { Padding } from './window.js';

/** What the axes of a space are called beside steps. */
const spaceNames = { 1: 'rows', 2: 'height, width', 3: 'depth, height, width' } as const;

type FilmAxes<R extends Rank, F extends DataFormat> = F extends 'channelsFirst'
  ? `[batch, steps, channels, ${(typeof spaceNames)[R]}]`
  : `[batch, steps, ${(typeof spaceNames)[R]}, channels]`;

/** Value twin of `FilmAxes`. */
const filmAxes = (rank: Rank, format: DataFormat): string =>
  format === 'channelsFirst'
    ? `[batch, steps, channels, ${spaceNames[rank]}]`
    : `[batch, steps, ${spaceNames[rank]}, channels]`;

/** How many axes a step has, without the batch. */
interface StepLength {
  1: 2;
  2: 3;
  3: 4;
}

/** A sequence taken apart: its steps, and one of them, `[batch, ..., channels]`; `undefined` where it is none of that rank. */
type FilmParts<R extends Rank, In> = In extends readonly [infer B, infer T, ...infer Step]
  ? Step['length'] extends StepLength[R]
    ? [T, [B, ...Step]]
    : undefined
  : undefined;

/** One step of a sequence: `StepOf<2, [null, 8, 28, 28, 3]>` is `[null, 28, 28, 3]`. */
export type StepOf<R extends Rank, In> =
  FilmParts<R, In> extends readonly [unknown, infer Step] ? Step : undefined;

/**
 * A sequence after a window with a state has gone over its steps: the last output, or with `Seq` that of every step, and with
 * `State` both states. `OverFilm<2, 'convLstm2d', [null, 8, 28, 28, 3], 3, 1, 'valid', 1, 16, 'channelsLast', false, false, false>`
 * is `[null, 26, 26, 16]`.
 */
export type OverFilm<
  R extends Rank,
  L extends string,
  In,
  K,
  St,
  P extends Padding,
  D,
  C extends number,
  F extends DataFormat,
  Seq extends boolean,
  Unroll extends boolean,
  State extends boolean,
> =
  FilmParts<R, In> extends readonly [infer T, infer Step]
    ? SlideSpace<R, L, Step, K, St, P, D, C, F> extends infer Out
      ? Out extends ShapeError<infer Why, infer Meant>
        ? ShapeError<Why, Given<Meant, T, Seq, State>>
        : [Unroll, T] extends [true, null | string]
          ? ShapeError<
              `${L}: unroll needs to know the number of steps, got ${Show<In>}`,
              Given<Out, T, Seq, State>
            >
          : Given<Out, T, Seq, State>
      : never
    : number extends (In & Shape)['length']
      ? Given<Space<null, Along<R, number>, Counted<C>, F>, number, Seq, State>
      : ShapeError<
          `${L} needs ${FilmAxes<R, F>}, got ${Show<In>}${OneAxisLess<R, In>}`,
          Given<Space<null, Along<R, number>, Counted<C>, F>, number, Seq, State>
        >;

/** What a space in place of a sequence of them mostly comes from. */
type OneAxisLess<R extends Rank, In> = In extends readonly [unknown, ...infer Rest]
  ? Rest['length'] extends StepLength[R]
    ? `; ${typeof noSteps}`
    : ''
  : '';

/** What is given where each step comes to `Out`; with a flag that is not known, the rank is not. */
type Given<Out, T, Seq extends boolean, State extends boolean> = State extends true
  ? [EachStep<Out, T, Seq>, Out, Out]
  : EachStep<Out, T, Seq>;

type EachStep<Out, T, Seq extends boolean> = [Seq] extends [true]
  ? Out extends readonly [infer B, ...infer Rest]
    ? [B, T, ...Rest]
    : Shape
  : [Seq] extends [false]
    ? Out
    : Shape;

/** Value twin of `OverFilm`; `given` are states to begin with, which must be as those that it gives. */
export const overFilm = (
  layer: string,
  shape: Shape,
  window: SpaceWindow,
  filters: number,
  {
    returnSequences,
    unroll,
    returnState,
  }: Readonly<Record<'returnSequences' | 'unroll' | 'returnState', boolean>>,
  given: readonly Shape[] | undefined,
): Checked<Shape | readonly Shape[]> => {
  const rank = window.size.length as Rank;
  const [batch, steps, ...rest] = shape;
  if (shape.length !== rank + 3)
    return misfit(
      `${layer} needs ${filmAxes(rank, window.format)}, got ${showShape(shape)}` +
        (shape.length === rank + 2 ? `; ${noSteps}` : ''),
    );
  return whenFits(slideSpace(layer, [batch!, ...rest], window, filters), (out) => {
    if (unroll && typeof steps !== 'number')
      return misfit(`${layer}: unroll needs to know the number of steps, got ${showShape(shape)}`);
    const [, ...each] = out;
    const output = returnSequences ? [batch!, steps!, ...each] : out;
    const wanted = [null, ...each];
    return withThese(
      `${layer}: initialState`,
      given,
      [wanted, wanted],
      fits<Shape | readonly Shape[]>(returnState ? [output, out, out] : output),
    );
  });
};
