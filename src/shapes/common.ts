import type { Dim, Shape } from './shape.js';

/**
 * What every shape of a union has: an axis on which they disagree is `number`, and where their ranks differ nothing is
 * known. `Common<[null, 8] | [null, 5]>` is `[null, number]`.
 */
export type Common<S extends Shape> = number extends S['length']
  ? Shape
  : Single<S['length']> extends true
    ? CommonAxes<S>
    : Shape;

type CommonAxes<S extends Shape, Axes extends readonly Dim[] = []> = Axes['length'] extends S['length']
  ? Axes
  : CommonAxes<S, [...Axes, Single<S[Axes['length']]> extends true ? S[Axes['length']] : number]>;

/** Whether a type is no union: `Single<3 | 4>` is `false`. */
type Single<T, All = T> = (T extends unknown ? ([All] extends [T] ? true : false) : never) extends true
  ? true
  : false;
