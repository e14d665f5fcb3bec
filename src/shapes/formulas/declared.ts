// What a user may write for an axis.
import { type Parts, type PartsOfBoth, partsOf } from './counterexample.js';
import { type Evaluate, evaluate } from './evaluate.js';
import { pieces } from './pieces.js';
import { type Parse, type SizeOfSum, inside, parse, sizeOfSum } from './text.js';
import type { Size } from '../shape.js';

/** The type of an axis that a user writes: itself, or the sentence for what is no formula, or not canonical. */
export type Declared<L extends string, E extends string> = string extends E
  ? E
  : IsName<E> extends true
    ? E
    : E extends Odd
      ? NoFormula<L, E>
      : E extends `${infer C extends bigint}*${infer N}`
        ? C extends 1n
          ? Spelled<L, E>
          : IsName<N> extends true
            ? E
            : Spelled<L, E>
        : Spelled<L, E>;

/** Value twin of `Declared`: the formula, or the sentence. */
export const declared = (layer: string, formula: string): string | { readonly sentence: string } => {
  const refused = {
    sentence: `${layer} takes a size, null, a name or a formula of names, such as 'time', '16*h' or 'time - 2'; got '${formula}'`,
  };
  if (isName(formula)) return formula;
  if (odd.test(formula) || !/^\S+(?: [+-] \S+)*$/.test(formula) || !isFormula(formula)) return refused;
  const canonical = sizeOfSum(evaluate(parse(formula), {}));
  return canonical === formula ? formula : { sentence: `${layer}: write ${canonical} for ${formula}` };
};

type Spelled<L extends string, E extends string> =
  PartsOfBoth<Parse<E>, []> extends infer P
    ? [P] extends [never]
      ? NoFormula<L, E>
      : P extends Parts
        ? P['names'] extends readonly []
          ? NoFormula<L, E>
          : AllNames<P['names']> extends true
            ? SizeOfSum<Evaluate<Parse<E>, unknown>> extends infer Canonical extends Size
              ? Canonical extends E
                ? E
                : `${L}: write ${Canonical} for ${E}`
              : NoFormula<L, E>
            : NoFormula<L, E>
        : never
    : never;

type NoFormula<
  L extends string,
  E extends string,
> = `${L} takes a size, null, a name or a formula of names, such as 'time', '16*h' or 'time - 2'; got '${E}'`;

type AllNames<Names extends readonly string[]> = Names extends readonly [
  infer N extends string,
  ...infer Rest extends readonly string[],
]
  ? IsName<N> extends true
    ? AllNames<Rest>
    : false
  : true;

/** Whether a string is a name: letters, digits and _, a digit not first. */
type IsName<N extends string, First = true> = N extends `${infer c}${infer Rest}`
  ? c extends Letter
    ? IsName<Rest, false>
    : First extends true
      ? false
      : c extends Digit
        ? IsName<Rest, false>
        : false
  : First extends true
    ? false
    : true;

const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

type Letter =
  | 'A'
  | 'B'
  | 'C'
  | 'D'
  | 'E'
  | 'F'
  | 'G'
  | 'H'
  | 'I'
  | 'J'
  | 'K'
  | 'L'
  | 'M'
  | 'N'
  | 'O'
  | 'P'
  | 'Q'
  | 'R'
  | 'S'
  | 'T'
  | 'U'
  | 'V'
  | 'W'
  | 'X'
  | 'Y'
  | 'Z'
  | '_'
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'g'
  | 'h'
  | 'i'
  | 'j'
  | 'k'
  | 'l'
  | 'm'
  | 'n'
  | 'o'
  | 'p'
  | 'q'
  | 'r'
  | 's'
  | 't'
  | 'u'
  | 'v'
  | 'w'
  | 'x'
  | 'y'
  | 'z';

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

/** Formulas that begin a number with 0, or have a minus sign that is not between two terms. */
type Odd =
  | `${'' | `${string}${' ' | '(' | '+' | '*' | '/'}`}0${string}`
  | `${'' | `${string}${'(' | '+' | '*' | '/' | '+ ' | '- '}`}-${string}`;

/** Value twin of `Odd`. */
const odd = /(?:^|[ (+*/])0|(?:^|[(+*/]|[+-] )-/;

/** Whether a text is terms of names and floors, and nothing else. */
const isFormula = (text: string): boolean =>
  parse(text).every(
    ({ times: by, of }) => Number.isSafeInteger(by) && (of === '' || pieces(of, '*').every(isPiece)),
  ) && partsOf(parse(text).map(({ of }) => of)).names.length > 0;

const isPiece = (text: string): boolean => {
  if (isName(text)) return true;
  const [, above, by] = /^(?:floor|ceil)\((.*)\/(\d+)\)$/.exec(text) ?? [];
  return (
    above !== undefined &&
    Number(by) > 0 &&
    inside(text)[0].every(({ of }) => of === '' || pieces(of, '*').every(isPiece))
  );
};
