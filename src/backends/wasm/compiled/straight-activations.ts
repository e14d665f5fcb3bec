// Activations as passes: their values, and the gradient on the way back by what they gave.
import { f32x4 } from '../simd/assembler.js';
import type { Code, Local } from '../simd/assembler.js';
import type { Pass, VectorFormula } from './passes.js';
import { choose, splat } from './vector-math.js';

const { add, mul, greaterThan, and, zero, atLeast } = f32x4;

/** An activation: its value by x, and its slope by what it gave, y, or by x. */
export interface ActivationPasses {
  /** Whether the slope is by x, which must be kept then: `y` below is x. */
  readonly byInput?: boolean;
  readonly value: Pass;
  /** dy times the slope: (dy, y) gives dx. */
  readonly slope: Pass;
  /** The same, added to what stands in dx: (dy, y, dx) gives dx. */
  readonly slopeAdded: Pass;
}

export type Made = ReturnType<VectorFormula>;

/** An activation with a slope by what it gave. */
export const activation = (
  name: string,
  value: (x: Code, vector: () => Local) => Made,
  slope: (dy: Code, y: Code, vector: () => Local) => Code,
): ActivationPasses => ({
  value: {
    ...{ name, inputs: 1, outputs: 1, scalars: 0 },
    formula: ([x], _, vector) => value(x!, vector),
  },
  slope: {
    ...{ name: `${name} slope`, inputs: 2, outputs: 1, scalars: 0 },
    formula: ([dy, y], _, vector) => ({ results: [slope(dy!, y!, vector)] }),
  },
  slopeAdded: {
    ...{ name: `${name} slope added`, inputs: 3, outputs: 1, scalars: 0 },
    formula: ([dy, y, dx], _, vector) => ({ results: [add(dx!, slope(dy!, y!, vector))] }),
  },
});

/** The same with a slope by x. */
export const byInput = (
  name: string,
  value: (x: Code, vector: () => Local) => Made,
  slope: (x: Code, vector: () => Local) => Made,
): ActivationPasses => ({
  byInput: true,
  value: {
    ...{ name, inputs: 1, outputs: 1, scalars: 0 },
    formula: ([x], _, vector) => value(x!, vector),
  },
  slope: {
    ...{ name: `${name} slope`, inputs: 2, outputs: 1, scalars: 0 },
    formula: ([dy, x], _, vector) => {
      const { before = [], results } = slope(x!, vector);
      return { before, results: [mul(dy!, results[0]!)] };
    },
  },
  slopeAdded: {
    ...{ name: `${name} slope added`, inputs: 3, outputs: 1, scalars: 0 },
    formula: ([dy, x, dx], _, vector) => {
      const { before = [], results } = slope(x!, vector);
      return { before, results: [add(dx!, mul(dy!, results[0]!))] };
    },
  },
});

/** Where y is above zero dy, elsewhere something else; y's NaN counts as above. */
const notAbove = (y: Code): Code => [...y, ...zero, ...[0xfd, 0x45]];
export const aboveOr = (dy: Code, y: Code, otherwise: Code): Code => choose(notAbove(y), otherwise, dy);

/** x above zero, and a share of it below. */
export const leaky = (share: number): ActivationPasses =>
  activation(
    `leaky ${share}`,
    (x) => ({ results: [choose(notAbove(x), mul(x, splat(share)), x)] }),
    (dy, y) => aboveOr(dy, y, mul(dy, splat(share))),
  );

/** Those that take no exponential, by our names. */
export const straightPasses: Readonly<Record<string, ActivationPasses>> = {
  relu: activation(
    'relu',
    (x) => ({ results: [atLeast(x, zero)] }),
    (dy, y) => and(dy, greaterThan(y, zero)),
  ),
  leakyRelu: leaky(0.2),
};
