import type { Callback, Logs } from '../training/callbacks/callback.js';
import { wantsLogs, type Watcher } from '../training/callbacks/watcher.js';
import type { Compiled } from '../training/compiled.js';
import { innermost } from '../training/optimizers/by-name.js';
import type { Page, RunHook } from './border.js';
import { readState, writeWeights } from './model-state.js';

/** How often, in milliseconds, the page hears of batches that none of its callbacks waits for. */
const interval = 100;

/** The hooks before which training has changed the model: the page's callbacks see it as it is. */
const changesModel: readonly RunHook[] = ['onTrainBatchEnd', 'onEpochEnd'];

/** The callback of a run in a worker: passes every hook on to the page, and takes up what callbacks changed there. */
export const messenger = (compiled: Compiled, awaited: readonly RunHook[], page: Page): Watcher => {
  let last = performance.now();
  /** The last batch that the page has not heard of. */
  let untold: (() => Promise<unknown>) | undefined;
  // then the weights' means stand in their place at the end
  const endsInMeans = innermost(compiled.optimizerState.config)['useEma'] === true;
  const isDue = () => performance.now() - last >= interval;

  const ask = async (name: RunHook, index: number | undefined, logs: Logs): Promise<void> => {
    const { model, optimizerState } = compiled;
    // how far the batches came is known before what comes after them
    await untold?.();
    untold = undefined;
    const isChanged = changesModel.includes(name) || (name === 'onTrainEnd' && endsInMeans);
    const state = isChanged ? await readState(model, optimizerState) : undefined;
    const answer = await page.hook(name, index, logs, state);
    if (answer.stop) compiled.stopTraining = true;
    const { learningRate } = answer;
    if (learningRate !== undefined && learningRate !== optimizerState.ownRate)
      optimizerState.learningRate = learningRate;
    if (answer.weights) writeWeights(model, answer.weights);
  };

  /** Says how far the run is, without waiting; hears whether it is to stop. */
  const tell = (name: RunHook, index: number, logs: Logs): void => {
    last = performance.now();
    untold = undefined;
    const stop = () => void (compiled.stopTraining = true);
    page.hook(name, index, logs).then((answer) => answer.stop && stop(), stop);
  };

  const ofBatch = (name: RunHook) => (index: number, logs: Logs) => {
    if (awaited.includes(name)) return ask(name, index, logs);
    if (!name.endsWith('End')) return undefined;
    if (isDue()) tell(name, index, logs);
    else untold = () => page.hook(name, index, logs);
    return undefined;
  };
  const hooks: Required<Pick<Callback, RunHook>> = {
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
  const reads = (['onTrainBatchEnd', 'onTestBatchEnd'] as const).some((name) => awaited.includes(name));
  return { ...hooks, [wantsLogs]: () => reads || isDue() };
};
