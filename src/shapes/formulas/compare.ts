// Whether two sizes are the same, and why not.
import { type Parts, type PartsOfBoth, type Tries, type Witness, partsOf } from './counterexample.js';
import { type Evaluate, evaluate } from './evaluate.js';
import { type Plus, type Scale, type Sum, constant, plus, scale } from './sum.js';
import { type SizeOfSum, type SumOf, sizeOfSum, sumOf } from './text.js';
import type { Size } from '../shape.js';

interface Judged {
  readonly verdict: 'equal' | 'unknown' | 'never' | 'differ';
  readonly why: string | undefined;
}

interface NotKnown {
  readonly verdict: 'unknown';
  readonly why: undefined;
}

interface Says<V extends 'never' | 'differ', Why extends string> {
  readonly verdict: V;
  readonly why: Why;
}

/**
 * Whether two sizes, one of them a formula, are the same: `'equal'`; `'never'` where a number lies between them;
 * `'differ'` where sizes of the names are known, or certain to exist, that tell them apart; else `'unknown'`.
 */
export type Compared<A extends Size, B extends Size> = A extends B ? 'equal' : Distinct<A, B>['verdict'];

/** Value twin of `Compared`. */
export const compared = (a: Size, b: Size): Judged['verdict'] => (a === b ? 'equal' : distinct(a, b).verdict);

/** Why two sizes are not the same, or `undefined` where they are, or may be: `Unlike<'time', 'words'>`. */
export type Unlike<A extends Size, B extends Size> = A extends B ? undefined : Distinct<A, B>['why'];

/** Value twin of `Unlike`. */
export const unlike = (a: Size, b: Size): string | undefined => (a === b ? undefined : distinct(a, b).why);

type Distinct<A extends Size, B extends Size> = string extends A | B
  ? NotKnown
  : number extends A | B
    ? NotKnown
    : [SumOf<A>, SumOf<B>] extends [infer X extends Sum, infer Y extends Sum]
      ? Judge<A, B, X, Y, Plus<X, Scale<Y, '-1'>>>
      : never;

/** Value twin of `Distinct`. */
const distinct = (a: Size, b: Size): Judged => {
  const [x, y] = [sumOf(a), sumOf(b)];
  const between = plus(x, scale(y, -1));
  if (between.length === 0) return { verdict: 'equal', why: undefined };
  if (between.every(({ of }) => of === '')) return { verdict: 'never', why: `${a} and ${b} are never equal` };
  const floors = between.filter(({ of }) => of.includes('(')).length;
  const plain: Judged = { verdict: 'differ', why: `${a} and ${b} are not always equal` };
  if (floors === 0) return plain;
  const { names, tries, most } = partsOf([...x, ...y].map(({ of }) => of));
  for (const v of tries) {
    const env = Object.fromEntries(names.map((name, i) => [name, constant(v + i)]));
    const [n, m] = [sizeOfSum(evaluate(x, env)), sizeOfSum(evaluate(y, env))];
    if (n === m) continue;
    if (names.length > 1) return plain;
    const many = { [names[0]!]: [{ times: most, of: names[0]! }] };
    const cured = sizeOfSum(evaluate(x, many)) === sizeOfSum(evaluate(y, many));
    return {
      verdict: 'differ',
      why:
        `where ${names[0]} is ${v}, ${a} is ${n} and ${b} is ${m}` +
        (cured ? `; with ${most}*${names[0]} for ${names[0]} they are equal` : ''),
    };
  }
  return floors === 1 ? plain : { verdict: 'unknown', why: undefined };
};

type Judge<
  A extends Size,
  B extends Size,
  X extends Sum,
  Y extends Sum,
  Between extends Sum,
> = Between extends readonly []
  ? { readonly verdict: 'equal'; readonly why: undefined }
  : Between extends readonly [readonly [string, '']]
    ? Says<'never', `${A} and ${B} are never equal`>
    : Floors<Between> extends infer F
      ? F extends 0
        ? Says<'differ', `${A} and ${B} are not always equal`>
        : PartsOfBoth<X, Y> extends infer P extends Parts
          ? Shown<A, B, X, Y, P, F, Witness<X, Y, P['names'], Tries<P>>>
          : never
      : never;

/** How many terms of a sum have floors, two at most. */
type Floors<S extends Sum, Found extends 0 | 1 | 2 = 0> = S extends readonly [
  readonly [string, infer M],
  ...infer Rest extends Sum,
]
  ? Floors<Rest, M extends `${string}(${string}` ? (Found extends 0 ? 1 : 2) : Found>
  : Found;

type Shown<A extends Size, B extends Size, X extends Sum, Y extends Sum, P extends Parts, F, W> = W extends [
  infer V extends string,
  infer N extends number,
  infer M extends number,
]
  ? Says<
      'differ',
      P['names'] extends readonly [infer Name extends string]
        ? `where ${Name} is ${V}, ${A} is ${N} and ${B} is ${M}${Cure<X, Y, Name, P['most']>}`
        : `${A} and ${B} are not always equal`
    >
  : F extends 1
    ? Says<'differ', `${A} and ${B} are not always equal`>
    : NotKnown;

/** What makes two sizes the same, if a multiple of the name does. */
type Cure<X extends Sum, Y extends Sum, Name extends string, K extends string> =
  Multiples<[Name], K> extends infer Env
    ? SizeOfSum<Evaluate<X, Env>> extends SizeOfSum<Evaluate<Y, Env>>
      ? `; with ${K}*${Name} for ${Name} they are equal`
      : ''
    : never;

/** A multiple of each name. */
type Multiples<Names extends readonly string[], K extends string> = {
  readonly [N in Names[number]]: [[K, N]];
};
