import type { Callback, Logs } from '../training/callbacks/callback.js';
import { wantsLogs, type Watcher } from '../training/callbacks/watcher.js';
import type { Compiled } from '../training/compiled.js';
import { innermost } from '../training/optimizers/by-name.js';
import type { AnyModel } from '../graph/model.js';
import type { Page, RunHook } from './border.js';
import { readState, writeWeights } from './model-state.js';

/** How often, in milliseconds, the page hears of batches that none of its callbacks waits for. */
const interval = 100;

/** The hooks before which training has changed the model: the page's callbacks see it as it is. */
const changesModel: readonly RunHook[] = ['onTrainBatchEnd', 'onEpochEnd'];

/** How the page hears of batches: waits where a callback of it has the hook, and tells it now and then else. */
export const batchMessenger = (
  awaited: readonly RunHook[],
  page: Page,
  ask: (name: RunHook, index: number, logs: Logs) => Promise<void>,
  stop: () => void,
) => {
  let last = performance.now();
  /** The last batch that the page has not heard of. */
  let untold: (() => Promise<unknown>) | undefined;
  const isDue = () => performance.now() - last >= interval;
  /** Says how far it is, without waiting; hears whether it is to stop. */
  const tell = (name: RunHook, index: number, logs: Logs): void => {
    last = performance.now();
    untold = undefined;
    page.hook(name, index, logs).then((answer) => answer.stop && stop(), stop);
  };
  const ofBatch = (name: RunHook) => (index: number, logs: Logs) => {
    if (awaited.includes(name)) return ask(name, index, logs);
    if (!name.endsWith('End')) return undefined;
    if (isDue()) tell(name, index, logs);
    else untold = () => page.hook(name, index, logs);
    return undefined;
  };
  const reads = (['onTrainBatchEnd', 'onTestBatchEnd'] as const).some((name) => awaited.includes(name));
  return {
    ofBatch,
    /** How far the batches came is known before what comes after them. */
    catchUp: async (): Promise<void> => {
      await untold?.();
      untold = undefined;
    },
    [wantsLogs]: () => reads || isDue(),
  };
};

/** The callback of an evaluation or a prediction in a worker: the hooks of batches alone, for the page calls the others itself. */
export const judgeMessenger = (model: AnyModel, awaited: readonly RunHook[], page: Page) => {
  const { ofBatch, catchUp, ...watching } = batchMessenger(
    awaited,
    page,
    async (name, index, logs) => {
      const { weights } = await page.hook(name, index, logs);
      if (weights) writeWeights(model, weights);
    },
    // the page's signal ends it
    () => {},
  );
  const hooks = {
    onTestBatchBegin: ofBatch('onTestBatchBegin'),
    onTestBatchEnd: ofBatch('onTestBatchEnd'),
    onPredictBatchBegin: ofBatch('onPredictBatchBegin'),
    onPredictBatchEnd: ofBatch('onPredictBatchEnd'),
  } satisfies Callback;
  return { callback: { ...hooks, ...watching } satisfies Watcher, catchUp };
};

/** The callback of a run in a worker: passes every hook on to the page, and takes up what callbacks changed there. */
export const messenger = (compiled: Compiled, awaited: readonly RunHook[], page: Page): Watcher => {
  // then the weights' means stand in their place at the end
  const endsInMeans = innermost(compiled.optimizerState.config)['useEma'] === true;
  const stop = () => void (compiled.stopTraining = true);

  const ask = async (name: RunHook, index: number | undefined, logs: Logs): Promise<void> => {
    const { model, optimizerState } = compiled;
    await catchUp();
    const isChanged = changesModel.includes(name) || (name === 'onTrainEnd' && endsInMeans);
    const state = isChanged ? await readState(model, optimizerState) : undefined;
    const answer = await page.hook(name, index, logs, state);
    if (answer.stop) compiled.stopTraining = true;
    const { learningRate } = answer;
    if (learningRate !== undefined && learningRate !== optimizerState.ownRate)
      optimizerState.learningRate = learningRate;
    if (answer.weights) writeWeights(model, answer.weights);
  };

  const { ofBatch, catchUp, ...watching } = batchMessenger(awaited, page, ask, stop);
  const hooks: Required<Pick<Callback, Exclude<RunHook, `onPredict${string}`>>> = {
    onTrainBegin: (logs) => ask('onTrainBegin', undefined, logs),
    onTrainEnd: (logs) => ask('onTrainEnd', undefined, logs),
    onEpochBegin: (epoch, logs) => ask('onEpochBegin', epoch, logs),
    onEpochEnd: (epoch, logs) => ask('onEpochEnd', epoch, logs),
    onTrainBatchBegin: ofBatch('onTrainBatchBegin'),
    onTrainBatchEnd: ofBatch('onTrainBatchEnd'),
    onTestBegin: (logs) => ask('onTestBegin', undefined, logs),
    onTestEnd: (logs) => ask('onTestEnd', undefined, logs),
    onTestBatchBegin: ofBatch('onTestBatchBegin'),
    onTestBatchEnd: ofBatch('onTestBatchEnd'),
  };
  return { ...hooks, ...watching };
};
