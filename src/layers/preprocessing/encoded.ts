// Categories as numbers: what `categoryEncoding` and `discretization` make of a shape.
import {
  fits,
  misfit,
  showShape,
  type Checked,
  type Shape,
  type ShapeError,
  type Show,
} from '../../shapes/shape.js';

/** What stands for categories: a 1 for each, a 1 for those of a sample, or how often each is in it. */
export type Encoding = 'multiHot' | 'oneHot' | 'count';

/** `N` numbers for each token, or for each sample: `Encoded<'categoryEncoding', [null, 3], 9, 'count'>` is `[null, 9]`. */
export type Encoded<L extends string, In, N extends number, M extends string> = number extends (In &
  Shape)['length']
  ? Shape
  : M extends 'oneHot'
    ? In extends readonly [infer B, ...infer Rest extends Shape]
      ? Rest extends readonly [...infer Between extends Shape, infer Last]
        ? [Last] extends [1]
          ? [B, ...Between, N]
          : number extends Last
            ? Shape
            : [B, ...Rest, N]
        : [B, N]
      : never
    : In extends readonly [infer B, unknown]
      ? [B, N]
      : ShapeError<`${L}: '${M}' needs [batch, tokens], got ${Show<In>}`, [null, N]>;

/** Value twin of `Encoded`. */
export const encoded = (layer: string, shape: Shape, n: number, mode: string): Checked => {
  if (mode === 'oneHot')
    return fits([...(shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape), n]);
  return shape.length === 2
    ? fits([shape[0]!, n])
    : misfit(`${layer}: '${mode}' needs [batch, tokens], got ${showShape(shape)}`);
};
