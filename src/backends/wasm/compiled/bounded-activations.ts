// Activations that are held to bounds, as passes: a page loads them with a model that has one.
import { f32x4 } from '../simd/assembler.js';
import type { Code } from '../simd/assembler.js';
import { activation, byInput, type ActivationPasses } from './straight-activations.js';
import { magnitude, splat } from './vector-math.js';

const { add, mul, div, greaterThan, and, zero, atLeast, atMost } = f32x4;
const one = splat(1);

/** Where x is not above a bound. */
const notAbove = (x: Code, bound: number): Code => [...x, ...splat(bound), ...[0xfd, 0x45]];

/** What x is made to, from 0 up to a bound; between the two its slope is a share of one. */
const between = (name: string, bound: number, value: (x: Code) => Code, share = 1): ActivationPasses =>
  activation(
    name,
    (x) => ({ results: [atMost(atLeast(value(x), zero), splat(bound))] }),
    (dy, y) => and(mul(dy, splat(share)), and(greaterThan(y, zero), greaterThan(splat(bound), y))),
  );

/** x from 0 up to a bound. */
export const reluUpTo = (bound: number): ActivationPasses => between(`relu up to ${bound}`, bound, (x) => x);

/** relu6(x + 3) / 6 */
const hardSigmoid = (x: Code): Code => mul(atMost(atLeast(add(x, splat(3)), zero), splat(6)), splat(1 / 6));

const hardSilu = byInput(
  'hard silu',
  (x) => ({ results: [mul(x, hardSigmoid(x))] }),
  (x) => {
    const within = and(greaterThan(x, splat(-3)), notAbove(x, 3));
    return { results: [add(hardSigmoid(x), and(mul(x, splat(1 / 6)), within))] };
  },
);

const hardTanh = byInput(
  'hard tanh',
  (x) => ({ results: [atMost(atLeast(x, splat(-1)), one)] }),
  (x) => ({ results: [and(one, notAbove(magnitude(x), 1))] }),
);

const root = (x: Code): Code => f32x4.sqrt(add(mul(x, x), splat(4)));

/** (x + root of x^2 + 4) / 2: softplus without an exponential. */
const squareplus = byInput(
  'squareplus',
  (x) => ({ results: [mul(add(x, root(x)), splat(0.5))] }),
  (x) => ({ results: [mul(add(one, div(x, root(x))), splat(0.5))] }),
);

/** Those with a plan, by our names. */
export const boundedPasses: Readonly<Record<string, ActivationPasses>> = {
  relu6: reluUpTo(6),
  hardSigmoid: between('hard sigmoid', 1, (x) => mul(add(x, splat(3)), splat(1 / 6)), 1 / 6),
  hardSilu,
  hardSwish: hardSilu,
  hardTanh,
  squareplus,
};
