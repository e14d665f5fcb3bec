import type { Dim, Shape } from './shape.js';

/** A size that two axes have in common; `number`, or `null` where one of them is no number, where they disagree. */
type UniteDim<A, B> = [A, B] extends [B, A] ? A : [A | B] extends [number] ? number : null;

/**
 * What two shapes have in common, the rest unknown: `Unite<[null, 44, 44, 9], [null, 88, 88, 9]>` is
 * `[null, number, number, 9]`. Shapes of different ranks have nothing in common.
 */
export type Unite<A extends Shape, B extends Shape> = number extends A['length'] | B['length']
  ? Shape
  : A['length'] extends B['length']
    ? { -readonly [K in keyof A]: K extends keyof B ? UniteDim<A[K], B[K]> : never }
    : Shape;

/** What every shape of a union has, the rest unknown: `UniteAll<[null, 8] | [null, 5]>` is `[null, number]`. */
export type UniteAll<S extends Shape> = number extends S['length']
  ? Shape
  : Single<S['length']> extends true
    ? UniteAxes<S>
    : Shape;

type UniteAxes<S extends Shape, Axes extends readonly Dim[] = []> = Axes['length'] extends S['length']
  ? Axes
  : UniteAxes<S, [...Axes, Shared<S[Axes['length']]>]>;

/** The one size of a union, or `number`, or `null` where one of several is no number. */
type Shared<D> = Single<D> extends true ? D : [D] extends [number] ? number : null;

/** Whether a type is no union: `Single<3 | 4>` is `false`. */
type Single<T, All = T> = (T extends unknown ? ([All] extends [T] ? true : false) : never) extends true
  ? true
  : false;
