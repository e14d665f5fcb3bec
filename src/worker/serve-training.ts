import { expose, releaseProxy, type Endpoint, type Remote } from 'comlink';
import { useBackend } from '../backends/use-backend.js';
import { hasMember } from '../errors/show.js';
import type { Architecture } from '../files/architecture.js';
import { operationsOf, readArchitecture, type Builders } from '../files/rebuild.js';
import { storage } from '../files/methods.js';
import type { AnyModel } from '../graph/model.js';
import { customLayers, type AnyOwnLayerFactory } from '../graph/own-computation.js';
import { input } from '../index.js';
import * as layers from '../layers/catalogue.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { compiledModel } from '../training/compile.js';
import * as callbacks from '../training/callbacks/index.js';
import { disposeModel } from '../training/dispose.js';
import { fitModel } from '../training/fit.js';
import type { FitOptions } from '../training/fit-options.js';
import type {
  EvaluationOrder,
  Order,
  Outcome,
  Page,
  PredictionOrder,
  Server,
  TrainingOrder,
} from './border.js';
import { evaluate, predict } from './judge.js';
import { writeFailure } from './failure.js';
import { holding } from './life-line.js';
import { messenger } from './messenger.js';
import { readState, writeState } from './model-state.js';
import { readRecipe } from './recipe.js';
import { unpack } from './unpack-data.js';

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
 * Makes a worker ready to train, evaluate and predict for its page; the whole of its script. Call it at once, before anything is awaited.
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

const server = (own: Builders['own']): Server => {
  const running = new Map<string, AbortController>();
  /** Does what an order asks for while it holds the order's lock, and says what it came to. */
  const serve =
    <O extends Order, T>(
      architectureOf: (order: O) => Architecture,
      run: (model: AnyModel, order: O, page: Page, signal: AbortSignal) => Promise<T>,
    ) =>
    async (order: O, page: Page): Promise<Outcome<T>> => {
      const controller = new AbortController();
      running.set(order.lock, controller);
      let model: AnyModel | undefined;
      const outcome = async (): Promise<Outcome<T>> => {
        try {
          await useBackend(order.backend, order.backendOptions);
          const architecture = architectureOf(order);
          const operations = await operationsOf(architecture);
          model = readArchitecture('the page', architecture, {
            input,
            catalogue: layers,
            own,
            ...operations,
          });
          return { done: await run(model, order, page, controller.signal) };
        } catch (error) {
          return { failure: writeFailure(error) };
        } finally {
          if (model) disposeModel(model);
          // before the lock is free: the page would take that for a death; of a page that is gone nobody waits for an answer
          await page.over().catch(() => {});
          (page as unknown as Remote<Page>)[releaseProxy]();
        }
      };
      try {
        return await holding(order.lock, () => page.held(), outcome);
      } finally {
        running.delete(order.lock);
      }
    };
  const ofRecipe = ({ recipe }: TrainingOrder | EvaluationOrder) => recipe.architecture;
  return {
    train: serve(ofRecipe, train),
    evaluate: serve(ofRecipe, evaluate),
    predict: serve(({ architecture }: PredictionOrder) => architecture, predict),
    stop: async (lock) => running.get(lock)?.abort(),
  };
};

const train = async (
  model: AnyModel,
  order: TrainingOrder,
  page: Page,
  signal: AbortSignal,
): Promise<undefined> => {
  const compiled = compiledModel(storage, model, readRecipe(order.recipe));
  compiled.seed = order.seed;
  compiled.epochsSeen = order.epochsSeen;
  compiled.firstEpoch = order.firstEpoch;
  if (order.learningRate !== undefined) compiled.optimizerState.learningRate = order.learningRate;
  writeState(model, compiled.optimizerState, order.state);
  const { xs, ys, sampleWeight } = unpack(model, order.data, page);
  const held = order.validation && unpack(model, order.validation, page);
  const options = {
    ...order.options,
    verbose: 0,
    signal,
    callbacks: [
      ...order.crossing.map(({ callback, options: own }) => callbacks[callback](own)),
      messenger(compiled, order.awaited, page),
    ],
    ...(sampleWeight !== undefined && { sampleWeight }),
    ...(held && { validationData: held.ys === undefined ? held.xs : Object.values(held) }),
  } as FitOptions;
  // after batches, fit takes its options in the labels' place
  try {
    await (ys === undefined ? fitModel(compiled, xs, options) : fitModel(compiled, xs, ys, options));
  } catch (error) {
    if (signal.aborted) await page.left(await readState(model, compiled.optimizerState));
    throw error;
  }
  return undefined;
};
