import type * as tfl from '@tensorflow/tfjs-layers';
import { columnSums, groupsOfColumns } from '../../../../backends/webgpu/compiled/reductions.js';
import type { LayerPlan } from '../../layer-plan.js';
import type { Value } from '../../value.js';
import { weightOf } from '../../weight-of.js';
import { activated, activationOf, slopeInPlace, softmaxInPlace } from '../activate.js';
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
      planner.dispatch(
        columnSums(adds),
        { from: slope, to: place },
        { rows, columns: units },
        groupsOfColumns(units),
      );
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

/** The plan of `dense`: bias and activation are taken along by the product, where the slope is by what it gives. */
export const planDense: LayerPlan<CardPlanner> = ({ live, config, inputs, shapes }, planner) => {
  const x = inputs[0]!;
  const own = live as unknown as Readonly<Record<'kernel' | 'bias', tfl.LayerVariable | null | undefined>>;
  const kernel = weightOf(planner, own.kernel!);
  const bias = own.bias ? weightOf(planner, own.bias) : undefined;
  const name = config['activation'] as string;
  const activation = name === 'linear' || name === 'softmax' ? undefined : activationOf(name);
  const isTaken = activation !== undefined && !activation.byInput;
  const [features, units] = kernel.shape as [number, number];
  const rows = x.size / features;
  const made = planner.value(
    shapes[0]!,
    [x, kernel, bias].some((each) => each?.slope !== undefined),
  );
  planner.product(
    {
      ...{ left: 'in rows', right: 'in rows', begins: bias ? 'bias' : 'zero' },
      end: isTaken ? activation : undefined,
    },
    { left: x.place, right: kernel.place, result: made.place, ...(bias && { bias: bias.place }) },
    { rows, steps: features, columns: units },
  );
  planBack(planner, x, made, kernel, bias);
  if (name === 'softmax') return [softmaxInPlace(planner, made)];
  if (!activation) return [made];
  if (!isTaken) return [activated(planner, made, activation)];
  slopeInPlace(planner, made, activation);
  return [made];
};
