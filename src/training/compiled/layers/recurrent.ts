import type * as tfl from '@tensorflow/tfjs-layers';
import type { CellRecurrence } from '../../../tfjs/layers/rnn/cell-recurrence.js';
import { recurrenceOf } from '../../../tfjs/layers/rnn/recurrence.js';
import { droppedSteps } from '../dropped-steps.js';
import type { LayerPlan, PlannedCall } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';
import type { Planner } from '../planner.js';
import type { CellWeights, Sequence } from '../sequence.js';
import type { Value } from '../value.js';
import { weightOf } from '../weight-of.js';

type Config = PlannedCall['config'];

/** A cell over the steps of `x`, `[batch, steps, features]`: the states of all steps, or the last one. */
export type PlannedCell = (
  planner: Planner,
  x: Value,
  weights: CellWeights,
  sequence: Sequence,
  all: boolean,
) => Value;

/** A cell's plan by a layer's options, which may be none of those that it knows. */
export type CellPlan = (name: string, config: Config) => PlannedCell;

/** Throws where an option is another than the one that there is a plan for. */
export const only = (name: string, config: Config, wanted: Config): void => {
  for (const [option, value] of Object.entries(wanted))
    if ((config[option] ?? value) !== value)
      throw new NoPlan(`the layer '${name}' has ${option}: ${String(config[option])}`);
};

/** Plans a layer's cell over what it is given, in one direction. */
export const plannedSteps = (
  { name, config, live }: { readonly name: string; readonly config: Config; readonly live: tfl.layers.Layer },
  cell: CellPlan,
  planner: Planner,
  x: Value,
  backwards: boolean,
): Value => {
  only(name, config, { returnState: false, stateful: false });
  if (planner.training) only(name, config, { recurrentDropout: 0 });
  const [batch, steps] = x.shape as [number, number];
  if (config['dropout'] === 1 && planner.training) throw new NoPlan(`the layer '${name}' has dropout: 1`);
  if (steps === 0) throw new NoPlan(`the layer '${name}' goes over no steps`);
  const planned = cell(name, config);
  const { weights: own, dropout } = recurrenceOf(live) as CellRecurrence;
  const { kernel, recurrent, bias } = own;
  const weights = {
    ...{ kernel: weightOf(planner, kernel), recurrent: weightOf(planner, recurrent) },
    bias: bias && weightOf(planner, bias),
  };
  const units = weights.recurrent.shape[0]!;
  const { mask } = x;
  const zeroes = config['zeroOutputForMask'] === true;
  const sequence = { batch, steps, units, backwards, mask, zeroes };
  const drops = planner.training && Number(config['dropout'] ?? 0) > 0;
  const given = drops ? droppedSteps(planner, x, dropout) : x;
  return planned(planner, given, weights, sequence, config['returnSequences'] === true);
};

/** The plan of a recurrent layer of a cell; sequences that are to come out backwards have none. */
export const planRecurrent =
  (cell: CellPlan): LayerPlan =>
  (call, planner) => {
    const { name, config, inputs } = call;
    const backwards = config['goBackwards'] === true;
    if (backwards && config['returnSequences'] === true)
      throw new NoPlan(`the layer '${name}' gives its steps backwards`);
    return [plannedSteps(call, cell, planner, inputs[0]!, backwards)];
  };
