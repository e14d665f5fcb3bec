import { readyBackend } from '../backends/ready.js';
import { anything, count, flag } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { checkUsable } from '../tfjs/disposal.js';
import { callbackList } from './callbacks/callback-list.js';
import type { Callback } from './callbacks/callback.js';
import type { Compiled } from './compile.js';
import type { SampleWeight } from './data/data.js';
import { fetchValues } from './data/fetch-values.js';
import { optionsOf } from './data/read.js';
import { evaluationSource, runEvaluation } from './evaluation.js';
import { onWholeCard } from './lost-context.js';
import { modelInTraining } from './model-in-training.js';
import { verbosity } from './option-kinds.js';
import { progressBar } from './progress/progress-bar.js';
import { buildMachine } from './step.js';
import { inListOrder } from './trackers.js';

/** Options of `evaluate`. */
export interface EvaluateOptions {
  /** Samples in a batch. Default 32; where `steps` is given, as many as make so many steps. */
  readonly batchSize?: number;
  /** 0: silent, 1: a progress bar, 2: a line. Default 1. */
  readonly verbose?: 0 | 1 | 2;
  /** A weight for each sample's loss, or for each step's: `[batch]` or `[batch, steps]`. */
  readonly sampleWeight?: SampleWeight;
  /** Batches to evaluate, where not all. */
  readonly steps?: number;
  /** What watches the evaluation, each hook in its turn. Default none. */
  readonly callbacks?: readonly Callback[];
  /** Gives Keras's list, loss first, instead of an object. Default false. */
  readonly returnList?: boolean;
}

/** The options of `evaluate`, declared. */
export const evaluateOptions = {
  batchSize: optional(count),
  verbose: optional(verbosity, 1),
  sampleWeight: optional(anything<SampleWeight>('a weight for each sample, or for each step')),
  steps: optional(count),
  callbacks: optional(anything<readonly Callback[]>('a list of callbacks'), []),
  returnList: optional(flag, false),
} satisfies Declares<EvaluateOptions>;

/** Value twin of the `evaluate` method. */
export const evaluateModel = async (
  compiled: Compiled,
  x: unknown,
  y: unknown,
  given?: EvaluateOptions,
): Promise<Readonly<Record<string, number>> | number[]> => {
  const options = readOptions('evaluate', optionsOf('evaluate', x, y, given), evaluateOptions);
  checkUsable(compiled.model);
  await readyBackend();
  await fetchValues([x, y, options.sampleWeight]);
  const source = evaluationSource(compiled, x, y, options);
  const machine = buildMachine(compiled.model, compiled.outputs);
  const params = { verbose: options.verbose, epochs: 1, steps: source.steps };
  const callbacks = callbackList(options.callbacks, modelInTraining(compiled), params, [
    progressBar(params.verbose),
  ]);
  try {
    await callbacks.onTestBegin({});
    const results = await onWholeCard(() => runEvaluation(compiled, machine, source, callbacks));
    await callbacks.onTestEnd(results);
    return options.returnList ? inListOrder(compiled.outputs, results) : results;
  } finally {
    callbacks.close();
  }
};
