import type { Sum } from './formulas/sum.js';
import { sizeOfSum, type SizeOfSum } from './formulas/text.js';
import type { MultiplyDigits } from './arithmetic.js';
import { namedProduct, type NamedProduct } from './named.js';
import type { Dim, Shape, Unnamed } from './shape.js';
import { countOf } from './sizes.js';

/**
 * The elements of a shape as a decimal string; `'unknown'` where an axis is `null`, `'wide'` where one is `number`; a
 * `Sum` where one has a name. `Elements<[7, 7, 256]>` is `'12544'`.
 */
export type Elements<S extends Shape, Product extends string = '1'> = S extends readonly [
  infer Head extends Unnamed,
  ...infer Rest extends Shape,
]
  ? Head extends null
    ? 'unknown'
    : number extends Head
      ? 'wide'
      : Elements<Rest, MultiplyDigits<Product, `${Head & number}`>>
  : S extends readonly []
    ? Product
    : number extends S['length']
      ? 'wide'
      : NamedProduct<S, [[Product, '']]>;

/** The elements of a shape as a dimension: `SizeOf<[7, 7, 256]>` is `12544`, `SizeOf<[null, 3]>` is `null`. */
export type SizeOf<S extends Shape> =
  Elements<S> extends infer E
    ? E extends 'wide'
      ? number
      : E extends 'unknown'
        ? null
        : E extends `${infer N extends number}`
          ? N
          : E extends Sum
            ? SizeOfSum<E>
            : never
    : never;

/** Value twin of `SizeOf`. */
export const sizeOf = (shape: Shape): Dim => {
  const product = namedProduct(shape);
  return product ? sizeOfSum(product) : null;
};

/**
 * A product that keeps its literal type: TypeScript widens `7 * 7 * 256` to `number`, and a wide number makes an
 * axis unknown to the types.
 *
 * @example dense(product(7, 7, 256)); // units: 12544
 */
export const product = <const Factors extends readonly number[]>(
  ...factors: Factors
): SizeOf<Factors> & number => countOf(factors) as SizeOf<Factors> & number;
