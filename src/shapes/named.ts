// What layers ask of an axis with a name: a whole number above zero that is not known, the same wherever it stands in a
// model. Most is done on the text; only what is more than one name goes by way of sums.
import type { AddDigits, DivideDigits, MultiplyDigits, SubtractDigits } from './arithmetic.js';
import { type Floor, floor } from './formulas/floor.js';
import type { AddSigned, DivideSigned } from './formulas/signed.js';
import {
  type Plus,
  type Scale,
  type Sum,
  type SumValue,
  type Times,
  constant,
  plus,
  scale,
  times,
} from './formulas/sum.js';
import { type Parse, type SizeOfSum, type SumOf, parse, sizeOfSum, sumOf } from './formulas/text.js';
import type { Dim, Size } from './shape.js';

/** A formula without a constant, and one: `Ending<'time', '-2'>` is `'time - 2'`. */
type Ending<N extends string, K extends string> = K extends '0'
  ? N
  : K extends `-${infer k}`
    ? `${N} - ${k}`
    : `${N} + ${K}`;

/** A constant as it stands in a formula: `Signed<'-', '2'>` is `'-2'`. */
type Signed<Op extends string, C extends string> = Op extends '-' ? `-${C}` : C;

/**
 * A formula and a number: `NamedPlus<'time', '-2'>` is `'time - 2'`. A wide `string` is an axis without a name.
 * What most layers do, here and below, is done on the text; only what is more than one name goes by way of sums.
 */
export type NamedPlus<N extends string, K extends string> = string extends N
  ? null
  : N extends `${infer Head} ${infer Op} ${infer C}`
    ? C extends `${bigint}`
      ? Ending<Head, AddSigned<Signed<Op, C>, K>>
      : SizeOfSum<Plus<Parse<N>, K extends '0' ? [] : [[K, '']]>>
    : Ending<N, K>;

/** Value twin of `NamedPlus`. */
export const namedPlus = (n: string, k: number): Size => sizeOfSum(plus(parse(n), constant(k)));

/** An axis and a number more: what padding does. */
export const plusDim = (n: Dim, k: number): Dim =>
  n === null ? null : typeof n === 'string' ? namedPlus(n, k) : n + k;

/** `NamedTimes<'time - 2', '64'>` is `'64*time - 128'`. */
export type NamedTimes<N extends string, K extends string> = string extends N
  ? null
  : K extends '1'
    ? N
    : N extends `${string}${' ' | '*' | '('}${string}`
      ? SizeOfSum<Scale<Parse<N>, K>>
      : `${K}*${N}`;

/** Value twin of `NamedTimes`. */
export const namedTimes = (n: string, k: number): Size => sizeOfSum(scale(parse(n), k));

/** An axis so many times: what up-sampling does. */
export const timesDim = (n: Dim, k: number): Dim =>
  n === null ? null : typeof n === 'string' ? namedTimes(n, k) : n * k;

/** Two axes one behind the other: `NamedSum<'a', 'b'>` is `'a + b'`. */
export type NamedSum<A extends Size, B extends Size> = string extends A | B
  ? null
  : number extends A | B
    ? null
    : SizeOfSum<Plus<SumOf<A>, SumOf<B>>>;

/** Value twin of `NamedSum`. */
export const namedSum = (a: Size, b: Size): Size => sizeOfSum(plus(sumOf(a), sumOf(b)));

/** Two axes one behind the other. */
export const sumDims = (a: Dim, b: Dim): Dim => (a === null || b === null ? null : namedSum(a, b));

/** The product of sizes as a sum; `'unknown'` where one is `null` or wide. `NamedProduct<['time', 64]>` is `[['64', 'time']]`. */
export type NamedProduct<
  S extends readonly unknown[],
  Product extends Sum = [['1', '']],
> = S extends readonly [infer Head, ...infer Rest]
  ? Head extends Size
    ? [string] extends [Head]
      ? 'unknown'
      : [number] extends [Head]
        ? 'unknown'
        : NamedProduct<
            Rest,
            Product extends readonly [readonly [infer C extends string, '']]
              ? Scale<SumOf<Head>, C>
              : Times<SumOf<Head>, Product>
          >
    : 'unknown'
  : Product;

/** Value twin of `NamedProduct`. */
export const namedProduct = (shape: readonly Dim[]): SumValue | undefined =>
  shape.reduce<SumValue | undefined>(
    (product, dim) => (dim === null || !product ? undefined : times(sumOf(dim), product)),
    constant(1),
  );

/** `floor((n + k) / by)`: `NamedFloor<'time', '1', '2'>` is `'ceil(time/2)'`. */
export type NamedFloor<N extends string, K extends string, By extends string> = string extends N
  ? null
  : N extends `${infer Head} ${infer Op} ${infer C}`
    ? C extends `${bigint}`
      ? FloorOfHead<Head, AddSigned<Signed<Op, C>, K>, By>
      : FloorOfSum<Parse<N>, K, By>
    : FloorOfHead<N, K, By>;

/** Value twin of `NamedFloor`. */
export const namedFloor = (n: string, k: number, by: number): Size =>
  sizeOfSum(floor(plus(parse(n), constant(k)), by));

type FloorOfSum<S extends Sum, K extends string, By extends string> = SizeOfSum<
  Floor<K extends '0' ? S : Plus<S, [[K, '']]>, By>
>;

/** What is not one name alone. */
type NotBare = `${string}${'(' | '*' | '+'}${string}`;

/** The floor of one term and a number: a name, a floor of a name, which goes up in it, or a multiple of a name. */
type FloorOfHead<H extends string, K extends string, By extends string> = H extends NotBare
  ? H extends `ceil(${infer M}/${infer D extends bigint})`
    ? M extends NotBare
      ? FloorOfSum<[['1', H]], K, By>
      : FloorOfFloor<M, SubtractDigits<`${D}`, '1'>, `${D}`, K, By>
    : H extends `floor(${infer M}/${infer D extends bigint})`
      ? M extends `(${infer Name}+${infer C extends bigint})`
        ? Name extends NotBare
          ? FloorOfSum<[['1', H]], K, By>
          : FloorOfFloor<Name, `${C}`, `${D}`, K, By>
        : M extends NotBare
          ? FloorOfSum<[['1', H]], K, By>
          : FloorOfFloor<M, '0', `${D}`, K, By>
      : H extends `${infer C extends bigint}*${infer M}`
        ? DivideDigits<`${C}`, By> extends [infer Q extends string, '0']
          ? DivideSigned<K, By> extends [infer E extends string, unknown]
            ? Ending<Q extends '1' ? M : `${Q}*${M}`, E>
            : never
          : FloorOfSum<[[`${C}`, M]], K, By>
        : FloorOfSum<[['1', H]], K, By>
  : DivideSigned<K, By> extends [infer Q extends string, infer R extends string]
    ? Ending<FloorOfName<H, R, By>, Q>
    : never;

/**
 * floor((floor((n + c) / d) + k) / by) is floor((n + c + d·r) / (d·by)) + q, where q is k by `by`, and r is left.
 * Divided first and multiplied then, so that no number is divided by more than a stride.
 */
type FloorOfFloor<N extends string, C extends string, D extends string, K extends string, By extends string> =
  DivideSigned<K, By> extends [infer Q extends string, infer R extends string]
    ? Ending<FloorOfName<N, R extends '0' ? C : AddDigits<C, MultiplyDigits<D, R>>, MultiplyDigits<D, By>>, Q>
    : never;

/** The floor of a name and a number that is less than the divisor, in print. */
type FloorOfName<N extends string, C extends string, By extends string> = C extends '0'
  ? `floor(${N}/${By})`
  : AddDigits<C, '1'> extends By
    ? `ceil(${N}/${By})`
    : `floor((${N}+${C})/${By})`;
