import { expose, releaseProxy, type Endpoint, type Remote } from 'comlink';
import { useBackend } from '../backends/use-backend.js';
import { hasMember } from '../errors/show.js';
import { readArchitecture, type Builders } from '../files/rebuild.js';
import { storage } from '../files/methods.js';
import type { AnyModel } from '../graph/model.js';
import { customLayers, type AnyOwnLayerFactory } from '../graph/own-computation.js';
import { input } from '../index.js';
import * as layers from '../layers/catalogue.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { compiledModel } from '../training/compile.js';
import type { DatasetLike } from '../training/data/data.js';
import { disposeModel } from '../training/dispose.js';
import { fitModel } from '../training/fit.js';
import type { FitOptions } from '../training/fit-options.js';
import type { DatasetName, Failure, PackedBatch, PackedData, Page, Server, TrainingOrder } from './border.js';
import { writeFailure } from './failure.js';
import { holding } from './life-line.js';
import { messenger } from './messenger.js';
import { writeState } from './model-state.js';
import { tensorOf } from './numbers.js';
import { readRecipe } from './recipe.js';

/** Options of `serveTraining`. */
export interface ServeTrainingOptions {
  /** The functions that make the layers of your own which models of the page have. Default none. */
  readonly customLayers?: readonly AnyOwnLayerFactory[];
}

/** The options of `serveTraining`, declared. */
const serveTrainingOptions = {
  customLayers: optional(customLayers, []),
} satisfies Declares<ServeTrainingOptions>;

/**
 * Makes a worker ready to train for its page; the whole of its script. Call it at once, before anything is awaited.
 *
 * @param options Layers of your own, or, in their place, the port where the page speaks; by itself the worker's own port.
 * @throws TypeError in a page, where there is nobody to train for.
 * @example
 * // train.worker.ts
 * import { serveTraining } from 'shapewright/worker';
 * serveTraining();
 */
export const serveTraining = (options?: ServeTrainingOptions | Endpoint, port?: Endpoint): void => {
  if (hasMember(options, 'postMessage')) return serveTraining({}, options as Endpoint);
  const { customLayers: own } = readOptions('serveTraining', options, serveTrainingOptions);
  if (!port && 'document' in globalThis)
    throw new TypeError("serveTraining belongs into a worker's script; a page calls trainingWorker");
  expose(server(own), port ?? (globalThis as unknown as Endpoint));
};

const server = (own: Builders['own']): Server => ({
  train: (order, page) =>
    holding(
      order.lock,
      () => page.held(),
      () => serve(order, page, own),
    ),
});

const serve = async (
  order: TrainingOrder,
  page: Page,
  own: Builders['own'],
): Promise<Failure | undefined> => {
  let model: AnyModel | undefined;
  try {
    await useBackend(order.backend, order.backendOptions);
    model = readArchitecture('the page', order.recipe.architecture, {
      input,
      catalogue: layers,
      own,
    });
    await train(model, order, page);
    return undefined;
  } catch (error) {
    return writeFailure(error);
  } finally {
    if (model) disposeModel(model);
    // before the lock is free: the page would take that for a death; of a page that is gone nobody waits for an answer
    await page.over().catch(() => {});
    (page as unknown as Remote<Page>)[releaseProxy]();
  }
};

const train = async (model: AnyModel, order: TrainingOrder, page: Page): Promise<void> => {
  const compiled = compiledModel(storage, model, readRecipe(order.recipe));
  compiled.seed = order.seed;
  compiled.epochsSeen = order.epochsSeen;
  compiled.firstEpoch = order.firstEpoch;
  if (order.learningRate !== undefined) compiled.optimizerState.learningRate = order.learningRate;
  writeState(model, compiled.optimizerState, order.state);
  const [x, y, sampleWeight] = unpack(model, order.data, page);
  const validationData = order.validation && unpack(model, order.validation, page);
  const options = {
    ...order.options,
    verbose: 0,
    callbacks: [messenger(compiled, order.awaited, page)],
    ...(sampleWeight !== undefined && { sampleWeight }),
    ...(validationData && {
      validationData: 'dataset' in order.validation! ? validationData[0] : validationData,
    }),
  } as FitOptions;
  // of a data set, fit takes its options in the labels' place
  await ('dataset' in order.data ? fitModel(compiled, x, options) : fitModel(compiled, x, y, options));
};

/** Data as `fit` takes it: inputs, labels and weights, or a data set alone. */
const unpack = (model: AnyModel, data: PackedData, page: Page): readonly unknown[] => {
  if ('dataset' in data) return [remoteDataset(model, data.dataset, page)];
  const { xs, ys, sampleWeight } = data;
  const columns = [named(model.inputNames, xs), named(model.outputNames, ys)];
  return sampleWeight ? [...columns, sampleWeight] : columns;
};

const named = (names: readonly string[] | undefined, values: readonly unknown[]): unknown =>
  names ? Object.fromEntries(names.map((name, i) => [name, values[i]])) : values[0];

/** A data set that stays in the page, and gives its batches over the border. */
const remoteDataset = (model: AnyModel, name: DatasetName, page: Page): DatasetLike => ({
  iterator: async () => {
    await page.begin(name);
    const tensors = ({ xs, ys }: PackedBatch) => ({
      xs: named(model.inputNames, xs.map(tensorOf)),
      ys: named(model.outputNames, ys.map(tensorOf)),
    });
    return {
      next: async () => {
        const batch = await page.next(name);
        return batch ? { value: tensors(batch), done: false } : { value: undefined, done: true };
      },
    };
  },
});
