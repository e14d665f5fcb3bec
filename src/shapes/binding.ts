// What names stand for where something that has them is used: a model on a tensor, or on data.
import { unlike, type Unlike } from './formulas/compare.js';
import { partsOf, type PartsOfBoth } from './formulas/counterexample.js';
import { evaluate, type Evaluate } from './formulas/evaluate.js';
import { namedQuotient, type NamedQuotient } from './formulas/quotient.js';
import { constant, plus, type Plus, type Scale, type Sum, type SumValue } from './formulas/sum.js';
import { parse, sizeOfSum, sumOf, type Parse, type SizeOfSum, type SumOf } from './formulas/text.js';
import { fits, misfit, type Checked, type Dim, type Shape, type Size } from './shape.js';

/** Why a shape cannot stand for one with names, after "needs". */
export interface Unbound<Why extends string> {
  readonly unbound: Why;
}

/**
 * What names stand for where Given stands for Declared, as sums; names that are not known are not there.
 * `Bind<[null, 80, 64], [null, 'time', 64]>` is `{ time: [['80', '']] }`. Axes of numbers are not looked at.
 */
export type Bind<Given, Declared, Names = object> = Declared extends readonly [infer D, ...infer Ds]
  ? Given extends readonly [infer G, ...infer Gs]
    ? (D extends string ? BindAxis<G, D, Names> : Names) extends infer Next
      ? Next extends Unbound<string>
        ? Next
        : Bind<Gs, Ds, Next>
      : never
    : Names
  : Names;

/** One axis: where its names are bound it is compared, else solved for its name. */
type BindAxis<G, D extends string, Names> = G extends Size
  ? [string] extends [G | D]
    ? Names
    : number extends G
      ? Names
      : AtNames<D, Names> extends infer Known
        ? Known extends Size
          ? Unlike<Known, G> extends string
            ? Unbound<`${D} to be ${Known}, as elsewhere; got ${G}`>
            : Names
          : Solve<G, D, Parse<D>, Names>
        : never
  : Names;

/** One name, so many times, and a number: what is given tells it. Other formulas tell nothing of their names. */
type Solve<G extends Size, D extends string, S extends Sum, Names> = S extends readonly [
  readonly [infer By extends string, infer Name extends string],
  ...infer Rest extends readonly [] | readonly [readonly [string, '']],
]
  ? Name extends `${string}${'*' | '('}${string}`
    ? Names
    : NamedQuotient<Plus<SumOf<G>, Scale<Rest, '-1'>>, [[By, '']]> extends infer Q
      ? Q extends undefined
        ? Unbound<`a size of the form ${D}; got ${G}`>
        : Q extends Size
          ? `${Q}` extends '0' | `-${string}`
            ? Unbound<`a size of the form ${D}; got ${G}`>
            : Names & { readonly [K in Name]: SumOf<Q> }
          : Names
      : never
  : Names;

/** A formula where its names are bound, else `null`: `AtNames<'time - 2', { time: [['80', '']] }>` is `78`. */
export type AtNames<E extends string, Names> = E extends keyof Names
  ? SizeOfSum<Extract<Names[E], Sum>>
  : [PartsOfBoth<Parse<E>, []>['names'][number]] extends [keyof Names]
    ? SizeOfSum<Evaluate<Parse<E>, Names>>
    : null;

/** A shape with what its names stand for: `ShapeAt<[null, 'time - 2', 8], { time: [['80', '']] }>` is `[null, 78, 8]`. */
export type ShapeAt<S extends Shape, Names> = {
  -readonly [K in keyof S]: S[K] extends string ? AtNames<S[K], Names> : S[K];
};

/** A shape without its names: `WithoutNames<[null, 'time', 64]>` is `[null, null, 64]`. */
export type WithoutNames<S extends Shape> = { -readonly [K in keyof S]: S[K] extends string ? null : S[K] };

/** Value twin of the names of `Bind`: what each stands for, and where that was said. */
export type Names = Readonly<Record<string, { readonly sum: SumValue; readonly from: string }>>;

/** Value twin of `Bind`; `from` says in a sentence where the given shape is. */
export const bind = (
  given: Shape,
  declared: Shape,
  names: Names = {},
  from = 'elsewhere',
): Checked<Names> => {
  let bound = names;
  for (const [i, d] of declared.entries()) {
    const g = given[i];
    if (typeof d !== 'string' || g === null || g === undefined) continue;
    const known = atNames(d, bound);
    if (known === null) {
      const solved = solve(g, d);
      if (solved === undefined) return misfit(`a size of the form ${d}; got ${g}`);
      bound = solved === null ? bound : { ...bound, [solved.name]: { sum: solved.sum, from } };
    } else if (unlike(known, g) !== undefined)
      return misfit(`${d} to be ${known}, as ${saidIn(d, bound)}; got ${g}`);
  }
  return fits(bound);
};

/** Value twin of `Solve`: `null` where nothing is told, `undefined` where the size is none of the formula's. */
const solve = (
  given: Size,
  declared: string,
): { readonly name: string; readonly sum: SumValue } | null | undefined => {
  const [first, ...rest] = parse(declared);
  if (!first || /[*(]/.test(first.of) || !rest.every(({ of }) => of === '')) return null;
  const quotient = namedQuotient(plus(sumOf(given), constant(-(rest[0]?.times ?? 0))), constant(first.times));
  if (quotient === null) return null;
  if (quotient === undefined || /^(0$|-)/.test(String(quotient))) return undefined;
  return { name: first.of, sum: sumOf(quotient) };
};

const namesOf = (formula: string) => partsOf(parse(formula).map(({ of }) => of)).names;

const saidIn = (formula: string, names: Names): string => names[namesOf(formula)[0]!]!.from;

/** Value twin of `AtNames`. */
const atNames = (formula: string, names: Names): Dim =>
  namesOf(formula).every((name) => name in names)
    ? sizeOfSum(
        evaluate(
          parse(formula),
          Object.fromEntries(Object.entries(names).map(([name, { sum }]) => [name, sum])),
        ),
      )
    : null;

/** Value twin of `ShapeAt`. */
export const shapeAt = (shape: Shape, names: Names): Shape =>
  shape.map((dim) => (typeof dim === 'string' ? atNames(dim, names) : dim));
