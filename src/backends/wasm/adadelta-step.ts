import { faint, optimizerStep } from './optimizer-step.js';

/**
 * A step of Adadelta (Zeiler, 2012), as Keras writes it: s' = rho s + (1 - rho) g^2, move = sqrt(d + epsilon) g / sqrt(s' + epsilon),
 * d' = rho d + (1 - rho) move^2, value' = value - rate move
 */
export const adadeltaStep = optimizerStep({
  name: 'AdadeltaStep',
  inputs: ['value', 'gradient', 'squares', 'moves'],
  updated: ['value', 'squares', 'moves'],
  fades: { squares: faint.velocity, moves: faint.velocity },
  scalars: ['rate', 'rho', 'oneMinusRho', 'epsilon'],
  formula: ({ add, sub, mul, div, sqrt, hold }, [value, g, squares, moves], [rate, rho, rest, epsilon]) => {
    const s = hold(add(mul(squares!, rho!), mul(mul(g!, g!), rest!)));
    const move = hold(div(mul(sqrt(add(moves!, epsilon!)), g!), sqrt(add(s, epsilon!))));
    return [sub(value!, mul(move, rate!)), s, add(mul(moves!, rho!), mul(mul(move, move), rest!))];
  },
});
