import { masked, maskedBack, plainBack } from '../../../backends/wasm/compiled/cells.js';
import { passesOf } from '../activate.js';
import { plannedDense } from '../matrix.js';
import { NoPlan } from '../no-plan.js';
import type { Strip } from '../calls.js';
import {
  forEachRow,
  inOrder,
  multiplyStep,
  outputOf,
  recurrentGradient,
  stripOf,
  thereAt,
  zeros,
} from '../sequence.js';
import { planRecurrent, type CellPlan } from './recurrent.js';

/** The plain step: an activation whose slope is known by what it gives. */
export const simpleRNNCell: CellPlan = (name, config) => {
  const activation = (config['activation'] as string | undefined) ?? 'tanh';
  if (activation === 'linear' || activation === 'softmax' || passesOf(activation).byInput)
    throw new NoPlan(`the layer '${name}' has activation: ${activation}`);
  const { value, slope: slopePass } = passesOf(activation);
  const back = plainBack(activation, slopePass.formula);
  // rows without a step keep the state, and their gradients go on to that of the step before
  const [maskedForward, maskedSlopes] = [masked(value, [0]), maskedBack(back, { 1: [1, 2] })];
  // where what comes of such a row is zero, its gradient goes nowhere
  const cutSlopes = maskedBack(back, { 1: [2] });
  return (planner, x, { kernel, recurrent, bias }, sequence, all) => {
    const { batch, steps, units, mask, zeroes } = sequence;
    const slopesPass = !mask ? back : zeroes ? cutSlopes : maskedSlopes;
    const learns = [x, kernel, recurrent, bias].some((each) => each?.slope !== undefined);
    const products = plannedDense(planner, x, [batch, steps, units], { kernel, bias }, false);
    const { made, states, finish, above } = outputOf(planner, sequence, all, learns);
    const none = zeros(planner, units);
    const at = (place: typeof states, step: number) => stripOf(sequence, place, units, step);
    const wide = (strip: Strip) => ({ ...strip, width: units });

    planner.packed(units, units, { at: recurrent.place, row: units * 4, column: 4 }, (panels) => {
      for (const { step, before } of inOrder(sequence)) {
        const product = at(products.place, step);
        if (before !== undefined)
          multiplyStep(planner, batch, wide(at(states, before)), panels, wide(product), 'result');
        const old = before === undefined ? forEachRow(none) : at(states, before);
        planner.rowPass(mask ? maskedForward : value, batch, units, [
          ...[product, ...(mask ? [old, thereAt(mask, step)] : [])],
          at(states, step),
        ]);
      }
    });
    finish();

    planner.back(made, (slope) => {
      const { place: slopes } = planner.slopeOf(products);
      planner.scratch(batch * units * 4, (behind) => {
        planner.clear(behind, batch * units * 4);
        const ofOutput: Strip = { at: behind, plus: 0, row: units * 4 };
        planner.packed(units, units, { at: recurrent.place, row: 4, column: units * 4 }, (panels) => {
          for (const { step, before } of [...inOrder(sequence)].reverse()) {
            const product = at(slopes, step);
            planner.rowPass(slopesPass, batch, units, [
              ...[at(states, step), above(slope, step, none), ofOutput],
              ...(mask ? [thereAt(mask, step)] : []),
              ...[product, ofOutput],
            ]);
            if (before !== undefined)
              multiplyStep(planner, batch, wide(product), panels, wide(ofOutput), 'result');
          }
        });
      });
      if (recurrent.slope)
        recurrentGradient(planner, sequence, states, { at: slopes, width: units }, recurrent);
    });
    return made;
  };
};

/** The plan of `simpleRNN`. */
export const planSimpleRNN = planRecurrent(simpleRNNCell);
