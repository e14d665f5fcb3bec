// One step by itself: what `fit`, `evaluate` and `predict` do with each of their batches.
import { arrange } from '../graph/arrange.js';
import type { AnyModel } from '../graph/model.js';
import { withRoom } from '../backends/memory-error.js';
import { readyBackend } from '../backends/ready.js';
import { readOptions } from '../options/read.js';
import { checkUsable } from '../tfjs/disposal.js';
import {
  testOnBatchOptions,
  trainOnBatchOptions,
  type TestOnBatchOptions,
  type TrainOnBatchOptions,
} from './batch-options.js';
import { takesLabels, type Compiled } from './compiled.js';
import { disposeBatch, rowCount, takeRows, type Batch, type Columns } from './data/batches.js';
import { fetchValues } from './data/fetch-values.js';
import { expectedInputs, optionsOf, readInputs } from './data/read.js';
import { batchRows } from './data/read-batch.js';
import { checkOwned } from './dispose.js';
import { trainAlone } from './in-training.js';
import { checkExcluded } from './optimizers/weight-decay.js';
import { readyMetrics } from './metrics/by-name.js';
import { innermost } from './optimizers/by-name.js';
import { aloneOf, chooseInference, chooseTest } from './choose-inference.js';
import { chooseMachine } from './choose-machine.js';
import { listOf, machineOf, predictor, trackersOf, wholeResults } from './machine.js';
import { disposeResult } from './step.js';
import type { BatchResult, PendingResult } from './trackers.js';
import { onWholeCard } from './whole-card.js';

type Results = Readonly<Record<string, number>> | number[];

/** Value twin of the `trainOnBatch` method. */
export const trainOnBatch = async (
  compiled: Compiled,
  x: unknown,
  y: unknown,
  given?: TrainOnBatchOptions,
): Promise<Results> => {
  const { labels, options } = parted('trainOnBatch', compiled, { x, y, given });
  const { returnList, sampleWeight, classWeight, compiledStep } = readOptions(
    'trainOnBatch',
    options,
    trainOnBatchOptions,
  );
  const { model, optimizerState } = compiled;
  checkOwned('trainOnBatch', model, optimizerState);
  checkUsable(model);
  return trainAlone(model, async () => {
    const batch = await readBatch(compiled, { xs: x, ys: labels, sampleWeight }, classWeight);
    return resultsOf(compiled, batch, returnList, async () => {
      const { machine, release } = await chooseMachine('trainOnBatch', compiled, compiledStep);
      checkExcluded(
        innermost(optimizerState.config),
        machine.variables.map(({ path }) => path),
      );
      try {
        return machine.train(batch, optimizerState);
      } finally {
        await release();
      }
    });
  });
};

/** Value twin of the `testOnBatch` method. */
export const testOnBatch = async (
  compiled: Compiled,
  x: unknown,
  y: unknown,
  given?: TestOnBatchOptions,
): Promise<Results> => {
  const { labels, options } = parted('testOnBatch', compiled, { x, y, given });
  const { returnList, sampleWeight, compiledStep } = readOptions('testOnBatch', options, testOnBatchOptions);
  checkUsable(compiled.model);
  const batch = await readBatch(compiled, { xs: x, ys: labels, sampleWeight });
  return resultsOf(compiled, batch, returnList, async () => {
    const plain = await machineOf(compiled);
    const alone = aloneOf(batch);
    const { machine, release } = await chooseTest('testOnBatch', compiled, plain, alone, compiledStep);
    try {
      return machine.test(batch);
    } finally {
      await release();
    }
  });
};

/** Labels and options; where a step of the model's own takes no labels, the options stand in their place, as in `fit`. */
const parted = <O extends object>(
  where: string,
  compiled: Compiled,
  { x, y, given }: { readonly x: unknown; readonly y: unknown; readonly given: O | undefined },
): { readonly labels: unknown; readonly options: O | undefined } =>
  takesLabels(compiled)
    ? { labels: y, options: given }
    : { labels: undefined, options: optionsOf(where, { x, y, takesLabels: false }, given) };

/** Value twin of the `predictOnBatch` method. */
export const predictOnBatch = async (model: AnyModel, x: unknown): Promise<never> => {
  checkUsable(model);
  await readyBackend();
  await fetchValues(x);
  const columns: Columns = { xs: readInputs(model, x), ys: [], weights: undefined };
  const names = expectedInputs(model).map(({ what }) => what);
  const batch = takeAll(columns, rowCount(columns, names));
  return onWholeCard(async () => {
    try {
      const plain = await predictor(model);
      const source = aloneOf(batch);
      const { machine, release } = await chooseInference({
        where: 'predictOnBatch',
        model,
        plain,
        source,
        wanted: undefined,
      });
      try {
        const outputs = machine.predict(batch.xs);
        return arrange({ names: model.outputNames, isList: model.outputsListed }, outputs) as never;
      } finally {
        await release();
      }
    } finally {
      disposeBatch(batch);
    }
  });
};

const takeAll = (columns: Columns, size: number): Batch => withRoom(size, () => takeRows(columns, 0, size));

const readBatch = async (
  { model, outputs }: Compiled,
  given: { readonly xs: unknown; readonly ys: unknown; readonly sampleWeight: unknown },
  classWeight?: Readonly<Record<number, number>>,
): Promise<Batch> => {
  await readyBackend();
  await readyMetrics(outputs);
  await fetchValues(Object.values(given));
  const rows = batchRows(model, outputs, given, classWeight);
  return takeAll(rows, rows.size);
};

/** The losses and metrics of one batch alone, as in Keras 3; its tensors are freed. */
const resultsOf = async (
  compiled: Compiled,
  batch: Batch,
  returnList: boolean,
  compute: () => BatchResult | Promise<BatchResult | PendingResult>,
): Promise<Results> => {
  const trackers = trackersOf(compiled);
  try {
    return await onWholeCard(async () => {
      const result = await compute();
      try {
        trackers.update(result, batch);
      } finally {
        disposeResult(result);
      }
      const results = await trackers.results();
      return returnList ? listOf(compiled, results) : wholeResults(results);
    });
  } finally {
    trackers.dispose();
    disposeBatch(batch);
  }
};
