import * as tf from '@tensorflow/tfjs-core';
import { arrange } from '../graph/arrange.js';
import type { AnyModel, Shapes } from '../graph/model.js';
import type { Shape } from '../shapes/shape.js';
import type { IsTexts } from '../shapes/texts.js';
import { readyBackend } from '../backends/ready.js';
import { anything, count, flag } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { checkUsable } from '../tfjs/disposal.js';
import type { Tensor, TextValues } from '../tfjs/tensor.js';
import { abortSignal } from './abort.js';
import { breather } from './breather.js';
import { callbackList, type CallbackList } from './callbacks/callback-list.js';
import { callbacksKind, type CallbacksArg } from './callbacks/callbacks-kind.js';
import type { ModelInTraining } from './callbacks/callback.js';
import { chooseInference } from './choose-inference.js';
import { fetchValues } from './data/fetch-values.js';
import { batchSizeFor, disposeBatch, rowBatches, rowCount, type BatchSource } from './data/batches.js';
import { expectedInputs, readInputs } from './data/read.js';
import { inputReader } from './data/read-batch.js';
import { streamBatches } from './data/stream-source.js';
import { isStream } from './data/streams.js';
import { predictor } from './machine.js';
import { modelOutsideTraining } from './model-in-training.js';
import { verbosity } from './option-kinds.js';
import { progressBar } from './progress/progress-bar.js';
import type { Machine } from './step.js';
import { checkWorker, predictThere, type TrainingWorker } from './training-worker.js';
import { onWholeCard } from './whole-card.js';

/** Options of `predict`. */
export interface PredictOptions {
  /** Samples in a batch. Default 32; where `steps` is given, as many as make so many steps. */
  readonly batchSize?: number;
  /** 0: silent, 1: a progress bar, 2: a line. Default 0: predictions are often one of many. */
  readonly verbose?: 0 | 1 | 2;
  /** What watches the prediction, each hook in its turn. Default none. */
  readonly callbacks?: CallbacksArg;
  /** Batches to predict, where not all. */
  readonly steps?: number;
  /** Where to predict in place of this thread: what `trainingWorker` of 'shapewright/worker' makes. Default here. */
  readonly worker?: TrainingWorker;
  /** Whether batches are computed by a plan of the whole model on the backend 'wasm', as in `fit`. Default: where they can be. */
  readonly compiledStep?: boolean;
  /** Ends it between two batches, when it is aborted: `predict` rejects with its reason. Default none. */
  readonly signal?: AbortSignal;
}

/** What a model gives: a tensor, or several, in a list or by name. */
export type Predictions<O extends Shapes> = O extends Shape
  ? Predicted<O>
  : { readonly [K in keyof O]: O[K] extends Shape ? Predicted<O[K]> : never };

type Predicted<S extends Shape> = IsTexts<S> extends true ? TextValues<S> : Tensor<S>;

/** The options of `predict`, declared. */
export const predictOptions = {
  batchSize: optional(count),
  verbose: optional(verbosity, 0),
  callbacks: optional(callbacksKind, []),
  steps: optional(count),
  worker: optional(anything<TrainingWorker>("what trainingWorker of 'shapewright/worker' makes")),
  compiledStep: optional(flag),
  signal: optional(abortSignal),
} satisfies Declares<PredictOptions>;

/** Value twin of the `predict` method of a model that is not compiled. */
export const predictModel = (model: AnyModel, x: unknown, given?: PredictOptions): Promise<never> =>
  predictFor(model, modelOutsideTraining(model), x, given);

/** Predicts; `seen` is the model as callbacks see it. */
export const predictFor = async (
  model: AnyModel,
  seen: ModelInTraining,
  x: unknown,
  given?: PredictOptions,
): Promise<never> => {
  const options = readOptions('predict', given, predictOptions);
  const { verbose, signal, compiledStep } = options;
  const worker = checkWorker('predict', options.worker);
  checkUsable(model);
  signal?.throwIfAborted();
  await readyBackend();
  await fetchValues(x);
  const source = await inputSource(model, x, options);
  const params = { verbose, epochs: 1, steps: source.steps };
  const callbacks = callbackList(options.callbacks, seen, params, [progressBar(verbose)]);
  const pieces: tf.Tensor[][] = [];
  try {
    await callbacks.onPredictBegin({});
    if (worker) pieces.push((await worker[predictThere]({ model, x, options, callbacks })) as never);
    else await onWholeCard(() => predictBatches(model, source, callbacks, { signal, compiledStep, pieces }));
    await callbacks.onPredictEnd({});
    return joined(model, pieces) as never;
  } finally {
    callbacks.close();
    tf.dispose(pieces);
    await source.close();
  }
};

/** Predicts batch by batch; their outputs go into `pieces`. */
const predictBatches = async (
  model: AnyModel,
  source: BatchSource,
  callbacks: CallbackList,
  { signal, compiledStep: wanted, pieces }: Predicting,
): Promise<void> => {
  const plain = await predictor(model);
  const { machine, release } = await chooseInference({ where: 'predict', model, plain, source, wanted });
  try {
    await eachBatch(machine, source, callbacks, { signal, pieces });
  } finally {
    await release();
  }
};

/** How batches are predicted, and where their outputs go. */
interface Predicting {
  readonly signal: AbortSignal | undefined;
  readonly compiledStep: boolean | undefined;
  readonly pieces: tf.Tensor[][];
}

const eachBatch = async (
  machine: Machine,
  source: BatchSource,
  callbacks: CallbackList,
  { signal, pieces }: Pick<Predicting, 'signal' | 'pieces'>,
): Promise<void> => {
  const breathe = breather();
  const next = await source.epoch(0);
  for (;;) {
    signal?.throwIfAborted();
    const batch = await next!();
    if (!batch) break;
    try {
      await callbacks.onPredictBatchBegin(pieces.length, {});
      pieces.push(machine.predict(batch.xs));
    } finally {
      disposeBatch(batch);
    }
    await callbacks.onPredictBatchEnd(pieces.length - 1, {});
    await breathe();
  }
};

/** The batches to predict on; a first epoch there always is. */
const inputSource = async (
  model: AnyModel,
  x: unknown,
  { batchSize, steps }: { readonly batchSize: number | undefined; readonly steps: number | undefined },
): Promise<BatchSource> => {
  if (isStream(x)) return streamBatches(x, inputReader(model), { steps, shuffleSeed: undefined });
  const columns = { xs: readInputs(model, x), ys: [], weights: undefined };
  const samples = rowCount(
    columns,
    expectedInputs(model).map(({ what }) => what),
  );
  return rowBatches(columns, {
    batchSize: batchSize ?? batchSizeFor(samples, steps),
    range: [0, samples],
    shuffleSeed: undefined,
    steps,
  });
};

/** The outputs of all batches, as the model gives them. */
const joined = (model: AnyModel, pieces: readonly (readonly tf.Tensor[])[]) =>
  arrange(
    { names: model.outputNames, isList: model.outputsListed },
    model.graph.outputs.map((_, i) => {
      const column = pieces.map((piece) => piece[i]!);
      return column.length === 1 ? column[0]!.clone() : tf.concat(column);
    }),
  );
