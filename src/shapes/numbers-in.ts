import type { AddDigits } from './arithmetic.js';
import type { Elements } from './product.js';
import type { Shape } from './shape.js';

/**
 * How many numbers weights of some shapes hold together, in decimal digits: `NumbersIn<[[784, 10], [10]]>` is `'7850'`.
 * `unknown` where a size is.
 */
export type NumbersIn<
  Weights extends readonly Shape[],
  Total extends string = '0',
> = Weights extends readonly [infer First extends Shape, ...infer Rest extends readonly Shape[]]
  ? Elements<First> extends infer Count extends `${number}`
    ? NumbersIn<Rest, AddDigits<Total, Count>>
    : unknown
  : Total;
