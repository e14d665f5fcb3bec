import { columnSums } from '../../../backends/wasm/simd/column-sums.js';
import { gruBack, gruForward, masked, maskedBack } from '../../../backends/wasm/compiled/cells.js';
import { plannedDense } from '../matrix.js';
import type { Strip } from '../calls.js';
import type { Planner } from '../planner.js';
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
import type { Value } from '../value.js';
import { only, planRecurrent, type CellPlan } from './recurrent.js';

/** One row of a weight. */
const rowOf = (weight: Value, row: number): Value => {
  const size = weight.shape[1]!;
  return {
    ...{ shape: [size], size, isInteger: false, slope: undefined },
    place: {
      // where a weight stands is known when a step begins
      get address() {
        return weight.place.address + row * size * 4;
      },
    },
  };
};

/** The gradient of both biases: the sums of the columns of the inputs' products, and of the state's. */
const biasGradient = (planner: Planner, bias: Value, rows: number, slopes: readonly [Place, Place]): void => {
  const { place, adds } = planner.slopeOf(bias);
  const width = bias.shape[1]!;
  if (!adds) planner.clear(place, bias.size * 4);
  const run = planner.function('column sums', () => columnSums);
  slopes.forEach((at, i) => planner.run(() => run(at.address, place.address + i * width * 4, rows, width)));
};

/** Rows without a step keep the state. */
const maskedForward = masked(gruForward, [3]);
/** Its gradient goes on to that of the step before. */
const maskedSlopes = maskedBack(gruBack, { 6: [5, 6] });
/** Where what comes of such a row is zero, its gradient goes nowhere. */
const cutSlopes = maskedBack(gruBack, { 6: [6] });

/** A gated recurrent unit whose reset gate comes after the product. */
export const gruCell: CellPlan = (name, config) => {
  only(name, config, { activation: 'tanh', recurrentActivation: 'sigmoid', resetAfter: true });
  return (planner, x, { kernel, recurrent, bias }, sequence, all) => {
    const { batch, steps, units, mask, zeroes } = sequence;
    const slopesPass = !mask ? gruBack : zeroes ? cutSlopes : maskedSlopes;
    const width = 3 * units;
    const learns = [x, kernel, recurrent, bias].some((each) => each?.slope !== undefined);
    const biases = bias && ([rowOf(bias, 0), rowOf(bias, 1)] as const);
    const products = plannedDense(planner, x, [batch, steps, width], { kernel, bias: biases?.[0] }, false);
    const { made, states, finish, above } = outputOf(planner, sequence, all, learns);
    // those of one step alone, where no way back needs them all
    const ofStates = planner.keep(batch * (planner.training ? steps : 1) * width * 4);
    const ofStatesAt = (step: number, column = 0): Strip =>
      planner.training
        ? stripOf(sequence, ofStates, width, step, column)
        : ofOneStep(ofStates, width, column);
    const none = zeros(planner, width);
    const gatesOf = (at: Place, step: number): readonly Strip[] =>
      [0, 1, 2].map((gate) => stripOf(sequence, at, width, step, gate * units));
    const stateAt = (step: number | undefined): Strip =>
      step === undefined ? forEachRow(none) : stripOf(sequence, states, units, step);
    /** The state's products; before the first step they are the bias. */
    const ofStateAt = (step: number, before: number | undefined): readonly Strip[] =>
      before === undefined
        ? [0, 1, 2].map((gate) => forEachRow(biases?.[1].place ?? none, gate * units))
        : [0, 1, 2].map((gate) => ofStatesAt(step, gate * units));

    planner.packed(units, width, { at: recurrent.place, row: width * 4, column: 4 }, (panels) => {
      for (const { step, before } of inOrder(sequence)) {
        const product = { ...ofStatesAt(step), width };
        const begins = biases ? 'bias' : 'zero';
        if (before !== undefined)
          multiplyStep(
            ...([planner, batch, { ...stateAt(before), width: units }, panels, product] as const),
            ...([begins, biases?.[1].place] as const),
          );
        const gates = gatesOf(products.place, step);
        planner.rowPass(mask ? maskedForward : gruForward, batch, units, [
          ...[...gates, ...ofStateAt(step, before), stateAt(before)],
          ...(mask ? [stateAt(before), thereAt(mask, step)] : []),
          ...[...gates, stateAt(step)],
        ]);
      }
    });
    finish();

    planner.back(made, (slope) => {
      const { place: slopes } = planner.slopeOf(products);
      planner.scratch(batch * units * 4, (behind) => {
        planner.clear(behind, batch * units * 4);
        const ofOutput: Strip = { at: behind, plus: 0, row: units * 4 };
        planner.packed(width, units, { at: recurrent.place, row: 4, column: width * 4 }, (panels) => {
          for (const { step, before } of [...inOrder(sequence)].reverse()) {
            planner.rowPass(slopesPass, batch, units, [
              ...gatesOf(products.place, step),
              ...[ofStateAt(step, before)[2]!, stateAt(before), above(slope, step, none), ofOutput],
              ...(mask ? [thereAt(mask, step)] : []),
              ...[...gatesOf(slopes, step), ...gatesOf(ofStates, step), ofOutput],
            ]);
            const product = { ...stripOf(sequence, ofStates, width, step), width };
            if (before !== undefined)
              multiplyStep(planner, batch, product, panels, { ...ofOutput, width: units }, 'result');
          }
        });
      });
      if (recurrent.slope) recurrentGradient(planner, sequence, states, { at: ofStates, width }, recurrent);
      if (bias?.slope) biasGradient(planner, bias, batch * steps, [slopes, ofStates]);
    });
    return made;
  };
};

/** The plan of `gru`. */
export const planGru = planRecurrent(gruCell);
