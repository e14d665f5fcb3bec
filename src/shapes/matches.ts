import type { Dim, Shape } from './shape.js';

/** Whether a tensor of shape A can stand where B is expected; unknown axes can. */
export type Matches<A, B> = A extends readonly [infer a, ...infer As]
  ? B extends readonly [infer b, ...infer Bs]
    ? MatchesDim<a, b> extends true
      ? Matches<As, Bs>
      : false
    : MatchesEnd<B>
  : A extends readonly []
    ? B extends readonly []
      ? true
      : MatchesEnd<B>
    : true;
type MatchesEnd<B> = B extends readonly unknown[] ? (number extends B['length'] ? true : false) : false;
type MatchesDim<a, b> = a extends null
  ? true
  : b extends null
    ? true
    : number extends a | b
      ? true
      : a extends b
        ? true
        : false;

/** Value twin of `Matches`. */
export const matches = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((dim: Dim, i) => dim === null || typeof b[i] !== 'number' || dim === b[i]);
