// What plans of recurrent layers have in common: the order of the steps, and the products with the states before each.
import { panelStep } from '../../backends/wasm/compiled/product.js';
import { whereThere } from '../../backends/wasm/compiled/cells.js';
import type { Pass } from '../../backends/wasm/compiled/passes.js';
import { multiply } from './matrix.js';
import type { Strip } from './calls.js';
import type { Planner } from './planner.js';
import type { Block, Place } from './room.js';
import type { StepMask, Value } from './value.js';

/** How a layer goes over `[batch, steps, ...]`; states lie by the step that they come of, whichever way it goes. */
export interface Sequence {
  readonly batch: number;
  readonly steps: number;
  readonly units: number;
  readonly backwards: boolean;
  /** Which steps are there, where some are not. */
  readonly mask: StepMask | undefined;
  /** Whether what comes of a step that is not there is zero, not what came before it. */
  readonly zeroes: boolean;
}

/** The weights of a cell's steps. */
export interface CellWeights {
  readonly kernel: Value;
  readonly recurrent: Value;
  readonly bias: Value | undefined;
}

/** The steps in the order in which they are taken, each with the one before it. */
export const inOrder = ({
  steps,
  backwards,
}: Sequence): readonly { readonly step: number; readonly before: number | undefined }[] =>
  Array.from({ length: steps }, (_, k) => ({
    step: backwards ? steps - 1 - k : k,
    before: k === 0 ? undefined : backwards ? steps - k : k - 1,
  }));

/** The rows of one step among those of all, `[batch, steps, width]`, from a column on. */
export const stripOf = ({ steps }: Sequence, at: Place, width: number, step: number, column = 0): Strip => ({
  at,
  plus: (step * width + column) * 4,
  row: steps * width * 4,
});

/** The same of what is there for one step alone. */
export const ofOneStep = (at: Place, width: number, column = 0): Strip => ({
  at,
  plus: column * 4,
  row: width * 4,
});

/** Whether each row has a step. */
export const thereAt = (mask: StepMask, step: number): Strip => ({
  at: mask.place,
  plus: step * 4,
  row: mask.steps * 4,
  isOne: true,
});

/** The same few floats for each row. */
export const forEachRow = (at: Place, column = 0): Strip => ({ at, plus: column * 4, row: 0 });

const copied: Pass = {
  ...{ name: 'copied', inputs: 1, outputs: 1, scalars: 0 },
  formula: ([x]) => ({ results: [x!] }),
};

/** What a layer gives of its states: all of them, where they lie, or a copy of the last. */
export interface Output {
  readonly made: Value;
  readonly states: Place;
  /** Plans what is left once all steps are. */
  finish(): void;
  /** The gradient of a step's state that comes from the layer behind; `none` are zeros. */
  above(slope: Place, step: number, none: Place): Strip;
}

export const outputOf = (planner: Planner, sequence: Sequence, all: boolean, learns: boolean): Output => {
  const { batch, steps, units, backwards, mask, zeroes } = sequence;
  const cut = zeroes ? mask : undefined;
  const made = planner.value(all ? [batch, steps, units] : [batch, units], learns);
  const states = all && !cut ? made.place : planner.keep(batch * steps * units * 4);
  const last = backwards ? 0 : steps - 1;
  const whole = (at: Place): Strip => ({ at, plus: 0, row: units * 4 });
  return {
    ...{ made, states },
    finish: () => {
      const from = stripOf(sequence, states, units, last);
      if (cut && all)
        planner.rowPass(whereThere, batch * steps, units, [
          ...[whole(states), { at: cut.place, plus: 0, row: 4, isOne: true }, whole(made.place)],
        ]);
      else if (cut) planner.rowPass(whereThere, batch, units, [from, thereAt(cut, last), whole(made.place)]);
      else if (!all) planner.rowPass(copied, batch, units, [from, whole(made.place)]);
    },
    above: (slope, step, none) => {
      if (all) return stripOf(sequence, slope, units, step);
      return step === last ? whole(slope) : forEachRow(none);
    },
  };
};

/** Floats that are zero in each step. */
export const zeros = (planner: Planner, count: number): Block => {
  const block = planner.keep(count * 4);
  planner.clear(block, count * 4);
  return block;
};

/** Rows of one width. */
type Rows = Strip & { readonly width: number };

/** The rows of a step times panels. */
export const multiplyStep = (
  planner: Planner,
  batch: number,
  { width: steps, row, ...left }: Rows,
  panels: Place,
  { width: columns, ...result }: Rows,
  begins: 'zero' | 'bias' | 'result',
  bias?: Place,
): void =>
  multiply(planner, { rows: batch, steps, columns }, { ...left, row, step: 4 }, panels, result, {
    ...{ begins, bias },
  });

/** Turns of a sum that stay in the first-level cache. */
const longestRun = 640;

/** The gradient of a recurrent kernel: the states before each step, transposed, times the gradients of its products. */
export const recurrentGradient = (
  planner: Planner,
  { batch, steps, units, backwards }: Sequence,
  states: Place,
  slopes: { readonly at: Place; readonly width: number },
  recurrent: Value,
): void => {
  const { at, width } = slopes;
  const { place, adds } = planner.slopeOf(recurrent);
  if (steps === 1) {
    if (!adds) planner.clear(place, recurrent.size * 4);
    return;
  }
  const together = Math.max(1, Math.floor(longestRun / steps));
  planner.packed(batch * steps, width, { at, row: width * 4, column: 4 }, (panels) => {
    for (let from = 0; from < batch; from += together)
      planner.product(
        {
          ...{ around: [], within: [], rows: units, leftRow: 4, columns: width },
          walks: [
            { count: steps - 1, left: units * 4, right: panelStep },
            {
              count: Math.min(together, batch - from),
              left: steps * units * 4,
              right: steps * panelStep,
            },
          ],
          ...{ panel: batch * steps * panelStep, resultRow: width * 4, relu: false },
          begins: adds || from > 0 ? 'result' : 'zero',
        },
        states,
        panels,
        place,
        undefined,
        {
          left: (from * steps + (backwards ? 1 : 0)) * units * 4,
          right: (from * steps + (backwards ? 0 : 1)) * panelStep,
        },
      );
  });
};
