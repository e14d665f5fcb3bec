import type { LayerPlan } from '../layer-plan.js';
import type { Lifetimes } from '../lifetimes.js';
import { NoPlan } from '../no-plan.js';
import { reshaped } from '../value.js';

/** The plan of what only gives numbers another shape. */
export const planReshape: LayerPlan<Lifetimes> = ({ inputs, shapes }) => [reshaped(inputs[0]!, shapes[0]!)];

/** The plan of `flatten`: channels that come first change places. */
export const planFlatten: LayerPlan<Lifetimes> = (call, planner) => {
  if (call.config['dataFormat'] === 'channelsFirst' && call.inputs[0]!.shape.length > 2)
    throw new NoPlan(`the layer '${call.name}' has its channels first`);
  return planReshape(call, planner);
};

/** The plan of what passes its input on. */
export const planIdentity: LayerPlan<Lifetimes> = ({ inputs }) => [inputs[0]!];

/** The plan of what passes its input on, and penalizes it. */
export const planActivityRegularization: LayerPlan<Lifetimes> = ({ name, inputs }, planner) => {
  planner.penalize(`the layer '${name}' is a penalty on what is given to it`);
  return [inputs[0]!];
};
