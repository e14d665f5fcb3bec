// Steps of optimizers in WGSL, by the names of the kernels that take them elsewhere: a variable in one pass.
import type { Kernel } from './kernel.js';
import { float, mapOf } from './map.js';

/** What becomes of value, and of the slots, by the gradient g and the numbers of the step. */
interface StepLines {
  readonly slots: readonly string[];
  readonly numbers: readonly string[];
  /** Knows value, g, and the slots by name; leaves `next`, and slots as `next_<name>`. */
  readonly lines: string;
}

const adam = (largest: boolean): StepLines => ({
  slots: ['momentum', 'velocity', ...(largest ? ['largest'] : [])],
  numbers: ['rate', 'oneMinusBeta1', 'oneMinusBeta2', 'epsilon'],
  lines: `
    let next_momentum = momentum + (g - momentum) * now.oneMinusBeta1;
    let next_velocity = velocity + (g * g - velocity) * now.oneMinusBeta2;
    ${largest ? 'let next_largest = max(largest, next_velocity);' : ''}
    let next = value - next_momentum * now.rate / (sqrt(${largest ? 'next_largest' : 'next_velocity'}) + now.epsilon);`,
});

const momentum = (nesterov: boolean): StepLines => ({
  ...{ slots: ['velocity'], numbers: ['rate', 'momentum'] },
  lines: `
    let moved = g * now.rate;
    let next_velocity = velocity * now.momentum - moved;
    let next = ${nesterov ? 'value + (next_velocity * now.momentum - moved)' : 'value + next_velocity'};`,
});

const rmsprop = (carries: boolean, centered: boolean): StepLines => ({
  slots: ['velocity', ...(carries ? ['carried'] : []), ...(centered ? ['average'] : [])],
  numbers: ['rate', 'rho', 'oneMinusRho', 'epsilon', 'momentum'],
  lines: `
    let next_velocity = velocity * now.rho + g * g * now.oneMinusRho;
    ${centered ? 'let next_average = average * now.rho + g * now.oneMinusRho;' : ''}
    let spread = next_velocity${centered ? ' - next_average * next_average' : ''};
    let moved = g * now.rate / sqrt(spread + now.epsilon);
    ${carries ? 'let next_carried = carried * now.momentum + moved;' : ''}
    let next = value - ${carries ? 'next_carried' : 'moved'};`,
});

const steps: Readonly<Record<string, StepLines>> = {
  SGDStep: { slots: [], numbers: ['rate'], lines: 'let next = value - g * now.rate;' },
  SGDMomentumStep: momentum(false),
  SGDNesterovStep: momentum(true),
  AdamStep: adam(false),
  AmsgradStep: adam(true),
  RMSpropStep: rmsprop(false, false),
  RMSpropMomentumStep: rmsprop(true, false),
  RMSpropCenteredStep: rmsprop(false, true),
  RMSpropCenteredMomentumStep: rmsprop(true, true),
  AdagradStep: {
    ...{ slots: ['accumulator'], numbers: ['rate', 'epsilon'] },
    lines: `
    let next_accumulator = accumulator + g * g;
    let next = value - g * now.rate / sqrt(next_accumulator + now.epsilon);`,
  },
};

/** What each step is told: the rate by which weights decay, and what the optimizer's own numbers are. */
export const numbersOfStep = (name: string): readonly string[] | undefined =>
  Object.hasOwn(steps, name) ? ['decayRate', ...steps[name]!.numbers] : undefined;

/** A step of a variable: `decay` times the rate is taken off it before, gradients are held to -limit and limit. */
export const optimizerStep = (
  name: string,
  { decay, limit }: { readonly decay?: number | undefined; readonly limit?: number | undefined },
): Kernel => {
  const { slots, lines } = steps[name]!;
  const held =
    limit === undefined
      ? 'given'
      : `select(clamp(given, ${float(-limit)}, ${float(limit)}), given, is_nan(given))`;
  return mapOf(
    `${name} ${decay ?? ''} ${limit ?? ''}`,
    ['gradient', 'value', ...slots],
    ['value', ...slots],
    `
    let given = get_gradient(i);
    let g = ${held};
    let value = get_value(i)${decay ? ` * (1.0 - ${float(decay)} * now.decayRate)` : ''};
    ${slots.map((slot) => `let ${slot} = get_${slot}(i);`).join(' ')}
    ${lines}
    set_value(i, next);
    ${slots.map((slot) => `set_${slot}(i, next_${slot});`).join(' ')}`,
    { numbers: numbersOfStep(name) },
  );
};
