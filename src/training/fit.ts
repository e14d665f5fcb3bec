import { readyBackend } from '../backends/ready.js';
import type { ConfigOf } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { checkUsable } from '../tfjs/disposal.js';
import { callbackList, checkCallbacks } from './callbacks/callback-list.js';
import { crosses, type Watcher } from './callbacks/watcher.js';
import { takesLabels, type Compiled } from './compiled.js';
import { fetchValues } from './data/fetch-values.js';
import { optionsOf } from './data/read.js';
import { checkOwned } from './dispose.js';
import { fitData } from './fit-data.js';
import { fitOptions, type FitOptions } from './fit-options.js';
import { createRecorder, type History } from './history.js';
import { trainAlone } from './in-training.js';
import { readyMetrics } from './metrics/by-name.js';
import { modelInTraining } from './model-in-training.js';
import { progressBar } from './progress/progress-bar.js';
import { progressReporter } from './progress/progress-reporter.js';
import { beginning, keeperAmong, resumption, type RunInProgress } from './run-state.js';
import { trainHere } from './training-loop.js';
import type { ValidationFreq } from './validation-epochs.js';
import { checkWorker, trainThere, type TrainingWorker } from './training-worker.js';

/** Value twin of the `fit` method. Everything the user gave is checked before the first step. */
export const fitModel = async (
  compiled: Compiled,
  x: unknown,
  y: unknown,
  given?: FitOptions,
): Promise<History<string>> => {
  const options = readOptions(
    'fit',
    optionsOf('fit', { x, y, takesLabels: takesLabels(compiled) }, given),
    fitOptions,
  );
  const { epochs, initialEpoch, validationFreq = 1 } = options;
  const worker = checkWorker('fit', options.worker);
  checkOwned('fit', compiled.model, compiled.optimizerState);
  checkUsable(compiled.model);
  options.signal?.throwIfAborted();
  return trainAlone(compiled.model, () =>
    run(compiled, x, y, { options, worker, epochs, validationFreq, initialEpoch }),
  );
};

/** A run whose options have been checked. */
interface Run {
  readonly options: ConfigOf<typeof fitOptions>;
  readonly worker: TrainingWorker | undefined;
  readonly epochs: number;
  readonly validationFreq: ValidationFreq;
  readonly initialEpoch: number;
}

const run = async (
  compiled: Compiled,
  x: unknown,
  y: unknown,
  { options, worker, epochs, validationFreq, initialEpoch }: Run,
): Promise<History<string>> => {
  await readyBackend();
  await readyMetrics(compiled.outputs);
  await fetchValues([x, y, [options.sampleWeight, options.validationData]]);
  checkCallbacks(options.callbacks);
  const keeper = keeperAmong(options.callbacks, worker !== undefined);
  const before = await keeper?.find(compiled);
  try {
    const { training, validation } = await fitData(
      before ? { ...compiled, seed: before.seed } : compiled,
      x,
      y,
      options,
    );
    const params = {
      verbose: options.verbose,
      epochs,
      steps: training.steps,
      ...(validation && options.validationFreq !== undefined && { validationFreq: options.validationFreq }),
    };
    const recorder = createRecorder();
    const from = beginning(compiled, { before, initialEpoch, epochs });
    const callbacks = callbackList(
      // what belongs where the model is trained is made there
      worker ? options.callbacks.filter((each: Watcher) => !each[crosses]) : options.callbacks,
      modelInTraining(compiled),
      params,
      [progressBar(params.verbose), ...options.onProgress.map((listener) => progressReporter(listener))],
      [recorder.callback],
      before && resumption(compiled, before, options.callbacks),
    );
    const { firstEpoch } = from;
    const progress: RunInProgress = {
      compiled,
      history: recorder.goOn(before?.state),
      firstEpoch,
      callbacks: options.callbacks,
    };
    keeper?.keep(progress);
    compiled.stopTraining = false;
    try {
      if (worker) {
        const rest = { ...options, initialEpoch: from.epoch, epochs: from.end };
        await worker[trainThere]({ compiled, x, y, options: rest, callbacks, firstEpoch });
      } else
        await trainHere(
          compiled,
          { training, validation },
          callbacks,
          {
            ...from,
            validationFreq,
            stepsPerEpoch: options.stepsPerEpoch,
            compiledStep: options.compiledStep,
            signal: options.signal,
          },
          progress,
        );
    } finally {
      callbacks.close();
    }
    return recorder.history(params);
  } finally {
    before?.dispose();
  }
};
