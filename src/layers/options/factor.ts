// How much a random layer changes images: the numbers between which it draws.
import type { Shown } from '../../errors/show.js';
import type { Kind } from '../../options/option.js';
import type { ByItself } from './numbers.js';

/** What is drawn lies between -f and f, or between the two of [lower, upper]. */
export type Factor = number | readonly [number, number];

/** What is inferred for a factor: a number, or a list, of whatever length is given. */
export type FactorArg = number | readonly [number, ...number[]];

/** Within what the numbers of factors must be. */
interface Needs {
  turns: 'from -1 to 1';
  zoom: 'above -1, and up to 1';
  share: 'from 0 to 1';
  bits: 'from 1 to 8, and whole';
}

/** Value twin of `Needs`, and what holds. */
const bounds: { readonly [B in keyof Needs]: readonly [Needs[B], (value: number) => boolean] } = {
  turns: ['from -1 to 1', (value) => value >= -1 && value <= 1],
  zoom: ['above -1, and up to 1', (value) => value > -1 && value <= 1],
  share: ['from 0 to 1', (value) => value >= 0 && value <= 1],
  bits: ['from 1 to 8, and whole', (value) => Number.isInteger(value) && value >= 1 && value <= 8],
};

/** Whether a literal is within bounds; of a wide `number` that is not known. */
type Within<B extends keyof Needs, N extends number> = number extends N
  ? true
  : B extends 'bits'
    ? N extends 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
      ? true
      : false
    : `${N}` extends '0' | '1' | `0.${string}` | Tiny
      ? true
      : B extends 'share'
        ? false
        : `${N}` extends `-0.${string}` | `-${Tiny}`
          ? true
          : B extends 'turns'
            ? N extends -1
              ? true
              : false
            : false;
type Tiny = `${string}e-${string}`;

/**
 * The type of an argument that is a factor: the sentence stands at the number that is out of bounds, or at the last of too
 * many or too few; a wide `number` is checked at run time, by `factor`.
 * `Factors<'randomRotation: factor', 'turns', [-2, 0]>` is `['randomRotation: factor must be from -1 to 1, got -2', 0]`.
 */
export type Factors<What extends string, B extends keyof Needs, F extends FactorArg> = [F] extends [number]
  ? Bounded<What, B, F>
  : FactorArg extends F // what was given is neither: TypeScript infers the constraint then
    ? ByItself<What, `a number ${Needs[B]}, or [lower, upper]`>
    : {
        readonly [I in keyof F]: F extends readonly [number, number]
          ? Bounded<What, B, F[I]>
          : F extends readonly [...infer Init, unknown]
            ? I extends `${Init['length']}`
              ? `${What} must be a number ${Needs[B]}, or [lower, upper], got ${Shown<F>}`
              : F[I]
            : F[I];
      };

type Bounded<What extends string, B extends keyof Needs, N> = N extends number
  ? Within<B, N> extends true
    ? N
    : `${What} must be ${Needs[B]}, got ${N}`
  : N;

/** A factor among the options: value twin of `Factors`. */
export const factor = (within: keyof Needs): Kind<Factor> => {
  const [needs, holds] = bounds[within];
  const isNumber = (each: unknown): each is number => typeof each === 'number' && holds(each);
  const parts = (given: unknown): readonly unknown[] =>
    Array.isArray(given) ? (given as readonly unknown[]) : [given];
  return {
    needs: `a number ${needs}, or [lower, upper]`,
    read: (given) => {
      if (!Array.isArray(given)) return isNumber(given) ? given : undefined;
      const pair = Array.from(given as readonly unknown[]);
      return pair.length === 2 && pair.every(isNumber) ? (pair as unknown as Factor) : undefined;
    },
    blame: (given) => {
      const part = parts(given).find((each) => typeof each === 'number' && !isNumber(each));
      const whole = !Array.isArray(given) || given.length === 2;
      return whole && part !== undefined ? { needs, part } : undefined;
    },
  };
};
