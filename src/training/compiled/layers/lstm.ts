import { lstmBack, lstmForward, masked, maskedBack } from '../../../backends/wasm/compiled/cells.js';
import { plannedDense } from '../matrix.js';
import type { Strip } from '../calls.js';
import type { Place } from '../room.js';
import {
  forEachRow,
  inOrder,
  ofOneStep,
  multiplyStep,
  outputOf,
  recurrentGradient,
  stripOf,
  thereAt,
  zeros,
} from '../sequence.js';
import { only, planRecurrent, type CellPlan } from './recurrent.js';

/** Rows without a step keep the carry and the output. */
const maskedForward = masked(lstmForward, [4, 5]);
/** Their gradients go on to those of the step before. */
const maskedSlopes = maskedBack(lstmBack, { 4: [8], 5: [6, 7] });
/** Where what comes of such a row is zero, its gradient goes nowhere. */
const cutSlopes = maskedBack(lstmBack, { 4: [8], 5: [7] });

/** Long short-term memory: its gates stand in the place of their products, and on the way back their gradients do. */
export const lstmCell: CellPlan = (name, config) => {
  only(name, config, { activation: 'tanh', recurrentActivation: 'sigmoid' });
  return (planner, x, { kernel, recurrent, bias }, sequence, all) => {
    const { batch, steps, units, mask, zeroes } = sequence;
    const slopesPass = !mask ? lstmBack : zeroes ? cutSlopes : maskedSlopes;
    const width = 4 * units;
    const learns = [x, kernel, recurrent, bias].some((each) => each?.slope !== undefined);
    const products = plannedDense(planner, x, [batch, steps, width], { kernel, bias }, false);
    const { made, states, finish, above } = outputOf(planner, sequence, all, learns);
    // those of one step alone, where no way back needs them all
    const carries = planner.keep(batch * (planner.training ? steps : 1) * units * 4);
    const none = zeros(planner, units);
    const gatesOf = (step: number, at = products.place) =>
      [0, 1, 2, 3].map((gate) => stripOf(sequence, at, width, step, gate * units));
    const ofStep = (at: Place, step: number | undefined): Strip => {
      if (step === undefined) return forEachRow(none);
      return at === carries && !planner.training ? ofOneStep(at, units) : stripOf(sequence, at, units, step);
    };

    planner.packed(units, width, { at: recurrent.place, row: width * 4, column: 4 }, (panels) => {
      for (const { step, before } of inOrder(sequence)) {
        const product = { ...stripOf(sequence, products.place, width, step), width };
        const state = { ...ofStep(states, before), width: units };
        if (before !== undefined) multiplyStep(planner, batch, state, panels, product, 'result');
        const gates = gatesOf(step);
        const given = [...gates, ofStep(carries, before)];
        const outputs = [...gates, ofStep(carries, step), ofStep(states, step)];
        if (!mask) planner.rowPass(lstmForward, batch, units, [...given, ...outputs]);
        else {
          const old = [ofStep(carries, before), ofStep(states, before), thereAt(mask, step)];
          planner.rowPass(maskedForward, batch, units, [...given, ...old, ...outputs]);
        }
      }
    });
    finish();

    planner.back(made, (slope) => {
      const { place: slopes } = planner.slopeOf(products);
      const square = batch * units * 4;
      planner.scratch(square, (behind) =>
        planner.scratch(square, (carrySlope) => {
          planner.clear(behind, square);
          planner.clear(carrySlope, square);
          const ofOutput: Strip = { at: behind, plus: 0, row: units * 4 };
          const ofCarry: Strip = { at: carrySlope, plus: 0, row: units * 4 };
          planner.packed(width, units, { at: recurrent.place, row: 4, column: width * 4 }, (panels) => {
            for (const { step, before } of [...inOrder(sequence)].reverse()) {
              planner.rowPass(slopesPass, batch, units, [
                ...gatesOf(step),
                ...[ofStep(carries, before), ofStep(carries, step), above(slope, step, none)],
                ...[ofOutput, ofCarry],
                ...(mask ? [thereAt(mask, step)] : []),
                ...[...gatesOf(step, slopes), ofCarry, ofOutput],
              ]);
              const product = { ...stripOf(sequence, slopes, width, step), width };
              if (before !== undefined)
                multiplyStep(planner, batch, product, panels, { ...ofOutput, width: units }, 'result');
            }
          });
        }),
      );
      if (recurrent.slope) recurrentGradient(planner, sequence, states, { at: slopes, width }, recurrent);
    });
    return made;
  };
};

/** The plan of `lstm`. */
export const planLstm = planRecurrent(lstmCell);
