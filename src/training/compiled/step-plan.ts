import type * as tf from '@tensorflow/tfjs-core';
import { HeapFunctions } from '../../backends/wasm/compiled/functions.js';
import type { Heap } from '../../backends/wasm/heap.js';
import { hasSimdProduct } from '../../backends/wasm/product.js';
import type { AnyModel } from '../../graph/model.js';
import type { Batch } from '../data/batches.js';
import type { OutputPlan } from '../plan.js';
import { planGraph } from './graph-plan.js';
import type { LayerPlans } from './layer-plan.js';
import { NoPlan } from './no-plan.js';
import { outputLoss, type OutputLoss } from './output-loss.js';
import type { PlannedWeight } from './lifetimes.js';
import { Planner } from './planner.js';
import type { Stage } from './stages.js';
import { heapSite, type Site } from './site.js';
import { sizeOf, type Value } from './value.js';

/** What of a batch a plan is made for. */
export interface BatchShape {
  readonly size: number;
  readonly xs: readonly { readonly shape: readonly number[]; readonly dtype: string }[];
}

/** A step for batches of one shape: stages over addresses that were given out once. */
export interface StepPlan {
  readonly planner: Planner;
  readonly inputs: readonly Value[];
  readonly predictions: readonly Value[];
  readonly forward: readonly Stage[];
  readonly losses: readonly OutputLoss[];
  readonly backward: readonly Stage[];
  readonly weights: readonly PlannedWeight[];
  /** The bytes that it works in. */
  readonly bytes: number;
}

/** Where tensors lie, and where a plan works. */
export interface Ground {
  readonly heap: Heap;
  readonly site: Site;
}

/**
 * The ground of plans that work among the tensors.
 *
 * @throws NoPlan where they cannot.
 */
export const onHeap = (heap: Heap): Ground => {
  const functions = HeapFunctions.of(heap);
  if (!functions) throw new NoPlan('the heap is shared among threads, which compute by themselves');
  if (!hasSimdProduct(heap)) throw new NoPlan('this WebAssembly has no SIMD');
  return { heap, site: heapSite(heap, functions) };
};

/**
 * Plans what a model computes on batches of one shape.
 *
 * @param learns The weights that learn; none are given where it is not for training.
 * @throws NoPlan where something of it has none.
 */
export const planForward = (
  model: AnyModel,
  { heap, site }: Ground,
  batch: BatchShape,
  plans: LayerPlans,
  learns?: ReadonlySet<tf.Variable>,
): Pick<StepPlan, 'planner' | 'inputs' | 'predictions'> => {
  const planner = new Planner(heap, site, learns ?? new Set(), learns !== undefined);
  const inputs = batch.xs.map(({ shape, dtype }): Value => {
    if (dtype !== 'float32' && dtype !== 'int32')
      throw new NoPlan(`an input has values of the type ${dtype}`);
    return {
      ...{ shape, size: sizeOf(shape), place: { address: 0 }, slope: undefined },
      isInteger: dtype === 'int32',
    };
  });
  const predictions = planGraph(model, inputs, planner, batch.size, plans);
  if (predictions.some(({ isInteger }) => isInteger)) throw new NoPlan('an output has integers');
  return { planner, inputs, predictions };
};

/**
 * Plans a step.
 *
 * @throws NoPlan where something of it has none.
 */
export const planStep = (
  model: AnyModel,
  outputs: readonly OutputPlan[],
  learns: ReadonlySet<tf.Variable>,
  ground: Ground,
  batch: BatchShape,
  plans: LayerPlans,
): StepPlan => {
  const { planner, inputs, predictions } = planForward(model, ground, batch, plans, learns);
  predictions.forEach((value, i) => {
    if (value.slope === undefined && learns.size > 0)
      throw new NoPlan(`the output ${outputs[i]?.name ?? ''} hangs on nothing that learns`);
  });
  const forward = planner.stages.splice(0);
  const losses = outputs.map((output, i) => outputLoss(planner, output, i, predictions[i]!));
  planner.planBack();
  return {
    ...{ planner, inputs, predictions, forward, losses },
    backward: planner.stages,
    weights: planner.plannedWeights,
    bytes: planner.room.bytes,
  };
};

/** Tells a batch's shape from others. */
export const shapeKey = ({ xs }: Pick<Batch, 'xs'>): string =>
  xs.map(({ shape, dtype }) => `${dtype}[${shape.join()}]`).join();
