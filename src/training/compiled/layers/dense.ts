import type * as tfl from '@tensorflow/tfjs-layers';
import { activateInPlace } from '../activate.js';
import type { LayerPlan } from '../layer-plan.js';
import { plannedDense } from '../matrix.js';
import { weightOf } from '../weight-of.js';

/** The plan of `dense`. */
export const planDense: LayerPlan = ({ live, config, inputs, shapes }, planner) => {
  const { kernel, bias } = live as unknown as Readonly<
    Record<'kernel' | 'bias', tfl.LayerVariable | null | undefined>
  >;
  const activation = config['activation'] as string;
  const weights = { kernel: weightOf(planner, kernel!), bias: bias ? weightOf(planner, bias) : undefined };
  const made = plannedDense(planner, inputs[0]!, shapes[0]!, weights, activation === 'relu');
  return [activateInPlace(planner, made, activation, activation === 'relu')];
};
