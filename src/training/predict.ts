import * as tf from '@tensorflow/tfjs-core';
import { arrange } from '../graph/arrange.js';
import type { AnyModel, Shapes } from '../graph/model.js';
import type { Shape } from '../shapes/shape.js';
import { withRoom } from '../backends/memory-error.js';
import { readyBackend } from '../backends/ready.js';
import { anything, count } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { checkUsable } from '../tfjs/disposal.js';
import type { Tensor } from '../tfjs/tensor.js';
import { breather } from './breather.js';
import { callbackList } from './callbacks/callback-list.js';
import type { Callback, ModelInTraining } from './callbacks/callback.js';
import { fetchValues } from './data/fetch-values.js';
import { rowCount } from './data/batches.js';
import { expectedInputs, readInputs } from './data/read.js';
import { onWholeCard } from './lost-context.js';
import { modelOutsideTraining } from './model-in-training.js';
import { verbosity } from './option-kinds.js';
import { progressBar } from './progress/progress-bar.js';
import { buildMachine } from './step.js';

/** Options of `predict`. */
export interface PredictOptions {
  /** Samples in a batch. Default 32. */
  readonly batchSize?: number;
  /** 0: silent, 1: a progress bar, 2: a line. Default 0: predictions are often one of many. */
  readonly verbose?: 0 | 1 | 2;
  /** What watches the prediction, each hook in its turn. Default none. */
  readonly callbacks?: readonly Callback[];
}

/** What a model gives: a tensor, or several, in a list or by name. */
export type Predictions<O extends Shapes> = O extends Shape
  ? Tensor<O>
  : { readonly [K in keyof O]: O[K] extends Shape ? Tensor<O[K]> : never };

/** The options of `predict`, declared. */
export const predictOptions = {
  batchSize: optional(count, 32),
  verbose: optional(verbosity, 0),
  callbacks: optional(anything<readonly Callback[]>('a list of callbacks'), []),
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
  const { batchSize, verbose, callbacks: watching } = readOptions('predict', given, predictOptions);
  checkUsable(model);
  await readyBackend();
  await fetchValues(x);
  const xs = readInputs(model, x);
  const names = expectedInputs(model).map(({ what }) => what);
  const count = rowCount({ xs, ys: [], weights: undefined }, names);
  const machine = buildMachine(model, []);
  const params = { verbose, epochs: 1, steps: Math.ceil(count / batchSize) };
  const callbacks = callbackList(watching, seen, params, [progressBar(verbose)]);
  const breathe = breather();
  return onWholeCard(async () => {
    const pieces: tf.Tensor[][] = [];
    try {
      await callbacks.onPredictBegin({});
      for (let from = 0; from < count; from += batchSize) {
        const to = Math.min(from + batchSize, count);
        await callbacks.onPredictBatchBegin(pieces.length, {});
        const batch = withRoom(to - from, () => tf.tidy(() => xs.map((rows) => rows.take(from, to))));
        try {
          pieces.push(machine.predict(batch));
        } finally {
          tf.dispose(batch);
        }
        await callbacks.onPredictBatchEnd(pieces.length - 1, {});
        await breathe();
      }
      await callbacks.onPredictEnd({});
      const outputs = model.graph.outputs.map((_, i) => {
        const column = pieces.map((piece) => piece[i]!);
        return column.length === 1 ? column[0]!.clone() : tf.concat(column);
      });
      return arrange({ names: model.outputNames, isList: model.outputsListed }, outputs) as never;
    } finally {
      callbacks.close();
      tf.dispose(pieces);
    }
  });
};
