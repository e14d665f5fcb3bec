import type { Pass } from '../../../backends/wasm/compiled/passes.js';
import { f32x4 } from '../../../backends/wasm/simd/assembler.js';
import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import { timesFactor } from '../times.js';

const { add, mul } = f32x4;

/** x scale + offset. */
const rescaled: Pass = {
  ...{ name: 'rescaled', inputs: 1, outputs: 1, scalars: 2 },
  formula: ([x], [scale, offset]) => ({ results: [add(mul(x!, scale!), offset!)] }),
};
/** x scale, added to y. */
const scaledAdded: Pass = {
  ...{ name: 'scaled added', inputs: 2, outputs: 1, scalars: 1 },
  formula: ([x, y], [scale]) => ({ results: [add(y!, mul(x!, scale!))] }),
};

/** The plan of `rescaling` by one number for all. */
export const planRescaling: LayerPlan = ({ name, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const { scale, offset = 0 } = config;
  if (typeof scale !== 'number' || typeof offset !== 'number')
    throw new NoPlan(`the layer '${name}' scales by more than one number`);
  const made = planner.value(shapes[0]!, x.slope !== undefined);
  planner.pass(rescaled, made.size, [x.place], [made.place], [scale, offset]);
  planner.back(made, (slope) => {
    const { place, adds } = planner.slopeOf(x);
    if (adds) planner.pass(scaledAdded, made.size, [slope, place], [place], [scale]);
    else planner.pass(timesFactor, made.size, [slope], [place], [scale]);
  });
  return [made];
};
