import type * as tfl from '@tensorflow/tfjs-layers';
import type { Pass } from '../../../backends/wasm/compiled/passes.js';
import { f32x4 } from '../../../backends/wasm/simd/assembler.js';
import type { Strip } from '../calls.js';
import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import type { Place } from '../room.js';
import { weightOf } from '../weight-of.js';

const { add, and, atLeast, atMost, greaterThan, lessThan, mul, or, zero } = f32x4;

const value: Pass = {
  ...{ name: 'prelu', inputs: 2, outputs: 1, scalars: 0 },
  formula: ([x, alpha]) => ({ results: [add(atLeast(x!, zero), mul(alpha!, atMost(x!, zero)))] }),
};

/** (dy, x, alpha): dy above zero, alpha dy below it; at zero none, as in Keras. */
const slopePass = (adds: boolean): Pass => ({
  ...{ name: `prelu slope${adds ? ' added' : ''}`, inputs: adds ? 4 : 3, outputs: 1, scalars: 0 },
  formula: ([dy, x, alpha, before]) => {
    const here = or(and(dy!, greaterThan(x!, zero)), and(mul(dy!, alpha!), lessThan(x!, zero)));
    return { results: [adds ? add(before!, here) : here] };
  },
});

/** What each number has to say on its alpha: (dy, x). */
const onAlpha: Pass = {
  ...{ name: 'prelu on alpha', inputs: 2, outputs: 1, scalars: 0 },
  formula: ([dy, x]) => ({ results: [mul(dy!, atMost(x!, zero))] }),
};

/** The plan of `preLU`, whose slopes are those of rows, or of all but the last axes. */
export const planPReLU: LayerPlan = ({ name, live, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const alpha = weightOf(planner, (live as unknown as { readonly alpha: tfl.LayerVariable }).alpha);
  const first = alpha.shape.findIndex((size) => size !== 1);
  const own = first === -1 ? [] : alpha.shape.slice(first);
  if (x.shape.slice(x.shape.length - own.length).join() !== own.join())
    throw new NoPlan(`the layer '${name}' shares its slopes along an axis between others`);
  const [rows, columns] = [x.size / alpha.size, alpha.size];
  const made = planner.value(shapes[0]!, (x.slope ?? alpha.slope) !== undefined);
  const each = (at: Place): Strip => ({ at, plus: 0, row: columns * 4 });
  const slopes: Strip = { at: alpha.place, plus: 0, row: 0 };
  planner.rowPass(value, rows, columns, [each(x.place), slopes, each(made.place)]);
  planner.back(made, (slope) => {
    if (alpha.slope)
      planner.scratch(x.size * 4, (block) => {
        planner.pass(onAlpha, x.size, [slope, x.place], [block]);
        planner.sumColumns(rows, columns, block, alpha);
      });
    if (!x.slope) return;
    const { place, adds } = planner.slopeOf(x);
    const given = [each(slope), each(x.place), slopes, ...(adds ? [each(place)] : []), each(place)];
    planner.rowPass(slopePass(adds), rows, columns, given);
  });
  return [made];
};
