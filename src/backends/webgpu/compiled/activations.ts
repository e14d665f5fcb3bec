// Activations in WGSL: their values by x, and their slopes by what they gave, y, or by x.
import { float } from './map.js';

/** An activation: expressions of x, and of y, or x where `byInput` says so. */
export interface CardActivation {
  readonly name: string;
  readonly byInput?: boolean;
  readonly value: string;
  readonly slope: string;
}

const sigmoid = '(select(1.0, exp(x), x < 0.0) / (1.0 + exp(-abs(x))))';

/** (1 - e^-2|x|) / (1 + e^-2|x|) with the sign of x; near zero a series, for there that loses digits. */
const tanh =
  'select(sign(x) * (1.0 - exp(-2.0 * abs(x))) / (1.0 + exp(-2.0 * abs(x))), ' +
  'x * (1.0 + x * x * (-1.0 / 3.0 + x * x * (2.0 / 15.0 + x * x * (-17.0 / 315.0)))), abs(x) < 0.2)';

/** e^x - 1; near zero a series, for the same reason. */
const powerLess =
  'select(exp(x) - 1.0, x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0)))), x > -0.05)';

const exponentialBelow = (name: string, alpha: number, scale: number): CardActivation => ({
  name,
  value: `${float(scale)} * select(x, ${float(alpha)} * ${powerLess}, x < 0.0)`,
  slope: `select(${float(scale)}, y + ${float(scale * alpha)}, y <= 0.0)`,
});

/** Below zero a share of x. */
export const leaky = (share: number): CardActivation => ({
  name: `leaky ${share}`,
  value: `select(x, x * ${float(share)}, x < 0.0)`,
  slope: `select(1.0, ${float(share)}, y <= 0.0)`,
});

export const eluOf = (alpha: number): CardActivation => exponentialBelow(`elu ${alpha}`, alpha, 1);

const silu: CardActivation = {
  ...{ name: 'silu', byInput: true, value: `x * ${sigmoid}` },
  slope: `${sigmoid} * (1.0 + x * (1.0 - ${sigmoid}))`,
};

/** Those with a plan, by our names. */
export const cardActivations: Readonly<Record<string, CardActivation>> = {
  relu: { name: 'relu', value: 'select(max(x, 0.0), x, is_nan(x))', slope: 'select(0.0, 1.0, y > 0.0)' },
  sigmoid: { name: 'sigmoid', value: sigmoid, slope: 'y * (1.0 - y)' },
  tanh: { name: 'tanh', value: tanh, slope: '(1.0 - y * y)' },
  elu: eluOf(1),
  selu: exponentialBelow('selu', 1.6732632423543772, 1.0507009873554805),
  leakyRelu: leaky(0.2),
  softsign: {
    ...{ name: 'softsign', value: 'x / (1.0 + abs(x))' },
    slope: '(1.0 - abs(y)) * (1.0 - abs(y))',
  },
  ...{ silu, swish: silu },
};
