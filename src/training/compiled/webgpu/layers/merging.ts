import { float, mapOf } from '../../../../backends/webgpu/compiled/map.js';
import type { LayerPlan, PlannedCall } from '../../layer-plan.js';
import { NoPlan } from '../../no-plan.js';
import { slopeTo } from '../activate.js';
import type { CardPlanner } from '../planner.js';

const alike = ({ name, inputs, shapes }: PlannedCall): void => {
  if (inputs.some(({ shape }) => shape.join() !== shapes[0]!.join()))
    throw new NoPlan(`the layer '${name}' brings tensors of several shapes to one`);
  if (inputs.some(({ mask }) => mask)) throw new NoPlan(`the layer '${name}' is given a mask`);
};

/** A sum of the inputs, each times a factor, in one pass. */
const planSum =
  (factorsOf: (count: number) => readonly number[]): LayerPlan<CardPlanner> =>
  (call, planner) => {
    alike(call);
    const { inputs, shapes } = call;
    const factors = factorsOf(inputs.length);
    const made = planner.value(
      shapes[0]!,
      inputs.some(({ slope }) => slope !== undefined),
    );
    const names = inputs.map((_, i) => `x${i}`);
    const sum = names.map((name, i) => `get_${name}(i) * ${float(factors[i]!)}`).join(' + ');
    planner.map(
      mapOf(`sum of ${factors.join()}`, names, ['to'], `set_to(i, ${sum});`),
      { ...Object.fromEntries(names.map((name, i) => [name, inputs[i]!.place])), to: made.place },
      made.size,
    );
    planner.back(made, (slope) =>
      inputs.forEach((input, i) => {
        if (!input.slope) return;
        const factor = float(factors[i]!);
        slopeTo(planner, input, `slope times ${factor}`, { slope }, `get_slope(i) * ${factor}`);
      }),
    );
    return [made];
  };

/** The plans of `add`, `subtract` and `average`. */
export const planAdd = planSum((count) => Array.from({ length: count }, () => 1));
export const planSubtract = planSum(() => [1, -1]);
export const planAverage = planSum((count) => Array.from({ length: count }, () => 1 / count));

/** The plan of `multiply`, of two. */
export const planMultiply: LayerPlan<CardPlanner> = (call, planner) => {
  alike(call);
  const [a, b, ...others] = call.inputs;
  if (others.length > 0 || !a || !b)
    throw new NoPlan(`the layer '${call.name}' multiplies more than two tensors`);
  const made = planner.value(call.shapes[0]!, (a.slope ?? b.slope) !== undefined);
  planner.map(
    mapOf('product of two', ['a', 'b'], ['to'], 'set_to(i, get_a(i) * get_b(i));'),
    { a: a.place, b: b.place, to: made.place },
    made.size,
  );
  planner.back(made, (slope) => {
    for (const [input, { place: other }] of [
      [a, b],
      [b, a],
    ] as const)
      if (input.slope)
        slopeTo(planner, input, 'slope times other', { slope, other }, 'get_slope(i) * get_other(i)');
  });
  return [made];
};
