import { reluUpTo } from '../../../backends/wasm/compiled/bounded-activations.js';
import { eluOf } from '../../../backends/wasm/compiled/curved-activations.js';
import { leaky } from '../../../backends/wasm/compiled/straight-activations.js';
import { activated } from '../activate.js';
import type { LayerPlan, PlannedCall } from '../layer-plan.js';
import { NoPlan } from '../no-plan.js';

/** The plan of `activation`. */
export const planActivation: LayerPlan = ({ config, inputs }, planner) => [
  activated(planner, inputs[0]!, config['activation'] as string),
];

const odd = ({ name }: PlannedCall, what: string) =>
  new NoPlan(`the layer '${name}' has ${what}, which has no plan`);

/** The plan of `relu`, the layer. */
export const planRelu: LayerPlan = (call, planner) => {
  const { maxValue, negativeSlope, threshold } = call.config as Readonly<
    Record<string, number | null | undefined>
  >;
  const share = negativeSlope ?? 0;
  const most = maxValue ?? undefined;
  if ((threshold ?? 0) !== 0 || (most !== undefined && (share !== 0 || !(most > 0))))
    throw odd(call, 'bounds of its own');
  if (most !== undefined) return [activated(planner, call.inputs[0]!, reluUpTo(most))];
  return [activated(planner, call.inputs[0]!, share === 0 ? 'relu' : leaky(share))];
};

/** The plan of `leakyRelu`, the layer. */
export const planLeakyRelu: LayerPlan = ({ config, inputs }, planner) => [
  activated(planner, inputs[0]!, leaky((config['negativeSlope'] as number | undefined) ?? 0.3)),
];

/** The plan of `elu`, the layer. */
export const planElu: LayerPlan = (call, planner) => {
  const alpha = (call.config['alpha'] as number | undefined) ?? 1;
  // what its slope is by what it gave, takes alpha for above zero
  if (!(alpha > 0)) throw odd(call, `an alpha of ${alpha}`);
  return [activated(planner, call.inputs[0]!, eluOf(alpha))];
};

/** The plan of `softmax`, the layer: along the last axis. */
export const planSoftmax: LayerPlan = (call, planner) => {
  const x = call.inputs[0]!;
  const axes = [(call.config['axis'] as number | number[] | undefined) ?? -1].flat();
  if (axes.length !== 1 || (axes[0] !== -1 && axes[0] !== x.shape.length - 1))
    throw odd(call, 'another axis than the last');
  return [activated(planner, x, 'softmax')];
};
