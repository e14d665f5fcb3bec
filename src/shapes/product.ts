import { multiply, type MultiplyDigits, type ToNumber } from './arithmetic.js';
import type { Dim, Shape } from './shape.js';

/**
 * The elements of a shape as a decimal string; `'unknown'` where an axis is `null`, `'wide'` where one is `number`.
 * `Elements<[7, 7, 256]>` is `'12544'`.
 */
export type Elements<S extends Shape, Product extends string = '1'> = number extends S['length']
  ? 'wide'
  : S extends readonly [infer Head extends Dim, ...infer Rest extends Shape]
    ? Head extends null
      ? 'unknown'
      : number extends Head
        ? 'wide'
        : Elements<Rest, MultiplyDigits<Product, `${Head & number}`>>
    : Product;

/** The elements of a shape as a dimension: `SizeOf<[7, 7, 256]>` is `12544`, `SizeOf<[null, 3]>` is `null`. */
export type SizeOf<S extends Shape> =
  Elements<S> extends infer E
    ? E extends 'wide'
      ? number
      : E extends 'unknown'
        ? null
        : ToNumber<E>
    : never;

/** Value twin of `SizeOf`. */
export const sizeOf = (shape: Shape): Dim => shape.reduce<Dim>(multiply, 1);

/**
 * A product that keeps its literal type: TypeScript widens `7 * 7 * 256` to `number`, and a wide number makes an
 * axis unknown to the types.
 *
 * @example dense(product(7, 7, 256)); // units: 12544
 */
export const product = <const Factors extends readonly number[]>(
  ...factors: Factors
): SizeOf<Factors> & number => sizeOf(factors) as SizeOf<Factors> & number;
