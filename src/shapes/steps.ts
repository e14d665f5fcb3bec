// Sequences, [batch, steps, features], and what a layer that goes over their steps makes of them.
import type { Counted } from './arithmetic.js';
import { fits, misfit, showShape, type Checked, type Shape, type ShapeError, type Show } from './shape.js';

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
> = In extends readonly [infer B, infer T, infer F]
  ? F extends null | string
    ? ShapeError<`${L} needs to know the size of the last axis, got ${Show<In>}`, Steps<B, T, U, Seq>>
    : [Unroll, T] extends [true, null | string]
      ? ShapeError<`${L}: unroll needs to know the number of steps, got ${Show<In>}`, Steps<B, T, U, Seq>>
      : Steps<B, T, U, Seq>
  : number extends (In & Shape)['length']
    ? Steps<null, number, U, Seq>
    : ShapeError<
        `${L} needs [batch, steps, features], got ${Show<In>}${NoSteps<In>}`,
        Steps<null, number, U, Seq>
      >;

/** With a flag that is not known, the rank is not. */
type Steps<B, T, U extends number, Seq extends boolean> = [Seq] extends [true]
  ? [B, T, Counted<U>]
  : [Seq] extends [false]
    ? [B, Counted<U>]
    : Shape;

/** What a matrix in place of a sequence mostly comes from. */
type NoSteps<In> = In extends readonly [unknown, unknown] ? `; ${typeof noSteps}` : '';
const noSteps = 'a recurrent layer before it needs { returnSequences: true }';

/** Value twin of `OverSteps`. */
export const overSteps = (
  layer: string,
  shape: Shape,
  units: number,
  { returnSequences, unroll }: { readonly returnSequences: boolean; readonly unroll: boolean },
): Checked => {
  if (shape.length !== 3)
    return misfit(
      `${layer} needs [batch, steps, features], got ${showShape(shape)}${shape.length === 2 ? `; ${noSteps}` : ''}`,
    );
  const [batch, steps, features] = shape;
  if (typeof features !== 'number')
    return misfit(`${layer} needs to know the size of the last axis, got ${showShape(shape)}`);
  if (unroll && typeof steps !== 'number')
    return misfit(`${layer}: unroll needs to know the number of steps, got ${showShape(shape)}`);
  return fits(returnSequences ? [batch!, steps!, units] : [batch!, units]);
};
