import * as tf from '@tensorflow/tfjs-core';
import { changesInPlace, offsetOf, type Heap } from '../../backends/wasm/heap.js';
import { addsInOneRounding } from '../../backends/wasm/rounding.js';
import type { AnyModel } from '../../graph/model.js';
import { penalties } from '../../tfjs/variables.js';
import type { Batch } from '../data/batches.js';
import type { OutputPlan } from '../plan.js';
import type { Machine } from '../step.js';
import type { BatchResult } from '../trackers.js';
import { copyOut } from './heap-tensor.js';
import { layerPlansOf } from './layers/catalogue.js';
import { measureOutput } from './measures.js';
import { NoPlan } from './no-plan.js';
import { outputLoss } from './output-loss.js';
import { padded, rowsOfPlan } from './part-batch.js';
import type { PlannedWeight } from './planner.js';
import { maskOf } from './site.js';
import { onHeap, planForward, type StepPlan } from './step-plan.js';
import { sizeOf, type Value } from './value.js';
import { WorkingRoom } from './working-room.js';

/** So many plans are kept of a model, for batches of as many shapes; those that were used last. */
const most = 8;

/** Is told why there is no plan for a batch; it may throw. */
type Refusal = (because: string) => void;

/** What a model computes on batches of up to so many rows, planned as a whole. */
interface InferencePlan extends Pick<StepPlan, 'planner' | 'inputs' | 'predictions'> {
  readonly rows: number;
  readonly bytes: number;
  readonly weights: readonly PlannedWeight[];
  /** What the weights were when that was done which is done once for many batches. */
  seen: readonly unknown[];
}

/** A run of predictions or tests. */
export interface InferenceRun {
  readonly plain: Machine;
  /** Those that losses and metrics are computed on; none for predictions. */
  readonly outputs: readonly OutputPlan[];
  /** Rows of its batches, the last of which may have fewer; undefined where each may have as many as it likes. */
  readonly rows: number | undefined;
  readonly refuse: Refusal;
}

/** Plans of what a model computes, for all its runs of predictions and tests. */
export interface Inference {
  /** The machine of a run. */
  begin(run: InferenceRun): Machine;
  /** Frees the room that plans work in; the next batch takes it anew. */
  release(): void;
  /** Whether plans are for these weights, for the backend that is active, and round as it does. */
  isFor(plain: Machine): boolean;
}

/** A value's first rows. */
const firstRows = (value: Value, rows: number): Value => {
  const shape = [rows, ...value.shape.slice(1)];
  return { ...value, shape, size: sizeOf(shape) };
};

/** Plans what a model computes as inference gives it; what has no plan is left to the machine of the run. */
export const inferenceOf = async (model: AnyModel, { variables }: Machine): Promise<Inference> => {
  const layerPlans = await layerPlansOf(model);
  const heap = tf.backend() as unknown as Heap;
  const fused = addsInOneRounding();
  const held = variables.map(({ variable }) => variable.read() as tf.Tensor);
  const penaltyTerms = penalties(model);
  const room = new WorkingRoom(heap);
  /** By the shapes of samples, and the rows. */
  const plans = new Map<string, InferencePlan>();
  /** Why there are none, by the shapes of samples. */
  const refused = new Map<string, string>();

  const planOf = (xs: readonly tf.Tensor[], rows: number, sample: string): InferencePlan => {
    const key = `${sample} ${rows}`;
    const old = plans.get(key);
    plans.delete(key);
    const plan = old ?? makePlan(xs, rows);
    plans.set(key, plan);
    if (plans.size > most) plans.delete(plans.keys().next().value!);
    return plan;
  };

  const makePlan = (xs: readonly tf.Tensor[], rows: number): InferencePlan => {
    const shapes = xs.map(({ shape, dtype }) => ({ shape: [rows, ...shape.slice(1)], dtype }));
    const { planner, ...rest } = planForward(model, onHeap(heap), { size: rows, xs: shapes }, layerPlans);
    const weights = planner.plannedWeights;
    return { ...rest, planner, rows, bytes: planner.room.bytes, weights, seen: [] };
  };

  /** Runs a plan on a batch, and reads what it gives: it stands in the room, or among the inputs, no longer than that. */
  const run = <T>(
    plan: InferencePlan,
    xs: readonly tf.Tensor[],
    read: (values: readonly Value[]) => T,
  ): T => {
    const [{ planner, inputs, weights }, rows] = [plan, xs[0]!.shape[0]!];
    const isFresh = room.take(plan);
    const given = xs.map((x) => (rows === plan.rows ? x : padded(heap, x, plan.rows)));
    try {
      inputs.forEach(({ place }, i) => (place.address = offsetOf(heap, given[i]!)));
      for (const { variable, value } of weights) value.place.address = offsetOf(heap, variable);
      const seen = [changesInPlace(), ...weights.map(({ variable }) => variable.dataId)];
      if (isFresh || seen.some((each, i) => each !== plan.seen[i])) for (const stage of planner.once) stage();
      plan.seen = seen;
      for (const stage of planner.stages) stage();
      return read(plan.predictions.map((value) => firstRows(value, rows)));
    } finally {
      if (rows !== plan.rows) tf.dispose(given);
    }
  };

  /** The weights' penalties. */
  const penalty = (): number => {
    if (penaltyTerms.length === 0) return 0;
    const sum = tf.tidy(() => penaltyTerms.map((each) => each()).reduce((all, each) => tf.add(all, each)));
    try {
      return sum.dataSync()[0]!;
    } finally {
      sum.dispose();
    }
  };

  /** What a batch comes to, by what the plan gave. */
  const resultOf = (
    outputs: readonly OutputPlan[],
    { planner }: InferencePlan,
    batch: Batch,
    values: readonly Value[],
  ): BatchResult => {
    const measured = outputs.map((output, i) => measureOutput(planner, output, i, values[i]!, batch));
    const predictions = values.map(({ place, shape }, i) =>
      measured[i]!.includes(undefined) ? planner.site.take(place.address, shape) : undefined,
    );
    const outputLosses = outputs.map((output, i) => outputLoss(planner, output, i, values[i]!)(batch, 1));
    const loss = outputLosses.reduce((sum, each, i) => sum + each * outputs[i]!.lossWeight, penalty());
    return {
      ...{ size: batch.size, loss, outputLosses, predictions, measured },
      masks: values.map((value) => maskOf(planner.site, value)),
    };
  };

  const begin = ({ plain, outputs, rows: wanted, refuse }: InferenceRun): Machine => {
    let ofRun = wanted;
    /** The plan for a batch; none where there is none, which is told. */
    const find = (xs: readonly tf.Tensor[], forLosses: boolean): InferencePlan | undefined => {
      const sample = xs.map(({ shape, dtype }) => `${dtype}[${shape.slice(1).join()}]`).join();
      let because = refused.get(sample);
      if (because === undefined)
        try {
          const rows = rowsOfPlan(xs[0]!.shape[0]!, ofRun);
          ofRun = Math.max(ofRun ?? 0, rows);
          const plan = planOf(xs, rows, sample);
          if (!forLosses || plan.planner.penalty === undefined) return plan;
          because = plan.planner.penalty;
        } catch (error) {
          if (!(error instanceof NoPlan)) throw error;
          because = error.message;
          refused.set(sample, because);
        }
      refuse(because);
      return undefined;
    };
    return {
      ...plain,
      predict: (xs) =>
        plain.alive(xs[0]!.shape[0]!, () => {
          const plan = find(xs, false);
          if (!plan) return plain.predict(xs);
          return run(plan, xs, (values) =>
            values.map(({ place, shape }) => copyOut(heap, place.address, shape)),
          );
        }),
      test: (batch) =>
        plain.alive(batch.size, () => {
          const plan = find(batch.xs, true);
          if (!plan) return plain.test(batch);
          return tf.tidy(
            () =>
              run(plan, batch.xs, (values) =>
                resultOf(outputs, plan, batch, values),
              ) as unknown as tf.TensorContainer,
          ) as unknown as BatchResult;
        }),
    };
  };

  return {
    begin,
    release: () => room.release(),
    isFor: (plain) =>
      heap === (tf.backend() as unknown as Heap) &&
      fused === addsInOneRounding() &&
      held.length === plain.variables.length &&
      plain.variables.every(({ variable }, i) => (variable.read() as tf.Tensor) === held[i]),
  };
};
