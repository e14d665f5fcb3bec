// Exact arithmetic on whole numbers of any size: on types digit by digit over look-up tables, on values natively.
// Operands travel as decimal strings; `Add<A, B>` and its like are the doors for number literals.
import type {
  AddCarry,
  AddDigit,
  DivDigit,
  DivRem,
  MulCarry,
  MulDigit,
  SubBorrow,
  SubDigit,
} from './digit-tables.js';

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type Carry = '0' | '1';

/** The number a decimal string spells: `ToNumber<'26'>` is `26`. */
export type ToNumber<S> = S extends `${infer N extends number}` ? N : never;

/** `Reverse<'123'>` is `'321'`, two digits a step: sums and products run from the last digit to the first. */
type Reverse<S extends string, Done extends string = ''> = S extends `${infer a}${infer b}${infer Rest}`
  ? Reverse<Rest, `${b}${a}${Done}`>
  : `${S}${Done}`;

/** Without leading zeros: `Trim<'007'>` is `'7'`. */
type Trim<S extends string> = S extends `0${infer Rest}` ? (Rest extends '' ? '0' : Trim<Rest>) : S;

type AddReversed<
  A extends string,
  B extends string,
  C extends Carry,
  Sum extends string,
> = A extends `${infer a extends Digit}${infer As}`
  ? B extends `${infer b extends Digit}${infer Bs}`
    ? AddReversed<As, Bs, AddCarry[C][a][b] & Carry, `${AddDigit[C][a][b]}${Sum}`>
    : C extends '0'
      ? `${Reverse<A>}${Sum}`
      : AddReversed<A, '1', '0', Sum>
  : B extends ''
    ? C extends '1'
      ? `1${Sum}`
      : Sum
    : C extends '0'
      ? `${Reverse<B>}${Sum}`
      : AddReversed<'1', B, '0', Sum>;

/** The sum of two decimal strings: `AddDigits<'99', '1'>` is `'100'`. */
export type AddDigits<A extends string, B extends string> = AddReversed<Reverse<A>, Reverse<B>, '0', ''>;

type SubtractReversed<
  A extends string,
  B extends string,
  C extends Carry,
  Rest extends string,
> = A extends `${infer a extends Digit}${infer As}`
  ? B extends `${infer b extends Digit}${infer Bs}`
    ? SubtractReversed<As, Bs, SubBorrow[C][a][b] & Carry, `${SubDigit[C][a][b]}${Rest}`>
    : C extends '0'
      ? `${Reverse<A>}${Rest}`
      : SubtractReversed<A, '1', '0', Rest>
  : B extends ''
    ? C extends '1'
      ? never
      : Rest
    : never;

/** The difference of two decimal strings, `never` where it would be negative: `SubtractDigits<'10', '3'>` is `'7'`. */
export type SubtractDigits<A extends string, B extends string> = A extends B
  ? '0'
  : Trim<SubtractReversed<Reverse<A>, Reverse<B>, '0', ''>>;

type TimesDigit<
  A extends string,
  d extends Digit,
  C extends Digit,
  Product extends string,
> = A extends `${infer a extends Digit}${infer As}`
  ? TimesDigit<As, d, MulCarry[C][a][d] & Digit, `${MulDigit[C][a][d]}${Product}`>
  : C extends '0'
    ? Product
    : `${C}${Product}`;

type MultiplyReversed<
  ARev extends string,
  B extends string,
  Product extends string,
> = B extends `${infer b extends Digit}${infer Bs}`
  ? MultiplyReversed<
      ARev,
      Bs,
      Product extends ''
        ? TimesDigit<ARev, b, '0', ''>
        : b extends '0'
          ? `${Product}0`
          : AddDigits<`${Product}0`, TimesDigit<ARev, b, '0', ''>>
    >
  : Product;

/** The product of two decimal strings: `MultiplyDigits<'49', '256'>` is `'12544'`. */
export type MultiplyDigits<A extends string, B extends string> = A extends '1'
  ? B
  : B extends '1'
    ? A
    : Trim<MultiplyReversed<Reverse<A>, B, ''>>;

/** Division by one digit, the school way: [quotient, remainder]. */
type DivideByDigit<
  A extends string,
  d extends Digit,
  R extends Digit,
  Q extends string,
> = A extends `${infer x extends Digit}${infer As}`
  ? DivideByDigit<As, d, DivRem[d][R][x] & Digit, `${Q}${DivDigit[d][R][x]}`>
  : [Trim<Q>, R];

/**
 * How often B goes into A, and what is left: `[Times, Rest]`. It is nine times at most, said here so that the compiler
 * comes to an end where B is not known yet.
 */
type TakeAway<A extends string, B extends string, Times extends Digit = '0'> = Times extends '9'
  ? ['9', A]
  : [SubtractDigits<A, B>] extends [infer Left extends string]
    ? [Left] extends [never]
      ? [Times, A]
      : TakeAway<Left, B, AddDigit['0'][Times]['1'] & Digit>
    : never;

/** Long division by a number of several digits: [quotient, remainder]. */
type DivideLong<
  A extends string,
  B extends string,
  R extends string,
  Q extends string,
> = A extends `${infer x}${infer As}`
  ? TakeAway<Trim<`${R}${x}`>, B> extends [infer Times extends string, infer Rest extends string]
    ? DivideLong<As, B, Rest, `${Q}${Times}`>
    : never
  : [Trim<Q>, R];

/** `DivideDigits<'29', '3'>` is `['9', '2']`: quotient and remainder; division by zero is `never`. */
export type DivideDigits<A extends string, B extends string> = B extends '1'
  ? [A, '0']
  : B extends '0'
    ? never
    : B extends Digit
      ? DivideByDigit<A, B, '0', ''>
      : DivideLong<A, B, '0', ''>;

/** Whether A is less than B, for decimal strings. */
export type LessDigits<A extends string, B extends string> = [SubtractDigits<A, B>] extends [never]
  ? true
  : false;

/** How a number prints that is not whole, zero or more; a wide `number` does not print so. */
export type NotWhole = `-${string}` | `${string}.${string}` | `${string}e-${string}`;

/** How a number prints that counts nothing: it is not whole, or zero. */
export type NotCount = NotWhole | '0';

/** A count, or `number` for a literal that is none, so that one mistake stays one error. */
export type Counted<N extends number> = `${N}` extends NotCount ? number : N;

/** A wide operand makes a wide result: `Lift<number, 3, R>` is `number`. */
type Lift<A extends number, B extends number, Result> = number extends A
  ? number
  : number extends B
    ? number
    : Result;

/** The first of `DivideDigits`, and the second. */
export type QuotientDigits<A extends string, B extends string> =
  DivideDigits<A, B> extends readonly [infer Q extends string, unknown] ? Q : never;
export type RemainderDigits<A extends string, B extends string> =
  DivideDigits<A, B> extends readonly [unknown, infer R extends string] ? R : never;

/** `Add<99, 1>` is `100`; a wide `number` gives `number`. */
export type Add<A extends number, B extends number> = Lift<A, B, ToNumber<AddDigits<`${A}`, `${B}`>>>;
/** `Subtract<10, 3>` is `7`; `never` where the result would be negative. */
export type Subtract<A extends number, B extends number> = Lift<
  A,
  B,
  ToNumber<SubtractDigits<`${A}`, `${B}`>>
>;
/** `Multiply<49, 256>` is `12544`. */
export type Multiply<A extends number, B extends number> = Lift<
  A,
  B,
  ToNumber<MultiplyDigits<`${A}`, `${B}`>>
>;
/** `FloorDivide<29, 3>` is `9`; `never` for a zero divisor. */
export type FloorDivide<A extends number, B extends number> = Lift<
  A,
  B,
  ToNumber<QuotientDigits<`${A}`, `${B}`>>
>;
/** `CeilDivide<29, 3>` is `10`. */
export type CeilDivide<A extends number, B extends number> = Lift<A, B, ToNumber<CeilDigits<`${A}`, `${B}`>>>;
/** Ceil division on decimal strings. */
export type CeilDigits<A extends string, B extends string> =
  DivideDigits<A, B> extends [infer Q extends string, infer R]
    ? R extends '0'
      ? Q
      : AddDigits<Q, '1'>
    : never;
/** `Remainder<29, 3>` is `2`. */
export type Remainder<A extends number, B extends number> = Lift<
  A,
  B,
  ToNumber<RemainderDigits<`${A}`, `${B}`>>
>;
/** `Compare<3, 10>` is `'less'`; `'unknown'` where either side is a wide `number`. */
export type Compare<A extends number, B extends number> = number extends A
  ? 'unknown'
  : number extends B
    ? 'unknown'
    : A extends B
      ? 'equal'
      : LessDigits<`${A}`, `${B}`> extends true
        ? 'less'
        : 'greater';

/** Value twin of `Add`; `null` (unknown until run time) stays `null`. */
export const add = (a: number | null, b: number): number | null => (a === null ? null : a + b);
/** Value twin of `FloorDivide`. */
export const floorDivide = (a: number | null, b: number): number | null =>
  a === null ? null : Math.floor(a / b);
/** Value twin of `CeilDivide`. */
export const ceilDivide = (a: number | null, b: number): number | null =>
  a === null ? null : Math.ceil(a / b);
/** Value twin of `Multiply`. */
export const multiply = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a * b;
/** Whether a value is a whole number, zero or more. */
export const isWhole = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;
