import type { ByItself } from './numbers.js';

/**
 * The type of an argument that is a share: N itself, or the sentence for a literal that is none of 0 to 1; a wide `number`
 * is checked at run time, by `share`. `Share<'dropout: rate', 1.5>` is `'dropout: rate must be from 0 to 1, got 1.5'`.
 */
export type Share<What extends string, N extends number> = number extends N
  ? number | ByItself<What, 'from 0 to 1'>
  : `${N}` extends `-${string}`
    ? NoShare<What, N>
    : `${N}` extends '0' | '1' | `0.${string}` | `${string}e-${string}`
      ? N
      : NoShare<What, N>;

type NoShare<What extends string, N extends number> = `${What} must be from 0 to 1, got ${N}`;
