import * as tf from '@tensorflow/tfjs-core';
import { reportStep, stepReport } from '../../backends/step-report.js';
import type { Heap } from '../../backends/wasm/heap.js';
import { addsInOneRounding } from '../../backends/wasm/rounding.js';
import { leastShared } from '../../backends/wasm/threads/wanted.js';
import { gradientsOf } from '../../tfjs/gradients.js';
import { penalties, assign } from '../../tfjs/variables.js';
import type { Tensor } from '../../tfjs/tensor.js';
import type { Compiled } from '../compiled.js';
import type { Batch } from '../data/batches.js';
import type { OptimizerState } from '../optimizers/index.js';
import type { Machine } from '../step.js';
import type { BatchResult } from '../trackers.js';
import { heldBy, mostPlans, type CompiledMachine, type Refusal } from './compiled-machine.js';
import { viewOf } from './heap-tensor.js';
import { kernelOf, moveInPlace } from './move-in-place.js';
import { layerPlansOf } from './layers/catalogue.js';
import { readyRowLosses } from './losses/catalogue.js';
import { measuring } from './measuring.js';
import { NoPlan } from './no-plan.js';
import { sizeOf } from './value.js';
import { Workplaces } from './workplaces.js';
import { maskOf } from './site.js';
import { planStep, shapeKey, type BatchShape, type StepPlan } from './step-plan.js';

/** Penalties and their gradients; those that weigh nothing hang on no weight, which tfjs takes for a mistake. */
const penaltyGradients = (sum: () => tf.Scalar, variables: tf.Variable[]): ReturnType<typeof gradientsOf> => {
  try {
    return gradientsOf(sum, variables);
  } catch (error) {
    if (!/Cannot find a connection/.test((error as Error).message)) throw error;
    return { value: sum(), grads: {} };
  }
};

const weightSizes = ({ weights }: StepPlan): readonly number[] =>
  weights.map(({ variable }) => variable.size);
const inputSizes = ({ inputs }: StepPlan): readonly number[] => inputs.map(({ size }) => size);

/** The machine that takes compiled steps where today's would take its own. */
export const compiledMachine = async (
  { model, outputs, optimizerState }: Compiled,
  plain: Machine,
): Promise<CompiledMachine> => {
  const [layerPlans, measureOutput] = await Promise.all([
    layerPlansOf(model),
    measuring(outputs),
    readyRowLosses(outputs),
  ]);
  const heap = tf.backend() as unknown as Heap;
  const fused = addsInOneRounding();
  const trainable = plain.variables.filter((each) => each.trainable);
  const learns: ReadonlySet<tf.Variable> = new Set(
    trainable.map(({ variable }) => variable.read() as tf.Variable),
  );
  const moving = trainable.map(({ path, variable }) => ({ path, variable: variable.read() as tf.Variable }));
  const constrained = trainable.filter(({ variable }) => (variable.constraint ?? undefined) !== undefined);
  const penaltyTerms = penalties(model);
  const places = new Workplaces(heap, () => new Map<string, StepPlan>());
  /** The bytes that each plan takes beside its room. */
  const besides = new WeakMap<StepPlan, number>();
  let refuse: Refusal = () => {};

  /** The sizes of the slots that a step changes in place. */
  const slotSizes = (): readonly number[] => {
    if (!optimizerState.byHand || !kernelOf(optimizerState.byHand)) return [];
    return moving.flatMap(({ path, variable }) =>
      optimizerState.slotsOf(path, variable.shape).map(({ shape }) => sizeOf(shape)),
    );
  };

  /** The plan for batches of a shape; none where there is none, which is told and reported. */
  const planOrNone = (batch: BatchShape): StepPlan | undefined => {
    try {
      const plan = planFor(batch);
      const room = Math.max(...[...places.now.kept.values()].map((each) => each.bytes));
      const bytes = room + (besides.get(plan) ?? 0);
      reportStep({ compiled: true, because: undefined, bytes });
      return plan;
    } catch (error) {
      if (!(error instanceof NoPlan)) throw error;
      refuse(error.message);
      reportStep({ compiled: false, because: error.message, bytes: undefined });
      return undefined;
    }
  };

  const planFor = (batch: BatchShape): StepPlan => {
    const { kept: plans, works } = places.now;
    const key = shapeKey(batch as Batch);
    const old = plans.get(key);
    if (old) return old;
    const made = planStep(model, outputs, learns, works.ground(), batch, layerPlans);
    if (plans.size >= mostPlans) plans.delete(plans.keys().next().value!);
    plans.set(key, made);
    besides.set(made, works.bytesBeside([...weightSizes(made), ...slotSizes()], inputSizes(made)));
    return made;
  };

  /** The penalties on weights, and their gradients added. */
  const penalize = (plan: StepPlan, scale: number): number => {
    if (penaltyTerms.length === 0) return 0;
    return tf.tidy(() => {
      const sum = () => {
        const terms = penaltyTerms.map((penalty) => penalty());
        return terms.reduce((all, term) => tf.add(all, term));
      };
      const variables = plan.weights.map(({ variable }) => variable).filter((each) => learns.has(each));
      const { value, grads } = penaltyGradients(sum, variables);
      for (const { variable, value: weight } of plan.weights) {
        const slope = grads[variable.name] as tf.Tensor | null | undefined;
        if (!slope || !weight.slope?.block) continue;
        const from = viewOf(heap, slope);
        const to = weight.slope.block.address / 4;
        const floats = plan.planner.floats();
        for (let i = 0; i < slope.size; i++) floats[to + i]! += from[i]! * scale;
      }
      return value.dataSync()[0]!;
    }) as unknown as number;
  };

  const step = (batch: Batch, optimizer: OptimizerState, plan: StepPlan): BatchResult => {
    const { room, works } = places.now;
    room.take(plan);
    const { planner, weights } = plan;
    const { site } = planner;
    try {
      plan.inputs.forEach(({ place }, i) => (place.address = site.bring(batch.xs[i]!)));
      for (const { variable, value } of weights) value.place.address = site.weight(variable);
      works.run(plan.forward);
      // the way back works where they stand
      const measured = outputs.map((output, i) =>
        measureOutput(planner, output, i, plan.predictions[i]!, batch),
      );
      const predictions = plan.predictions.map(({ place, shape }, i) =>
        measured[i]!.includes(undefined) ? site.take(place.address, shape) : undefined,
      );
      const { scale } = optimizer;
      const outputLosses = plan.losses.map((loss) => loss(batch, scale));
      works.run(plan.backward);
      const weighted = outputLosses.map((loss, i) => loss * outputs[i]!.lossWeight);
      const loss = weighted.reduce((sum, each) => sum + each, penalize(plan, scale));
      const result = {
        ...{ size: batch.size, loss, masks: plan.predictions.map((value) => maskOf(site, value)) },
        ...{ outputLosses, predictions, measured },
      };
      // with every layer frozen there is no step to take
      if (trainable.length > 0) move(plan, optimizer);
      return result;
    } finally {
      tf.dispose(planner.passing.splice(0));
    }
  };

  /** Holds the weights to their constraints, as today's loop does after a step. */
  const constrain = (): void =>
    tf.tidy(() => {
      for (const { variable } of constrained) assign(variable, variable.constraint.apply(variable.read()));
    });

  const move = (plan: StepPlan, optimizer: OptimizerState): void => {
    const { byHand } = optimizer;
    const kernel = byHand && kernelOf(byHand);
    if (byHand && kernel) {
      const slopes = new Map(plan.weights.map(({ variable, value }) => [variable, value.slope?.block]));
      const parts = moving.flatMap(({ path, variable }) => {
        const block = slopes.get(variable);
        return block ? [{ path, variable, gradient: block.address }] : [];
      });
      moveInPlace(plan.planner.site, parts, byHand, kernel);
    } else moveByTensors(plan, optimizer);
    if (constrained.length > 0) constrain();
  };

  const moveByTensors = ({ weights, planner }: StepPlan, optimizer: OptimizerState): void => {
    const bySlope = new Map(weights.map(({ variable, value }) => [variable, value.slope?.block]));
    tf.tidy(() => {
      optimizer.apply(
        moving.flatMap(({ path, variable }) => {
          const block = bySlope.get(variable);
          if (!block) return [];
          const gradient = planner.site.take(block.address, variable.shape);
          return [
            {
              ...{ name: path, variable: variable as unknown as Tensor },
              gradient: gradient as unknown as Tensor,
            },
          ];
        }),
      );
    });
  };

  return {
    ...plain,
    ...heldBy(plain),
    begin: (refusal) => (refuse = refusal),
    prepare: async (shapes) => {
      const plan = () => {
        if (!shapes) return;
        const dtypes = model.graph.inputs.map(({ tensor }) => tensor.dtype);
        planOrNone({ size: shapes.size, xs: shapes.xs.map((shape, i) => ({ shape, dtype: dtypes[i]! })) });
      };
      const { isBeside } = places;
      if (!isBeside) plan();
      const work = Math.max(...[...places.now.kept.values()].map(({ planner }) => planner.partedWork));
      if ((await places.share(work >= leastShared())) || isBeside) plan();
    },
    release: async () => {
      const threads = await places.leave();
      const report = stepReport();
      if (threads > 0 && report?.compiled) reportStep({ ...report, threads });
    },
    isOfBackend: () => heap === (tf.backend() as unknown as Heap) && fused === addsInOneRounding(),
    train: (batch, optimizer) =>
      plain.alive(batch.size, () => {
        const plan = planOrNone(batch);
        if (!plan) return plain.train(batch, optimizer);
        return tf.tidy(
          () =>
            places.now.works.step(plan, () => step(batch, optimizer, plan)) as unknown as tf.TensorContainer,
        ) as unknown as BatchResult;
      }),
  };
};
