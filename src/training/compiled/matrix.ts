// Products of matrices that lie row by row.
import { panelStep, type Product } from '../../backends/wasm/compiled/product.js';
import type { Planner } from './planner.js';
import type { Place } from './room.js';
import type { Value } from './value.js';

/** Steps of a panel that stay in the first-level cache. */
const longestRun = 640;

/** The runs that some steps are taken in: where each begins, and how long it is. */
const runsOf = (steps: number): readonly (readonly [from: number, length: number])[] => {
  const count = Math.ceil(steps / longestRun);
  const each = Math.ceil(steps / count);
  return Array.from({ length: count }, (_, i) => [i * each, Math.min(each, steps - i * each)] as const);
};

/** Rows up to which a weight is read where it lies, where it is not laid out once for many batches. */
const fewRows = 8;

/** How the sums of a product begin and end. */
interface Ends {
  /** Whether the right operand lies row by row, not as panels. */
  readonly inRows?: boolean;
  readonly begins: Product['begins'];
  readonly bias?: Place | undefined;
  readonly relu?: boolean;
}

/** Where a matrix lies whose rows are some bytes apart, those of its columns too; `plus` bytes behind a place. */
export interface Left {
  readonly at: Place;
  readonly row: number;
  readonly step: number;
  readonly plus?: number;
}

/** Where the rows of a product are to lie, if not one behind the other from a place on. */
export interface Result {
  readonly at: Place;
  readonly row: number;
  readonly plus: number;
}

/**
 * result `[rows, columns]` = left `[rows, steps]` times panels: strides of the left operand in bytes, so that it may lie
 * transposed.
 */
export const multiply = (
  planner: Planner,
  sizes: { readonly rows: number; readonly steps: number; readonly columns: number },
  left: Left,
  panels: Place,
  result: Place | Result,
  { begins, bias, relu = false, inRows = false }: Ends,
): void => {
  const { rows, steps, columns } = sizes;
  const right = inRows ? columns * 4 : panelStep;
  const to: Result = 'at' in result ? result : { at: result, row: columns * 4, plus: 0 };
  const runs = runsOf(steps);
  runs.forEach(([from, length], i) =>
    planner.product(
      {
        ...{ around: [], within: [], rows, leftRow: left.row, columns },
        walks: [{ count: length, left: left.step, right }],
        ...{ panel: inRows ? panelStep : steps * panelStep, resultRow: to.row, isFilled: !inRows },
        ...{ begins: i === 0 ? begins : 'result', relu: relu && i === runs.length - 1 },
      },
      left.at,
      panels,
      to.at,
      bias,
      { left: from * left.step + (left.plus ?? 0), right: from * right, result: to.plus },
    ),
  );
};

/** x `[rows, features]` times a kernel `[features, units]`, its bias added: forward, and the ways back to all three. */
export const plannedDense = (
  planner: Planner,
  x: Value,
  shape: readonly number[],
  weights: { readonly kernel: Value; readonly bias: Value | undefined },
  relu: boolean,
): Value => {
  const { kernel, bias } = weights;
  const [features, units] = kernel.shape as [number, number];
  const rows = x.size / features;
  const learns = [x, kernel, bias].some((each) => each?.slope !== undefined);
  const made = planner.value(shape, learns);
  const [across, down] = [features * 4, units * 4];
  const forward = (right: Place, inRows: boolean): void =>
    multiply(
      planner,
      { rows, steps: features, columns: units },
      { at: x.place, row: across, step: 4 },
      right,
      made.place,
      { begins: bias ? 'bias' : 'zero', bias: bias?.place, relu, inRows },
    );
  if (rows <= fewRows && !planner.training) forward(kernel.place, true);
  else
    planner.packed(features, units, { at: kernel.place, row: down, column: 4 }, (panels) =>
      forward(panels, false),
    );
  planner.back(made, (slope) => {
    if (bias?.slope) planner.sumColumns(rows, units, slope, bias);
    if (kernel.slope) {
      const { place, adds } = planner.slopeOf(kernel);
      planner.packed(rows, units, { at: slope, row: down, column: 4 }, (panels) =>
        multiply(
          planner,
          { rows: features, steps: rows, columns: units },
          { at: x.place, row: 4, step: across },
          panels,
          place,
          { begins: adds ? 'result' : 'zero' },
        ),
      );
    }
    if (x.slope) {
      const { place, adds } = planner.slopeOf(x);
      planner.packed(units, features, { at: kernel.place, row: 4, column: down }, (panels) =>
        multiply(
          planner,
          { rows, steps: units, columns: features },
          { at: slope, row: down, step: 4 },
          panels,
          place,
          { begins: adds ? 'result' : 'zero' },
        ),
      );
    }
  });
  return made;
};
