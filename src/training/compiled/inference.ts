import * as tf from '@tensorflow/tfjs-core';
import { changesInPlace, type Heap } from '../../backends/wasm/heap.js';
import { addsInOneRounding } from '../../backends/wasm/rounding.js';
import { areAllWanted, leastShared } from '../../backends/wasm/threads/wanted.js';
import type { AnyModel } from '../../graph/model.js';
import { penalties } from '../../tfjs/variables.js';
import type { Batch, BatchSource } from '../data/batches.js';
import type { OutputPlan } from '../plan.js';
import type { Machine } from '../step.js';
import type { BatchResult } from '../trackers.js';
import { layerPlansOf } from './layers/catalogue.js';
import { readyRowLosses } from './losses/catalogue.js';
import type { measureOutput } from './measures.js';
import { measuring } from './measuring.js';
import { NoPlan } from './no-plan.js';
import { outputLoss } from './output-loss.js';
import { padded, rowsOfPlan } from './part-batch.js';
import type { PlannedWeight } from './lifetimes.js';
import { maskOf } from './site.js';
import { planForward, type BatchShape, type StepPlan } from './step-plan.js';
import { sizeOf, type Value } from './value.js';
import { Workplaces } from './workplaces.js';

/** So many plans are kept of a model, for batches of as many shapes; those that were used last. */
const most = 8;

/** Threads are started for runs with so many multiplications that they may share: below, starting them takes what they save. */
const leastOfRun = 2 ** 30;

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
  /** Its batches. */
  readonly source: Pick<BatchSource, 'steps' | 'shapes'>;
  /** Whether several threads may take part; not where a run of training has its own. */
  readonly mayShare: boolean;
  readonly refuse: Refusal;
}

/** Plans of what a model computes, for all its runs of predictions and tests. */
export interface Inference {
  /** The machine of a run; one run at a time is there. */
  begin(run: InferenceRun): Promise<Machine>;
  /** Frees the room that plans work in, and ends threads; the next run takes them anew. */
  release(): Promise<void>;
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
  const workplaces = new Workplaces(heap, () => ({
    /** By the shapes of samples, and the rows. */
    plans: new Map<string, InferencePlan>(),
    /** Why there are none, by the shapes of samples. */
    refused: new Map<string, string>(),
  }));

  const planOf = (xs: BatchShape['xs'], rows: number, sample: string): InferencePlan => {
    const { plans } = workplaces.now.kept;
    const key = `${sample} ${rows}`;
    const old = plans.get(key);
    plans.delete(key);
    const plan = old ?? makePlan(xs, rows);
    plans.set(key, plan);
    if (plans.size > most) plans.delete(plans.keys().next().value!);
    return plan;
  };

  const makePlan = (xs: BatchShape['xs'], rows: number): InferencePlan => {
    const shapes = xs.map(({ shape, dtype }) => ({ shape: [rows, ...shape.slice(1)], dtype }));
    const ground = workplaces.now.works.ground();
    const { planner, ...rest } = planForward(model, ground, { size: rows, xs: shapes }, layerPlans);
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
    const { room, works } = workplaces.now;
    const { site } = planner;
    const given = xs.map((x) => (rows === plan.rows ? x : padded(heap, x, plan.rows)));
    try {
      return works.step(plan, () => {
        const isFresh = room.take(plan);
        inputs.forEach(({ place }, i) => (place.address = site.bring(given[i]!)));
        for (const { variable, value } of weights) value.place.address = site.weight(variable);
        const seen = [changesInPlace(), ...weights.map(({ variable }) => variable.dataId)];
        if (isFresh || seen.some((each, i) => each !== plan.seen[i])) works.run(planner.once);
        plan.seen = seen;
        works.run(planner.stages);
        return read(plan.predictions.map((value) => firstRows(value, rows)));
      });
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
    measure: typeof measureOutput,
  ): BatchResult => {
    const measured = outputs.map((output, i) => measure(planner, output, i, values[i]!, batch));
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

  /** Has a run be where several threads can take part, if it is long enough; `find` gives the plan for its batches. */
  const share = async (
    { steps, shapes }: InferenceRun['source'],
    find: (xs: BatchShape['xs']) => InferencePlan | undefined,
  ): Promise<void> => {
    if (workplaces.isBeside) {
      await workplaces.share(true);
      return;
    }
    if (!shapes || steps === undefined) return;
    const dtypes = model.graph.inputs.map(({ tensor }) => tensor.dtype);
    const plan = find(shapes.xs.map((shape, i) => ({ shape, dtype: dtypes[i]! })));
    const work = plan?.planner.partedWork ?? 0;
    const ofRun = areAllWanted() ? Infinity : work * steps;
    if (work >= leastShared() && ofRun >= leastOfRun) await workplaces.share(true);
  };

  const begin = async ({ plain, outputs, source, mayShare, refuse }: InferenceRun): Promise<Machine> => {
    const [measure] = await Promise.all([measuring(outputs), readyRowLosses(outputs)]);
    // a batch by itself may have as many rows as it likes
    let ofRun = source.steps === 1 ? undefined : source.shapes?.size;
    /** The plan for a batch; none where there is none, which is told. */
    const find = (xs: BatchShape['xs'], forLosses: boolean): InferencePlan | undefined => {
      const { refused } = workplaces.now.kept;
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
    if (mayShare) await share(source, (xs) => find(xs, outputs.length > 0));
    return {
      ...plain,
      predict: (xs) =>
        plain.alive(xs[0]!.shape[0]!, () => {
          const plan = find(xs, false);
          if (!plan) return plain.predict(xs);
          return run(plan, xs, (values) =>
            values.map(({ place, shape }) => plan.planner.site.take(place.address, shape)),
          );
        }),
      test: (batch) =>
        plain.alive(batch.size, () => {
          const plan = find(batch.xs, true);
          if (!plan) return plain.test(batch);
          return tf.tidy(
            () =>
              run(plan, batch.xs, (values) =>
                resultOf(outputs, plan, batch, values, measure),
              ) as unknown as tf.TensorContainer,
          ) as unknown as BatchResult;
        }),
    };
  };

  return {
    begin,
    release: async () => void (await workplaces.leave()),
    isFor: (plain) =>
      heap === (tf.backend() as unknown as Heap) &&
      fused === addsInOneRounding() &&
      held.length === plain.variables.length &&
      plain.variables.every(({ variable }, i) => (variable.read() as tf.Tensor) === held[i]),
  };
};
