// Masks that are given to attention by role: which steps of a query, its values or keys count.
import { matches, type Matches } from './matches.js';
import { showShape, type Shape, type Show } from './shape.js';

/** Why a mask of steps does not fit, or `unknown`: `Of` is what it is of. */
export type NotStepMask<L extends string, Role extends string, Of, Mask> = Mask extends Shape
  ? Of extends readonly [infer B, infer T, unknown]
    ? Matches<Mask, [B, T]> extends true
      ? unknown
      : `${L}: ${Role} must be [batch, ${T & (string | number | null)}], got ${Show<Mask>}`
    : number extends (Of & Shape)['length']
      ? unknown
      : `${L}: ${Role} needs [batch, steps, features], got ${Show<Of>}`
  : unknown;

/** Value twin of `NotStepMask`. */
export const notStepMask = (
  layer: string,
  role: string,
  of: Shape,
  mask: Shape | undefined,
): string | undefined => {
  if (!mask) return undefined;
  if (of.length !== 3) return `${layer}: ${role} needs [batch, steps, features], got ${showShape(of)}`;
  return matches(mask, of.slice(0, 2))
    ? undefined
    : `${layer}: ${role} must be [batch, ${of[1]!}], got ${showShape(mask)}`;
};
