import type * as tfl from '@tensorflow/tfjs-layers';
import type { LayerPlan } from '../../layer-plan.js';
import type { Value } from '../../value.js';
import { weightOf } from '../../weight-of.js';
import { activatedEnd, takenAlong } from '../activate.js';
import type { CardPlanner } from '../planner.js';

/** The ways back through a product with a kernel `[features, units]`: to the bias, the kernel, and what was given. */
const planBack = (
  planner: CardPlanner,
  x: Value,
  made: Value,
  kernel: Value,
  bias: Value | undefined,
): void => {
  const [features, units] = kernel.shape as [number, number];
  const rows = x.size / features;
  planner.back(made, (slope) => {
    if (bias?.slope) {
      const { place, adds } = planner.slopeOf(bias);
      planner.sumColumns(rows, units, slope, place, adds);
    }
    if (kernel.slope) {
      const { place, adds } = planner.slopeOf(kernel);
      planner.product(
        { left: 'in columns', right: 'in rows', begins: adds ? 'result' : 'zero' },
        { left: x.place, right: slope, result: place },
        { rows: features, steps: rows, columns: units },
      );
    }
    if (x.slope) {
      const { place, adds } = planner.slopeOf(x);
      planner.product(
        { left: 'in rows', right: 'in columns', begins: adds ? 'result' : 'zero' },
        { left: slope, right: kernel.place, result: place },
        { rows, steps: units, columns: features },
      );
    }
  });
};

/** x `[..., features]` times a kernel `[features, units]`, its bias added; the activation is taken along where it can be. */
export const plannedDense = (
  planner: CardPlanner,
  x: Value,
  shape: readonly number[],
  kernel: Value,
  bias: Value | undefined,
  activation: string,
): Value => {
  const [features, units] = kernel.shape as [number, number];
  const rows = x.size / features;
  const made = planner.value(
    shape,
    [x, kernel, bias].some((each) => each?.slope !== undefined),
  );
  planner.product(
    {
      ...{ left: 'in rows', right: 'in rows', begins: bias ? 'bias' : 'zero' },
      end: takenAlong(activation),
    },
    { left: x.place, right: kernel.place, result: made.place, ...(bias && { bias: bias.place }) },
    { rows, steps: features, columns: units },
  );
  planBack(planner, x, made, kernel, bias);
  return activatedEnd(planner, made, activation);
};

/** The plan of `dense`. */
export const planDense: LayerPlan<CardPlanner> = ({ live, config, inputs, shapes }, planner) => {
  const own = live as unknown as Readonly<Record<'kernel' | 'bias', tfl.LayerVariable | null | undefined>>;
  const kernel = weightOf(planner, own.kernel!);
  const bias = own.bias ? weightOf(planner, own.bias) : undefined;
  return [plannedDense(planner, inputs[0]!, shapes[0]!, kernel, bias, config['activation'] as string)];
};
