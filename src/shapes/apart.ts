import { unlike, type Unlike } from './formulas/compare.js';
import type { Dim, Size } from './shape.js';

/** How two sizes differ, as part of a sentence; `undefined` where they may be equal: `Apart<3, 8>` is `'3 is not 8'`. */
export type Apart<M, N> = [M] extends [N]
  ? undefined
  : null extends M | N
    ? undefined
    : [M | N] extends [number]
      ? number extends M | N
        ? undefined
        : `${M & number} is not ${N & number}`
      : Unlike<M & Size, N & Size>;

/** Value twin of `Apart`. */
export const apart = (m: Dim, n: Dim): string | undefined => {
  if (m === n || m === null || n === null) return undefined;
  return typeof m === 'number' && typeof n === 'number' ? `${m} is not ${n}` : unlike(m, n);
};
