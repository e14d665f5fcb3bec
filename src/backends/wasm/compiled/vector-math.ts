// Functions of four floats at once.
import { f32x4, get, i32, join, set } from '../simd/assembler.js';
import type { Code, Local } from '../simd/assembler.js';

const unsigned = (value: number): Code =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];

const nearest = (a: Code): Code => [...a, ...simd(0x6a)];
const toIntegers = (a: Code): Code => [...a, ...simd(0xf8)];
const shiftLeft = (a: Code, by: number): Code => [...a, ...i32.const(by), ...simd(0xab)];
const addIntegers = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xae)];
const splatInteger = (value: number): Code => [...i32.const(value), ...simd(0x11)];
export const magnitude = (a: Code): Code => [...a, ...simd(0xe0)];
export const negative = (a: Code): Code => [...a, ...simd(0xe1)];
/** a where the bits of a mask are set, else b. */
export const choose = (mask: Code, a: Code, b: Code): Code => [...a, ...b, ...mask, ...simd(0x52)];
export const splat = f32x4.splatConst;

/** Cephes's polynomial for e^x - 1 - x over x^2, |x| up to half of log 2. */
const coefficients = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
];

/**
 * e^x for x up to 88, after Cephes's expf; what is beyond, below -87 too, has the value there. NaN stays. What it needs
 * worked out before is `before`.
 */
export const exponential = (
  given: Code,
  vector: () => Local,
): { readonly before: Code; readonly value: Code } => {
  const [x, n, square] = [vector(), vector(), vector()];
  const polynomial = coefficients
    .slice(1)
    .reduce<Code>(
      (sum, coefficient) => f32x4.add(f32x4.mul(sum, get(x)), splat(coefficient)),
      splat(coefficients[0]!),
    );
  const before = join(
    set(x, f32x4.min(f32x4.max(given, splat(-87)), splat(88))),
    set(n, nearest(f32x4.mul(get(x), splat(1.44269504088896341)))),
    set(x, f32x4.sub(get(x), f32x4.mul(get(n), splat(0.693359375)))),
    set(x, f32x4.sub(get(x), f32x4.mul(get(n), splat(-2.1219444e-4)))),
    set(square, f32x4.mul(get(x), get(x))),
  );
  const mantissa = f32x4.add(f32x4.add(f32x4.mul(polynomial, get(square)), get(x)), splat(1));
  const power = shiftLeft(addIntegers(toIntegers(get(n)), splatInteger(127)), 23);
  return { before, value: f32x4.mul(mantissa, power) };
};
