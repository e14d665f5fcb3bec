import type * as tf from '@tensorflow/tfjs-core';
import type { Card } from '../../../backends/webgpu/compiled/card.js';
import { numbersOfStep, optimizerStep } from '../../../backends/webgpu/compiled/optimizer-steps.js';
import type { AnyModel } from '../../../graph/model.js';
import type { OptimizerState, StepByHand } from '../../optimizers/optimizer.js';
import type { OutputPlan } from '../../plan.js';
import { planGraph } from '../graph-plan.js';
import type { LayerPlans } from '../layer-plan.js';
import type { PlannedWeight } from '../lifetimes.js';
import { NoPlan } from '../no-plan.js';
import type { Block, Place } from '../room.js';
import { sizeOf, type Value } from '../value.js';
import { planLoss, type GivenLabels, type PlannedLoss } from './output-loss.js';
import { CardPlanner } from './planner.js';

/** What of a batch a plan is made for; labels are not there where they are not known yet. */
export interface CardBatchShape {
  readonly size: number;
  readonly xs: readonly { readonly shape: readonly number[]; readonly dtype: string }[];
  readonly outputs: readonly GivenLabels[];
}

/** What a step is planned of, whatever the batch. */
export interface Trained {
  readonly model: AnyModel;
  readonly outputs: readonly OutputPlan[];
  readonly optimizer: OptimizerState;
  /** What learns, and the places by which the optimizer knows it. */
  readonly moving: readonly { readonly path: string; readonly variable: tf.Variable }[];
}

/** A variable that a step moves, and where its slots are to be bound. */
export interface MovedWeight {
  readonly path: string;
  readonly variable: tf.Variable;
}

/** A step for batches of one shape, on a graphics card. */
export interface CardStepPlan {
  readonly planner: CardPlanner;
  readonly inputs: readonly Block[];
  readonly losses: readonly PlannedLoss[];
  readonly weights: readonly PlannedWeight[];
  readonly moved: readonly MovedWeight[];
  /** The bytes of its room. */
  readonly bytes: number;
}

/**
 * The optimizer's steps, where they have shaders.
 *
 * @throws NoPlan where they have none.
 */
export const handOf = (optimizer: OptimizerState): StepByHand => {
  const { byHand, className } = optimizer;
  if (!byHand || !numbersOfStep(byHand.kernel.name))
    throw new NoPlan(`the optimizer ${className} as it is set has no plan on 'webgpu'`);
  const { clipnorm, globalClipnorm } = byHand.limits;
  if (clipnorm || globalClipnorm) throw new NoPlan("clipping by norm has no plan on 'webgpu'");
  return byHand;
};

/**
 * Plans a step.
 *
 * @throws NoPlan where something of it has none.
 */
export const planCardStep = (
  { model, outputs, optimizer, moving }: Trained,
  limits: Card['device']['limits'],
  batch: CardBatchShape,
  plans: LayerPlans<CardPlanner>,
): CardStepPlan => {
  const hand = handOf(optimizer);
  const planner = new CardPlanner(limits, new Set(moving.map(({ variable }) => variable)));
  const inputs = batch.xs.map(({ shape, dtype }): Value & { readonly place: Block } => {
    if (dtype !== 'float32') throw new NoPlan(`an input has values of the type ${dtype}`);
    const size = sizeOf(shape);
    return { ...{ shape, size, isInteger: false, slope: undefined }, place: planner.keepForGood(size) };
  });
  const predictions = planGraph(model, inputs, planner, batch.size, plans);
  const losses = outputs.map((output, i) => planLoss(planner, output, predictions[i]!, batch.outputs[i]!));
  planner.planBack();
  const weights = planner.plannedWeights;
  const byVariable = new Map(weights.map(({ variable, value }) => [variable, value]));
  const moved = moving.filter(({ path, variable }) => {
    const value = byVariable.get(variable);
    if (!value?.slope?.block) return false;
    const slots = hand.kernel.slots.map((name, i): [string, Place] => [name, planner.slot(variable, i)]);
    planner.map(
      optimizerStep(hand.kernel.name, {
        decay: hand.decayOf(path, variable.shape) || undefined,
        limit: hand.limits.clipvalue,
      }),
      { gradient: value.slope.block, value: value.place, ...Object.fromEntries(slots) },
      variable.size,
    );
    return true;
  });
  planner.checkRoom();
  return {
    ...{ planner, losses, weights, moved, bytes: planner.room.bytes },
    inputs: inputs.map(({ place }) => place),
  };
};
