import { proxy, releaseProxy, wrap, type Endpoint, type Remote } from 'comlink';
import type { BackendName, BackendOptions } from '../backends/backend-name.js';
import { backendOptions as declaredBackendOptions } from '../backends/backend-options.js';
import { hasMember } from '../errors/show.js';
import { oneOf } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { hooks } from '../training/callbacks/hooks.js';
import { crosses, type Watcher } from '../training/callbacks/watcher.js';
import { fetchValues } from '../training/data/fetch-values.js';
import { emitModel } from '../tfjs/emitter.js';
import { modelVariables } from '../tfjs/variables.js';
import { trainThere, type TrainingWorker, type WorkerRun } from '../training/training-worker.js';
import type { Compiled } from '../training/compiled.js';
import { isStream } from '../training/data/streams.js';
import type { PackedData, Page, RunHook, Server, TrainingOrder } from './border.js';
import { readFailure } from './failure.js';
import { lockName, onceFree } from './life-line.js';
import { readState, readWeights, writeState } from './model-state.js';
import { packData, streamReader } from './pack-data.js';
import { writeRecipe } from './recipe.js';

/** Options of `trainingWorker`: those of `useBackend`, in the worker. */
export interface TrainingWorkerOptions extends BackendOptions {
  /** Where the worker computes. Default `'auto'`. */
  readonly backend?: BackendName | 'auto';
}

/** The options of `trainingWorker`, declared. */
export const trainingWorkerOptions = {
  backend: optional(oneOf(['auto', 'node', 'wasm', 'cpu', 'webgpu', 'webgl']), 'auto'),
  ...declaredBackendOptions,
} satisfies Declares<TrainingWorkerOptions>;

/** What `trainingWorker` needs of a worker: a `Worker` of the page, or a port of one. */
export type WorkerLike = Endpoint & { terminate?(): void; close?(): void };

/**
 * A worker to train in, so that the page stays free: given to `fit` as `worker`. Its script calls `serveTraining`.
 *
 * Callbacks and progress stay in the page; data sets too, and are asked for batch by batch. The page's model has the
 * weights of the last epoch that ended; where a callback has a hook of batches, those of the last batch, and each then
 * crosses with all of them. `stopTraining` ends the run within some 0.1 s.
 *
 * @throws TypeError for an option that does not exist, or what is no Worker of a page. `fit` then rejects with what
 * went wrong in the worker: a BackendError where it has no such backend, or an Error where its script does not run.
 * @example
 * const script = new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module' });
 * const worker = trainingWorker(script, { backend: 'wasm' });
 * await trainable.fit(images, labels, { epochs: 5, worker });
 * worker.terminate();
 */
export const trainingWorker = (worker: WorkerLike, given: TrainingWorkerOptions = {}): TrainingWorker => {
  const { backend = 'auto', ...backendOptions } = readOptions('trainingWorker', given, trainingWorkerOptions);
  if (!hasMember(worker, 'addEventListener') || typeof worker.addEventListener !== 'function')
    throw new TypeError(
      "trainingWorker needs a page's Worker, e.g. new Worker(new URL('./train.worker.js', import.meta.url), { type: 'module' })",
    );
  const remote = wrap<Server>(worker);
  let isBusy = false;
  let end: (error: Error) => void = () => {};
  const ended = new Promise<never>((_, reject) => (end = reject));
  // nobody may be waiting for it
  ended.catch(() => {});
  let over: Error | undefined;
  const fail = (sentence: string) => {
    over ??= new Error(sentence);
    end(over);
  };
  worker.addEventListener('error', (event) => {
    const { message } = event as unknown as { readonly message?: string };
    fail(
      `the training worker's script failed: ${message || 'it could not be loaded'}. Does it call serveTraining?`,
    );
  });
  worker.addEventListener('messageerror', () => fail('the training worker was sent what cannot be copied'));
  const died = () =>
    fail('the training worker has died; the model is as it was after the last epoch that the page heard of');
  // ports tell where their other end is gone, workers do not
  worker.addEventListener('close', died);

  return {
    [trainThere]: async (run) => {
      if (over) throw over;
      if (isBusy) throw new TypeError('fit: this worker is training already; wait for it, or make another');
      isBusy = true;
      try {
        const order = await orderOf(run, backend, absolute(backendOptions));
        if (over) throw over;
        await train(remote, order, run, ended, died);
      } finally {
        isBusy = false;
      }
    },
    terminate: () => {
      if (over) return;
      fail('the training worker was terminated');
      remote[releaseProxy]();
      worker.terminate?.();
      worker.close?.();
    },
  };
};

/** Addresses that hold in the worker too: its script may lie elsewhere. */
const absolute = (options: BackendOptions): BackendOptions => {
  const { wasmPaths } = options;
  const { location } = globalThis as { readonly location?: Location };
  // anything else is refused by useBackend, in the worker
  if (!location || !wasmPaths || !['string', 'object'].includes(typeof wasmPaths)) return options;
  const from = (path: string) => new URL(path, location.href).href;
  return {
    ...options,
    wasmPaths:
      typeof wasmPaths === 'string'
        ? from(wasmPaths)
        : Object.fromEntries(Object.entries(wasmPaths).map(([name, path]) => [name, from(path)])),
  };
};

/** The options of `fit` that do not cross as they are. */
const staysHere = ['worker', 'callbacks', 'onProgress', 'validationData', 'sampleWeight', 'signal'];

const orderOf = async (
  { compiled, x, y, options, firstEpoch }: WorkerRun,
  backend: BackendName | 'auto',
  backendOptions: BackendOptions,
): Promise<TrainingOrder> => {
  const { callbacks = [], validationData, sampleWeight } = options;
  const plain = Object.entries(options).filter(([name]) => !staysHere.includes(name));
  const recipe = writeRecipe(compiled);
  await fetchValues(validationData);
  return {
    backend,
    backendOptions,
    recipe,
    state: await readState(compiled.model, compiled.optimizerState),
    seed: compiled.seed,
    epochsSeen: compiled.epochsSeen,
    firstEpoch,
    learningRate: compiled.optimizerState.ownRate,
    data: packData(compiled, 'training', x, y, sampleWeight),
    validation: validationOf(compiled, validationData),
    options: Object.fromEntries(plain),
    crossing: callbacks.flatMap((each) => (each as Watcher)[crosses] ?? []),
    awaited: hooks.filter(
      (hook) => /Batch/.test(hook) && callbacks.some((each) => each[hook as RunHook]),
    ) as RunHook[],
    lock: lockName(),
  };
};

const validationOf = (compiled: Compiled, given: unknown): PackedData | undefined => {
  if (given === undefined) return undefined;
  const [x, y, sampleWeight] = isStream(given) ? [given] : (given as readonly unknown[]);
  return packData(compiled, 'validation', x, y, sampleWeight);
};

/** Has the worker train, and answers it until it is done, or is no more: then nothing that it still sends is heard. */
const train = async (
  remote: Remote<Server>,
  order: TrainingOrder,
  run: WorkerRun,
  ended: Promise<never>,
  died: () => void,
): Promise<void> => {
  let forget = () => {};
  const page = pageOf(run, {
    held: () => void (forget = onceFree(order.lock, died)),
    over: () => forget(),
  });
  const { signal } = run.options;
  const stop = () => void remote.stop(order.lock).catch(() => {});
  try {
    const training = remote.train(order, proxy(page.own) as unknown as Page);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    const failure = await Promise.race([training, ended]);
    if (failure) signal?.throwIfAborted();
    if (page.thrown.length > 0) throw page.thrown[0];
    if (failure) throw readFailure(failure);
  } finally {
    signal?.removeEventListener('abort', stop);
    forget();
    await page.close();
  }
};

/** The page as the worker may call it; what callbacks and batches throw here is kept, for it loses its class on the way. */
const pageOf = (
  { compiled, x, options, callbacks }: WorkerRun,
  lock: { readonly held: () => void; readonly over: () => void },
) => {
  const { model, optimizerState } = compiled;
  const thrown: unknown[] = [];
  let isOver = false;
  let reading: Promise<unknown> | undefined;
  const checkOpen = () => {
    if (isOver) throw new Error('the run is over');
  };
  const own = async <T>(run: () => Promise<T> | T): Promise<T> => {
    checkOpen();
    try {
      return await run();
    } catch (error) {
      thrown.push(error);
      throw error;
    }
  };
  const readers = {
    training: streamReader(compiled, x),
    validation: streamReader(compiled, options.validationData),
  };
  const place = () => {
    emitModel(model);
    return modelVariables(model).map(({ variable }) => variable.read().dataId);
  };
  const page: Page = {
    hook: (name, index, logs, state) =>
      own(async () => {
        if (name === 'onEpochBegin') compiled.epochsSeen++;
        if (state) writeState(model, optimizerState, state);
        const before = place();
        await (index === undefined
          ? callbacks[name as 'onTrainEnd'](logs)
          : callbacks[name as 'onEpochEnd'](index, logs));
        checkOpen();
        const isChanged = place().some((dataId, i) => dataId !== before[i]);
        const weights = isChanged ? readWeights(model) : undefined;
        reading = weights;
        return {
          stop: compiled.stopTraining,
          learningRate: optimizerState.ownRate,
          ...(weights && { weights: await weights }),
        };
      }),
    held: () => own(lock.held),
    over: async () => lock.over(),
    left: (state) => own(() => writeState(model, optimizerState, state)),
    begin: (stream) => own(() => readers[stream].begin()),
    next: (stream) => own(() => readers[stream].next()),
    end: (stream) => own(() => readers[stream].end()),
    at: (stream, index) => own(() => readers[stream].at(index)),
    epoch: (stream, hook) => own(() => readers[stream].epoch(hook)),
  };
  /** Ends it: what is still asked is refused, no copy of the weights is left, and what gives batches hears of it. */
  const close = async (): Promise<void> => {
    isOver = true;
    await reading?.catch(() => {});
    await readers.training.end();
    await readers.validation.end();
  };
  return { own: page, thrown, close };
};
