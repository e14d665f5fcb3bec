// What is put around a grid, or cut off it: amounts at both ends of each spatial axis.
import type { Shown } from '../../errors/show.js';
import { whole } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';
import { isWhole, type NotWhole } from '../../shapes/arithmetic.js';
import type { Rank } from '../../shapes/rank.js';
import type { Side } from '../../shapes/resize.js';
import { plusDim } from '../../shapes/named.js';
import type { Dim } from '../../shapes/shape.js';
import type { ByItself, Whole } from './numbers.js';

/** One amount for both ends of an axis, or [before, after]. */
export type Ends = number | readonly [number, number];

/** One amount for every side, or the ends of each spatial axis; of a sequence, whose axis is one, its ends. */
export interface SidesGiven {
  1: Ends;
  2: number | readonly [Ends, Ends];
  3: number | readonly [Ends, Ends, Ends];
}

interface Needs {
  1: 'a whole number, or [before, after]';
  2: 'a whole number, [height, width], or [[top, bottom], [left, right]]';
  3: 'a whole number, [depth, height, width], or [before, after] for each of the three';
}

/** Value twin of `Needs`. */
const needs: Needs = {
  1: 'a whole number, or [before, after]',
  2: 'a whole number, [height, width], or [[top, bottom], [left, right]]',
  3: 'a whole number, [depth, height, width], or [before, after] for each of the three',
};

/** What is inferred for such an argument: a number, or a list, of whatever length is given. */
export type SidesArg = number | readonly [Part, ...Part[]];
type Part = number | readonly number[];

type EndsOf<E> = E extends number ? [E, E] : E extends readonly [number, number] ? E : [number, number];

/** All sides, axis by axis: `SidesOf<[1, [2, 3]], 2>` is `[[1, 1], [2, 3]]`. */
export type SidesOf<P, N extends Rank> = P extends SidesGiven[N]
  ? N extends 1
    ? [EndsOf<P>]
    : P extends number
      ? N extends 2
        ? [[P, P], [P, P]]
        : [[P, P], [P, P], [P, P]]
      : { -readonly [I in keyof P]: EndsOf<P[I]> }
  : Side[];

/**
 * The type of the argument: the sentence stands at the amount that is none, or at the last part of what is no such list.
 * `Sides<'cropping2d: cropping', [1, -2], 2>` is `[1, 'cropping2d: cropping must be a whole number, zero or more, got -2']`.
 */
export type Sides<What extends string, P extends SidesArg, N extends Rank> = [P] extends [number]
  ? `${P & number}` extends NotWhole
    ? Whole<What, P & number>
    : P
  : SidesArg extends P
    ? ByItself<What, Needs[N]>
    : {
        readonly [I in keyof P]: P extends SidesGiven[N]
          ? P[I] extends readonly unknown[]
            ? { readonly [J in keyof P[I]]: Edge<What, P[I][J]> }
            : Edge<What, P[I]>
          : P extends readonly [...infer Init, unknown]
            ? I extends `${Init['length']}`
              ? `${What} must be ${Needs[N]}, got ${Shown<P>}`
              : P[I]
            : P[I];
      };

type Edge<What extends string, K> = K extends number ? Whole<What, K> : K;

const endsOf = (given: unknown): readonly unknown[] =>
  Array.isArray(given) ? (given as unknown[]) : [given, given];

/** The amount that is none, and what it must be. */
const blameOf = (amounts: readonly unknown[]) => {
  const part = amounts.find((amount) => typeof amount === 'number' && !isWhole(amount));
  return part === undefined ? undefined : { needs: whole.needs, part };
};

/** The ends of a sequence, among the options. */
export const endsKind: Kind<Side, Ends> = {
  needs: needs[1],
  read: (given) => {
    const ends = endsOf(given);
    return ends.length === 2 && ends.every(isWhole) ? (ends as unknown as Side) : undefined;
  },
  blame: (given) => blameOf(endsOf(given)),
};

/** The sides of an image or a volume, among the options: value twin of `SidesOf`. */
export const sidesKind = <N extends 2 | 3>(spatial: N): Kind<readonly Side[], SidesGiven[N]> => {
  const sidesOf = (given: unknown) =>
    (Array.isArray(given) ? (given as unknown[]) : Array.from({ length: spatial }, () => given)).map(endsOf);
  return {
    needs: needs[spatial],
    read: (given) => {
      const all = sidesOf(given);
      const right = all.length === spatial && all.every((ends) => ends.length === 2 && ends.every(isWhole));
      return right ? (all as unknown as readonly Side[]) : undefined;
    },
    blame: (given) => blameOf(sidesOf(given).flat()),
  };
};

/** An axis without what is cut off its ends; the sentence where nothing would be left. */
export const cropDim = (n: Dim, [before, after]: Side): Dim | { readonly wrong: string } =>
  typeof n === 'number' && before + after >= n
    ? { wrong: `cropping ${before} and ${after} leaves nothing of ${n}` }
    : plusDim(n, -before - after);
