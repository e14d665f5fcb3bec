import type { HoldingLayer } from '../../../tfjs/layers/holding.js';
import type { LayerPlan } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import { reshaped } from '../value.js';

/** The plan of `timeDistributed`: the steps of all samples are rows of one batch. */
export const planTimeDistributed: LayerPlan = ({ name, live, inputs, shapes, held }, planner) => {
  const x = inputs[0]!;
  const [batch, steps, ...rest] = x.shape;
  const rows = batch! * steps!;
  // in training today's loop gives such a layer one step after the other, as Keras does
  if (planner.training && (live as HoldingLayer).held['layer']![0]!.nonTrainableWeights.length > 0)
    throw new NoPlan(`the layer '${name}' has weights that follow each step, or are frozen`);
  const made = held('layer', reshaped(x, [rows, ...rest]), [rows, ...shapes[0]!.slice(2)]);
  return [reshaped(made, shapes[0]!)];
};
