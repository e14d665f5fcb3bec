// How predictions and tests are computed: planned as a whole where the backend and the model allow it, or by single operations.
import type { AnyModel } from '../graph/model.js';
import type { Compiled } from './compiled.js';
import type { ChosenMachine } from './choose-machine.js';
import type { Inference } from './compiled/inference.js';
import type { Batch, BatchSource } from './data/batches.js';
import type { OutputPlan } from './plan.js';
import type { Machine } from './step.js';
import { noCompiledStep, unplanned } from './unplanned.js';

/** What is to be computed. */
export interface Computation {
  /** The method that asks. */
  readonly where: string;
  readonly model: AnyModel;
  readonly plain: Machine;
  /** What losses and metrics are computed on; for predictions there is none. */
  readonly outputs?: readonly OutputPlan[];
  readonly source: Pick<BatchSource, 'steps' | 'shapes'>;
  /** Whether it is to be planned as a whole; undefined: where it can be. */
  readonly wanted: boolean | undefined;
}

/** Runs by themselves: several threads may take part in them. Those within a training's run leave them to it. */
const byThemselves: ReadonlySet<string> = new Set(['predict', 'evaluate']);

/**
 * The machine for predictions or tests.
 *
 * @throws TypeError where a plan is demanded, and there is none: it says why.
 */
export const chooseInference = async ({
  where,
  model,
  plain,
  outputs = [],
  source,
  wanted,
}: Computation): Promise<ChosenMachine> => {
  const refuse = (because: string): void => {
    if (wanted) throw noCompiledStep(where, because, outputs.length > 0 ? 'test' : 'predict');
  };
  const because = unplanned(wanted, outputs, 'infer');
  if (because !== undefined) {
    refuse(because);
    return { machine: plain, release: () => {} };
  }
  if (wanted === undefined && isSmall(source) && !known.has(model)) {
    known.add(model);
    return { machine: plain, release: () => {} };
  }
  const before = inferences.get(model);
  const inference = before?.isFor(plain) ? before : await inferenceFor(model, plain);
  const mayShare = byThemselves.has(where);
  return {
    machine: await inference.begin({ plain, outputs, source, mayShare, refuse }),
    release: () => inference.release(),
  };
};

/** The machine for tests of a compiled model: `plain` or one of plans. */
export const chooseTest = async (
  where: string,
  { model, outputs, steps }: Compiled,
  plain: Machine,
  source: Computation['source'],
  wanted: boolean | undefined,
): Promise<ChosenMachine> => {
  if (!steps) return chooseInference({ where, model, plain, outputs, source, wanted });
  if (wanted) throw noCompiledStep(where, 'the model has a test step of its own', 'test');
  return { machine: plain, release: () => {} };
};

/** A batch by itself. */
export const aloneOf = (batch: Pick<Batch, 'size'>): Computation['source'] => ({
  steps: 1,
  shapes: { size: batch.size, xs: [] },
});

/** Rows of a batch by itself for which it costs more to make a plan than the plan saves, if it is not used again. */
const fewRows = 8;

const isSmall = ({ steps, shapes }: Computation['source']): boolean =>
  steps === 1 && shapes !== undefined && shapes.size <= fewRows;

/** Models that a few rows have been given to once: what is computed again is planned. */
const known = new WeakSet<AnyModel>();

const inferenceFor = async (model: AnyModel, plain: Machine): Promise<Inference> => {
  const { inferenceOf } = await import('./compiled/inference.js');
  const made = await inferenceOf(model, plain);
  inferences.set(model, made);
  return made;
};

/** The plans of models that have predicted, or have been tested. */
const inferences = new WeakMap<AnyModel, Inference>();
