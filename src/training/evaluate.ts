import { readyBackend } from '../backends/ready.js';
import { readOptions } from '../options/read.js';
import { checkUsable } from '../tfjs/disposal.js';
import { callbackList } from './callbacks/callback-list.js';
import { chooseTest } from './choose-inference.js';
import { takesLabels, type Compiled } from './compiled.js';
import { fetchValues } from './data/fetch-values.js';
import { optionsOf } from './data/read.js';
import { evaluateOptions, type EvaluateOptions } from './evaluate-options.js';
import { evaluationSource, runEvaluation } from './evaluation.js';
import { readyMetrics } from './metrics/by-name.js';
import { modelInTraining } from './model-in-training.js';
import { progressBar } from './progress/progress-bar.js';
import { listOf, machineOf, wholeResults } from './machine.js';
import { checkWorker, evaluateThere } from './training-worker.js';
import { onWholeCard } from './whole-card.js';

/** Value twin of the `evaluate` method. */
export const evaluateModel = async (
  compiled: Compiled,
  x: unknown,
  y: unknown,
  given?: EvaluateOptions,
): Promise<Readonly<Record<string, number>> | number[]> => {
  const options = readOptions(
    'evaluate',
    optionsOf('evaluate', { x, y, takesLabels: takesLabels(compiled) }, given),
    evaluateOptions,
  );
  const worker = checkWorker('evaluate', options.worker);
  checkUsable(compiled.model);
  options.signal?.throwIfAborted();
  await readyBackend();
  await readyMetrics(compiled.outputs);
  await fetchValues([x, y, options.sampleWeight]);
  const source = await evaluationSource(compiled, x, y, options);
  const params = { verbose: options.verbose, epochs: 1, steps: source.steps };
  const callbacks = callbackList(options.callbacks, modelInTraining(compiled), params, [
    progressBar(params.verbose),
  ]);
  try {
    await callbacks.onTestBegin({});
    const results = await (worker
      ? worker[evaluateThere]({ compiled, x, y, options, callbacks })
      : onWholeCard(async () => {
          const plain = await machineOf(compiled);
          const { compiledStep } = options;
          const { machine, release } = await chooseTest('evaluate', compiled, plain, source, compiledStep);
          try {
            return await runEvaluation(compiled, machine, source, callbacks, options.signal);
          } finally {
            await release();
          }
        }));
    await callbacks.onTestEnd(results);
    return options.returnList ? listOf(compiled, results) : wholeResults(results);
  } finally {
    callbacks.close();
    await source.close();
  }
};
