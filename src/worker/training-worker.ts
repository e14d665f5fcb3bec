import { proxy, releaseProxy, wrap, type Endpoint, type Remote } from 'comlink';
import type { BackendName, BackendOptions } from '../backends/backend-name.js';
import { backendOptions as declaredBackendOptions } from '../backends/backend-options.js';
import { hasMember } from '../errors/show.js';
import { oneOf } from '../options/kinds.js';
import { optional, type Declares } from '../options/option.js';
import { readOptions } from '../options/read.js';
import { checkUsable } from '../tfjs/disposal.js';
import { evaluateThere, predictThere, trainThere, type TrainingWorker } from '../training/training-worker.js';
import type { Order, Outcome, Page, Server } from './border.js';
import { readFailure } from './failure.js';
import { onceFree } from './life-line.js';
import { writeLayerStates } from './model-state.js';
import { tensorOf } from './numbers.js';
import { evaluationOrder, predictionOrder, trainingOrder } from './orders.js';
import { streamReader } from './pack-data.js';
import { pageOf, type PageParts } from './page-end.js';

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
 * A worker to train in, so that the page stays free: given to `fit` as `worker`, and to `evaluate` and `predict`. Its script
 * calls `serveTraining`.
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
  /** What it is doing, if anything. */
  let doing: string | undefined;
  let over: Error | undefined;
  const waiting = new Set<(error: Error) => void>();
  const fail = (sentence: string) => {
    over ??= new Error(sentence);
    for (const reject of waiting) reject(over);
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

  const place = { backend, backendOptions: absolute(backendOptions) };
  /** Does one thing at a time. */
  const alone = async <T>(where: string, what: string, run: () => Promise<T>): Promise<T> => {
    if (over) throw over;
    if (doing !== undefined)
      throw new TypeError(`${where}: this worker is ${doing} already; wait for it, or make another`);
    doing = what;
    try {
      return await run();
    } finally {
      doing = undefined;
    }
  };
  const ask = <T>(order: Order, parts: PageParts, signal: AbortSignal | undefined, start: Start<T>) => {
    if (over) throw over;
    return answered({ remote, order, parts, signal, start, waiting, died });
  };

  return {
    [trainThere]: (run) =>
      alone('fit', 'training', async () => {
        const { compiled, x, options, callbacks } = run;
        const order = await trainingOrder(place, run);
        const samples = streamReader(compiled.model, compiled.outputs, x);
        const validation = streamReader(compiled.model, compiled.outputs, options.validationData);
        const parts = { model: compiled.model, training: compiled, callbacks, samples, validation };
        await ask(order, parts, options.signal, (page) => remote.train(order, page));
      }),
    [evaluateThere]: (run) =>
      alone('evaluate', 'evaluating', async () => {
        const { compiled, x, options, callbacks } = run;
        const { model, outputs } = compiled;
        const order = await evaluationOrder(place, run);
        const parts = { model, callbacks, samples: streamReader(model, outputs, x) };
        const { logs, layers } = await ask(order, parts, options.signal, (page) =>
          remote.evaluate(order, page),
        );
        checkUsable(model);
        writeLayerStates(model, layers);
        return logs;
      }),
    [predictThere]: (run) =>
      alone('predict', 'predicting', async () => {
        const { model, x, options, callbacks } = run;
        const order = await predictionOrder(place, run);
        const parts = { model, callbacks, samples: streamReader(model, 'none', x) };
        const { outputs, layers } = await ask(order, parts, options.signal, (page) =>
          remote.predict(order, page),
        );
        checkUsable(model);
        writeLayerStates(model, layers);
        return outputs.map(tensorOf);
      }),
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

/** Asks the worker, which calls the page meanwhile. */
type Start<T> = (page: Page) => Promise<Outcome<T>>;

/** Something that a worker is asked for. */
interface Asked<T> {
  readonly remote: Remote<Server>;
  readonly order: Order;
  readonly parts: PageParts;
  readonly signal: AbortSignal | undefined;
  readonly start: Start<T>;
  /** Told where the worker is no more. */
  readonly waiting: Set<(error: Error) => void>;
  readonly died: () => void;
}

/** Asks the worker, and answers it until it is done, or is no more: then nothing that it still sends is heard. */
const answered = async <T>({ remote, order, parts, signal, start, waiting, died }: Asked<T>): Promise<T> => {
  let forget = () => {};
  const page = pageOf(parts, {
    held: () => void (forget = onceFree(order.lock, died)),
    over: () => forget(),
  });
  const stop = () => void remote.stop(order.lock).catch(() => {});
  let gone: (error: Error) => void = () => {};
  const ended = new Promise<never>((_, reject) => (gone = reject));
  // nobody may be waiting for it
  ended.catch(() => {});
  waiting.add(gone);
  try {
    const answer = start(proxy(page.own) as unknown as Page);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    const outcome = await Promise.race([answer, ended]);
    if ('failure' in outcome) signal?.throwIfAborted();
    if (page.thrown.length > 0) throw page.thrown[0];
    if ('failure' in outcome) throw readFailure(outcome.failure);
    return outcome.done;
  } finally {
    waiting.delete(gone);
    signal?.removeEventListener('abort', stop);
    forget();
    await page.close();
  }
};
