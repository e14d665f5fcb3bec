import { blocksKey, copyBlocks, type Blocks } from '../../../backends/wasm/compiled/blocks.js';
import type { Pass } from '../../../backends/wasm/compiled/passes.js';
import { f32x4, type Code } from '../../../backends/wasm/simd/assembler.js';
import type { LayerPlan, PlannedCall } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import type { Planner } from '../planner.js';
import type { Place } from '../room.js';
import { times, timesAdded, timesFactor } from '../times.js';
import { sizeOf, type Value } from '../value.js';

const { add, and, eq, greaterThan, lessThan, max, min, mul, or } = f32x4;

/** a + factor b. */
const sumOf: Pass = {
  ...{ name: 'sum', inputs: 2, outputs: 1, scalars: 1 },
  formula: ([a, b], [factor]) => ({ results: [add(a!, mul(b!, factor!))] }),
};
const alike = ({ name, inputs, shapes }: PlannedCall): void => {
  if (inputs.some(({ shape }) => shape.join() !== shapes[0]!.join()))
    throw new NoPlan(`the layer '${name}' brings tensors of several shapes to one`);
};

/** A sum of the inputs, each times a factor. */
const planSum =
  (factorsOf: (count: number) => readonly number[]): LayerPlan =>
  (call, planner) => {
    alike(call);
    const { inputs, shapes } = call;
    const factors = factorsOf(inputs.length);
    const made = planner.value(
      shapes[0]!,
      inputs.some(({ slope }) => slope !== undefined),
    );
    const [first, ...others] = inputs as readonly [Value, ...Value[]];
    const [firstFactor, ...otherFactors] = factors as readonly [number, ...number[]];
    planner.pass(timesFactor, made.size, [first.place], [made.place], [firstFactor]);
    others.forEach(({ place }, i) =>
      planner.pass(sumOf, made.size, [made.place, place], [made.place], [otherFactors[i]!]),
    );
    planner.back(made, (slope) =>
      inputs.forEach((input, i) => {
        if (!input.slope) return;
        const { place, adds } = planner.slopeOf(input);
        if (adds) planner.pass(sumOf, made.size, [place, slope], [place], [factors[i]!]);
        else planner.pass(timesFactor, made.size, [slope], [place], [factors[i]!]);
      }),
    );
    return [made];
  };

/** The plans of `add`, `subtract` and `average`. */
export const planAdd = planSum((count) => Array.from({ length: count }, () => 1));
export const planSubtract = planSum(() => [1, -1]);
export const planAverage = planSum((count) => Array.from({ length: count }, () => 1 / count));

/** The plan of `multiply`, of two. */
export const planMultiply: LayerPlan = (call, planner) => {
  alike(call);
  const [a, b, ...others] = call.inputs as readonly [Value, Value, ...Value[]];
  if (others.length > 0) throw new NoPlan(`the layer '${call.name}' multiplies more than two tensors`);
  const made = planner.value(call.shapes[0]!, (a.slope ?? b.slope) !== undefined);
  planner.pass(times, made.size, [a.place, b.place], [made.place]);
  const back = (slope: Place, input: Value, other: Value): void => {
    if (!input.slope) return;
    const { place, adds } = planner.slopeOf(input);
    if (adds) planner.pass(timesAdded, made.size, [slope, other.place, place], [place]);
    else planner.pass(times, made.size, [slope, other.place], [place]);
  };
  planner.back(made, (slope) => {
    back(slope, a, b);
    back(slope, b, a);
  });
  return [made];
};

const gradientWhere = (name: string, holds: (a: Code, b: Code) => Code, adds: boolean): Pass => ({
  ...{ name: `where ${name}${adds ? ' added' : ''}`, inputs: adds ? 4 : 3, outputs: 1, scalars: 0 },
  formula: ([slope, a, b, before]) => {
    const here = and(slope!, holds(a!, b!));
    return { results: [adds ? add(before!, here) : here] };
  },
});

/** The larger of two, or the lesser; the gradient goes to the first where they are alike. */
const planChoice =
  (name: string, choose: Pass, isFurther: (a: Code, b: Code) => Code): LayerPlan =>
  (call, planner) => {
    alike(call);
    const [a, b, ...others] = call.inputs as readonly [Value, Value, ...Value[]];
    if (others.length > 0) throw new NoPlan(`the layer '${call.name}' chooses among more than two tensors`);
    const made = planner.value(call.shapes[0]!, (a.slope ?? b.slope) !== undefined);
    planner.pass(choose, made.size, [a.place, b.place], [made.place]);
    const back = (slope: Place, input: Value, holds: (a: Code, b: Code) => Code, which: string): void => {
      if (!input.slope) return;
      const { place, adds } = planner.slopeOf(input);
      const pass = gradientWhere(`${name} ${which}`, holds, adds);
      planner.pass(pass, made.size, [slope, a.place, b.place, ...(adds ? [place] : [])], [place]);
    };
    planner.back(made, (slope) => {
      back(slope, a, (x, y) => or(isFurther(x, y), eq(x, y)), 'first');
      back(slope, b, (x, y) => isFurther(y, x), 'second');
    });
    return [made];
  };

/** The plans of `maximum` and `minimum`, of two. */
export const planMaximum = planChoice(
  'larger',
  {
    ...{ name: 'larger', inputs: 2, outputs: 1, scalars: 0 },
    formula: ([a, b]) => ({ results: [max(a!, b!)] }),
  },
  greaterThan,
);
export const planMinimum = planChoice(
  'lesser',
  {
    ...{ name: 'lesser', inputs: 2, outputs: 1, scalars: 0 },
    formula: ([a, b]) => ({ results: [min(a!, b!)] }),
  },
  lessThan,
);

/** Copies stretches between two arrays. */
const copy = (
  planner: Planner,
  blocks: Blocks,
  from: Place,
  to: Place,
  plus: readonly [number, number],
): void =>
  planner.call(
    blocksKey(blocks),
    () => copyBlocks(blocks),
    () => [from.address + plus[0], to.address + plus[1], 1],
  );

/** The plan of `concatenate`. */
export const planConcatenate: LayerPlan = ({ config, inputs, shapes }, planner) => {
  const shape = shapes[0]!;
  const given = (config['axis'] as number | undefined) ?? -1;
  const axis = given < 0 ? shape.length + given : given;
  const outer = sizeOf(shape.slice(0, axis));
  const whole = sizeOf(shape.slice(axis));
  const made = planner.value(
    shape,
    inputs.some(({ slope }) => slope !== undefined),
  );
  const starts: number[] = [];
  inputs.reduce((start, { size }) => {
    starts.push(start);
    return start + size / outer;
  }, 0);
  const blocks = (input: Value, inward: boolean, adds: boolean): Blocks => {
    const floats = input.size / outer;
    const [from, to] = inward ? [floats, whole] : [whole, floats];
    return { turns: [{ count: outer, from: from * 4, to: to * 4 }], floats, adds, scales: false };
  };
  inputs.forEach((input, i) =>
    copy(planner, blocks(input, true, false), input.place, made.place, [0, starts[i]! * 4]),
  );
  planner.back(made, (slope) =>
    inputs.forEach((input, i) => {
      if (!input.slope) return;
      const { place, adds } = planner.slopeOf(input);
      copy(planner, blocks(input, false, adds), slope, place, [starts[i]! * 4, 0]);
    }),
  );
  return [made];
};
