// What a worker does besides training: it evaluates and predicts, on a model that the page has.
import * as tf from '@tensorflow/tfjs-core';
import { storage } from '../files/methods.js';
import type { AnyModel } from '../graph/model.js';
import { native } from '../tfjs/native.js';
import type { Tensor } from '../tfjs/tensor.js';
import type { Callback, Logs } from '../training/callbacks/callback.js';
import { compiledModel } from '../training/compile.js';
import { evaluateModel } from '../training/evaluate.js';
import type { EvaluateOptions } from '../training/evaluate-options.js';
import { predictModel } from '../training/predict.js';
import type { Evaluated, EvaluationOrder, Page, Predicted, PredictionOrder } from './border.js';
import { judgeMessenger } from './messenger.js';
import { readLayerStates, writeInference } from './model-state.js';
import { packedOf } from './numbers.js';
import { readRecipe } from './recipe.js';
import { unpack } from './unpack-data.js';

/** Evaluates a model of the page's. */
export const evaluate = async (
  model: AnyModel,
  { recipe, state, data, options, awaited }: EvaluationOrder,
  page: Page,
  signal: AbortSignal,
): Promise<Evaluated> => {
  const compiled = compiledModel(storage, model, readRecipe(recipe));
  writeInference(model, state);
  const { xs, ys, sampleWeight } = unpack(model, data, page);
  const { callback, catchUp } = judgeMessenger(model, awaited, page);
  let logs: Logs = {};
  // number by number, as callbacks have them
  const told: Callback = { ...callback, onTestEnd: (all) => void (logs = all) };
  const settings = {
    ...options,
    verbose: 0,
    signal,
    callbacks: [told],
    ...(sampleWeight !== undefined && { sampleWeight }),
  } as EvaluateOptions;
  // after batches, the options stand in the labels' place
  await (ys === undefined
    ? evaluateModel(compiled, xs, settings, undefined)
    : evaluateModel(compiled, xs, ys, settings));
  await catchUp();
  return { logs, layers: await readLayerStates(model) };
};

/** Predicts with a model of the page's. */
export const predict = async (
  model: AnyModel,
  { state, data, options, awaited }: PredictionOrder,
  page: Page,
  signal: AbortSignal,
): Promise<Predicted> => {
  writeInference(model, state);
  const { xs } = unpack(model, data, page);
  const { callback, catchUp } = judgeMessenger(model, awaited, page);
  const given: unknown = await predictModel(model, xs, { ...options, signal, callbacks: [callback] });
  const { outputNames } = model;
  const outputs = (
    outputNames
      ? outputNames.map((name, i) => (model.outputsListed ? at(given, i) : at(given, name)))
      : [given]
  ) as readonly Tensor[];
  try {
    await catchUp();
    return { outputs: await Promise.all(outputs.map(packedOf)), layers: await readLayerStates(model) };
  } finally {
    tf.dispose(outputs.map(native));
  }
};

const at = (given: unknown, key: string | number): unknown =>
  (given as Readonly<Record<string | number, unknown>>)[key];
