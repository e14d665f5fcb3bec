/**
 * The sentence for a literal that is no share of 0 to 1, or `unknown`; a wide `number` is checked at run time, by `share`.
 * `NotShare<'dropout', 'rate', 1.5>` is `'dropout: rate must be from 0 to 1, got 1.5'`.
 */
export type NotShare<L extends string, Option extends string, N extends number> = number extends N
  ? unknown
  : `${N}` extends `-${string}`
    ? NoShare<L, Option, N>
    : `${N}` extends '0' | '1' | `0.${string}` | `${string}e-${string}`
      ? unknown
      : NoShare<L, Option, N>;

type NoShare<
  L extends string,
  Option extends string,
  N extends number,
> = `${L}: ${Option} must be from 0 to 1, got ${N}`;
