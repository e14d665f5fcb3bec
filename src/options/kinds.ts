// The kinds of option that any function may have; those of layers, losses and the like stand with them.
import { orElse, suggest } from '../errors/suggest.js';
import { isWhole } from '../shapes/arithmetic.js';
import { isCallable } from './declare.js';
import type { Kind } from './option.js';

/** A kind that is told by a test, and held as it is given. */
const told = <T>(needs: string, test: (given: unknown) => given is T): Kind<T> => ({
  needs,
  read: (given) => (test(given) ? given : undefined),
});

/** Whether a number is one of 32 bits, which weights are made of: 1e39 would be Infinity. */
const isNumber = (given: unknown): given is number =>
  typeof given === 'number' && Number.isFinite(Math.fround(given));

/** A number within bounds. */
const within = (needs: string, holds: (value: number) => boolean): Kind<number> => ({
  ...told(needs, (given): given is number => isNumber(given) && holds(given)),
  hint: (given) =>
    typeof given === 'number' && Number.isFinite(given) && !isNumber(given)
      ? 'numbers of 32 bits end at 3.4e38'
      : undefined,
});

export const number = within('a number', () => true);
export const notNegative = within('a number of zero or more', (value) => value >= 0);
export const notPositive = within('a number of zero or less', (value) => value <= 0);
export const positive = within('a number above zero', (value) => value > 0);
export const oneOrMore = within('a number of 1 or more', (value) => value >= 1);
/** A part of a whole. */
export const share = within('from 0 to 1', (value) => value >= 0 && value <= 1);

/** A part of a whole that is not none of it. */
export const someShare = within('above 0, and 1 at most', (value) => value > 0 && value <= 1);
/** A part of a whole that is neither none nor all of it. */
export const between = within('between 0 and 1', (value) => value > 0 && value < 1);

export const whole = told('a whole number, zero or more', isWhole);
export const count = told(
  'a whole number above zero',
  (given): given is number => isWhole(given) && given > 0,
);
/** A count of what memory is taken for. */
export const countBetween = (low: number, high: number): Kind<number> =>
  told(
    `a whole number from ${low} to ${high}`,
    (given): given is number => isWhole(given) && given >= low && given <= high,
  );
export const integer = told('a whole number', (given): given is number => Number.isSafeInteger(given));
/** The place of an axis, from the end if negative. */
export const axis = integer;
/** Where random numbers begin. */
export const seed = whole;

export const flag = told('true or false', (given): given is boolean => typeof given === 'boolean');
export const text = told('a text', (given): given is string => typeof given === 'string' && given !== '');

/** A text, the empty one too. */
export const token = told('a text', (given): given is string => typeof given === 'string');

/** Whatever was given: what it must be is checked where the rest of it is known. */
export const anything = <T>(needs: string): Kind<T> => ({
  needs,
  read: (given) => (given === null ? undefined : (given as T)),
});

/** A function of the user's. */
export const callable = <F extends (...args: never) => unknown>(needs: string): Kind<F> =>
  told(needs, (given): given is F => isCallable(given));

/** One of some words, or of some numbers. */
export const oneOf = <const T extends string | number>(all: readonly T[]): Kind<T> => {
  const names = all.map((each) => (typeof each === 'string' ? `'${each}'` : String(each)));
  const needs = [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' or ');
  return {
    ...told(needs, (given): given is T => (all as readonly unknown[]).includes(given)),
    hint: (given) => {
      const near = typeof given === 'string' ? suggest(given, all.map(String)) : undefined;
      return near && `did you mean '${near}'?`;
    },
  };
};

/** A name among many: an activation, an initializer. */
export const nameOf = <const T extends string>(what: string, names: readonly T[]): Kind<T> => ({
  ...told(what, (given): given is T => (names as readonly unknown[]).includes(given)),
  hint: (given) => orElse(given, names),
});

/** A name that weights can be filed under: they are called `layer/kernel`, in tfjs's files too. */
export const layerName = told(
  "letters, digits, '_', '-' or '.', beginning with a letter or a digit",
  (given): given is string => typeof given === 'string' && /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(given),
);

/** A list whose elements are all of a kind; a list with a hole in it is none. */
export const listOf = <T, Given>(
  needs: string,
  element: Kind<T, Given>,
  holds: (list: readonly T[]) => boolean = () => true,
): Kind<readonly T[], readonly Given[]> => ({
  needs,
  read: (given) => {
    if (!Array.isArray(given)) return undefined;
    const read = Array.from(given as readonly unknown[], (each) => element.read(each)) as T[];
    return !read.includes(undefined as T) && holds(read) ? read : undefined;
  },
});

/** A value of one kind, or of another. */
export const either = <A, GivenA, B, GivenB>(
  one: Kind<A, GivenA>,
  other: Kind<B, GivenB>,
  needs = `${one.needs}, or ${other.needs}`,
): Kind<A | B, GivenA | GivenB> => ({
  needs,
  read: (given) => one.read(given) ?? other.read(given),
  hint: (given) => one.hint?.(given) ?? other.hint?.(given),
});

/** A value of a kind, or null. */
export const orNull = <T, Given>(kind: Kind<T, Given>): Kind<T | null, Given | null> => ({
  needs: `${kind.needs}, or null`,
  read: (given) => (given === null ? null : kind.read(given)),
});
