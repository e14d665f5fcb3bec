// Activations that take exponentials or divisions, as passes: a page loads them with a model that has one.
import { f32x4, get, join, set } from '../simd/assembler.js';
import type { Code, Local } from '../simd/assembler.js';
import { aboveOr, activation, byInput, type ActivationPasses, type Made } from './straight-activations.js';
import { choose, exponential, magnitude, negative, splat } from './vector-math.js';

const { add, sub, mul, div, greaterThan, zero } = f32x4;
const one = splat(1);

/** 1 / (1 + e^-x), by the exponential of what is below zero. */
export const sigmoid = (x: Code, vector: () => Local): Made => {
  const power = exponential(negative(magnitude(x)), vector);
  const e = vector();
  return {
    before: join(power.before, set(e, power.value)),
    results: [div(choose(greaterThan(zero, x), get(e), one), add(one, get(e)))],
  };
};

/** (1 - e^-2|x|) / (1 + e^-2|x|) with the sign of x; near zero a series, for there that loses digits. */
export const tanh = (x: Code, vector: () => Local): Made => {
  const power = exponential(mul(negative(magnitude(x)), splat(2)), vector);
  const [e, square] = [vector(), vector()];
  const far = div(sub(one, get(e)), add(one, get(e)));
  const signed = choose(greaterThan(zero, x), negative(far), far);
  // x - x^3 / 3 + 2 x^5 / 15 - 17 x^7 / 315
  const series = mul(
    x,
    add(
      one,
      mul(
        get(square),
        add(splat(-1 / 3), mul(get(square), add(splat(2 / 15), mul(get(square), splat(-17 / 315))))),
      ),
    ),
  );
  const isNear = greaterThan(splat(0.2), magnitude(x));
  return {
    before: join(power.before, set(e, power.value), set(square, mul(x, x))),
    results: [choose(isNear, series, signed)],
  };
};

/** Below zero alpha (e^x - 1), above it x; both times a scale. */
const exponentialBelow =
  (alpha: number, scale: number) =>
  (x: Code, vector: () => Local): Made => {
    const power = exponential(x, vector);
    const [below, square] = [vector(), vector()];
    // near zero a series, for there the difference loses digits
    const series = mul(
      x,
      add(one, mul(x, add(splat(0.5), mul(x, add(splat(1 / 6), mul(x, splat(1 / 24))))))),
    );
    return {
      before: join(
        power.before,
        set(square, sub(power.value, one)),
        set(below, choose(greaterThan(x, splat(-0.05)), series, get(square))),
      ),
      results: [mul(splat(scale), choose(greaterThan(zero, x), mul(splat(alpha), get(below)), x))],
    };
  };

/** Abramowitz and Stegun 7.1.26. */
const erfTerms = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592] as const;

/** erf(x / root of 2), and e^(-x^2 / 2), held in locals. */
const normalShare = (x: Code, vector: () => Local): { before: Code; erf: Code; power: Code } => {
  const halfSquare = exponential(mul(mul(x, x), splat(-0.5)), vector);
  const [power, t] = [vector(), vector()];
  const polynomial = erfTerms
    .slice(1)
    .reduce<Code>((sum, term) => add(mul(sum, get(t)), splat(term)), splat(erfTerms[0]));
  const far = sub(one, mul(mul(polynomial, get(t)), get(power)));
  return {
    before: join(
      halfSquare.before,
      set(power, halfSquare.value),
      set(t, div(one, add(one, mul(magnitude(x), splat(0.3275911 / Math.SQRT2))))),
    ),
    erf: choose(greaterThan(zero, x), negative(far), far),
    power: get(power),
  };
};

const gelu = byInput(
  'gelu',
  (x, vector) => {
    const { before, erf } = normalShare(x, vector);
    return { before, results: [mul(mul(x, splat(0.5)), add(one, erf))] };
  },
  (x, vector) => {
    const { before, erf, power } = normalShare(x, vector);
    const density = mul(mul(x, power), splat(1 / Math.sqrt(2 * Math.PI)));
    return { before, results: [add(mul(splat(0.5), add(one, erf)), density)] };
  },
);

const silu = byInput(
  'silu',
  (x, vector) => {
    const { before = [], results } = sigmoid(x, vector);
    return { before, results: [mul(x, results[0]!)] };
  },
  (x, vector) => {
    const { before = [], results } = sigmoid(x, vector);
    const s = vector();
    return {
      before: join(before, set(s, results[0]!)),
      results: [mul(get(s), add(one, mul(x, sub(one, get(s)))))],
    };
  },
);

const [seluAlpha, seluScale] = [1.6732632423543772848170429916717, 1.0507009873554804934193349852946];

/** Those with a plan, by our names. */
export const curvedPasses: Readonly<Record<string, ActivationPasses>> = {
  sigmoid: activation('sigmoid', sigmoid, (dy, y) => mul(dy, mul(y, sub(one, y)))),
  tanh: activation('tanh', tanh, (dy, y) => mul(dy, sub(one, mul(y, y)))),
  elu: activation('elu', exponentialBelow(1, 1), (dy, y) => aboveOr(dy, y, mul(dy, add(y, one)))),
  selu: activation('selu', exponentialBelow(seluAlpha, seluScale), (dy, y) =>
    aboveOr(mul(dy, splat(seluScale)), y, mul(dy, add(y, splat(seluScale * seluAlpha)))),
  ),
  gelu,
  silu,
  swish: silu,
  softsign: activation(
    'softsign',
    (x) => ({ results: [div(x, add(one, magnitude(x)))] }),
    (dy, y) => mul(dy, mul(sub(one, magnitude(y)), sub(one, magnitude(y)))),
  ),
};

/** Below zero alpha (e^x - 1). */
export const eluOf = (alpha: number): ActivationPasses =>
  activation(`elu ${alpha}`, exponentialBelow(alpha, 1), (dy, y) =>
    aboveOr(dy, y, mul(dy, add(y, splat(alpha)))),
  );
