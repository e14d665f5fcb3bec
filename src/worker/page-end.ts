// The page as the worker calls it.
import type { AnyModel } from '../graph/model.js';
import { emitModel } from '../tfjs/emitter.js';
import { modelVariables } from '../tfjs/variables.js';
import type { CallbackList } from '../training/callbacks/callback-list.js';
import type { Compiled } from '../training/compiled.js';
import type { Page } from './border.js';
import { readWeights, writeState } from './model-state.js';
import type { StreamReader } from './pack-data.js';

/** What a page has for a worker. */
export interface PageParts {
  readonly model: AnyModel;
  readonly callbacks: CallbackList;
  /** Where the model is being trained: what the worker makes of it comes with the hooks. */
  readonly training?: Compiled;
  readonly samples: StreamReader;
  readonly validation?: StreamReader;
}

/** The page as the worker may call it; what callbacks and batches throw here is kept, for it loses its class on the way. */
export const pageOf = (
  { model, callbacks, training, ...readers }: PageParts,
  lock: { readonly held: () => void; readonly over: () => void },
) => {
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
  const place = () => {
    emitModel(model);
    return modelVariables(model).map(({ variable }) => variable.read().dataId);
  };
  const page: Page = {
    hook: (name, index, logs, state) =>
      own(async () => {
        if (training && name === 'onEpochBegin') training.epochsSeen++;
        if (training && state) writeState(model, training.optimizerState, state);
        const before = place();
        await (index === undefined
          ? callbacks[name as 'onTrainEnd'](logs)
          : callbacks[name as 'onEpochEnd'](index, logs));
        checkOpen();
        const isChanged = place().some((dataId, i) => dataId !== before[i]);
        const weights = isChanged ? readWeights(model) : undefined;
        reading = weights;
        return {
          stop: training?.stopTraining ?? false,
          learningRate: training?.optimizerState.ownRate,
          ...(weights && { weights: await weights }),
        };
      }),
    held: () => own(lock.held),
    over: async () => lock.over(),
    left: (state) => own(() => training && writeState(model, training.optimizerState, state)),
    begin: (stream) => own(() => readers[stream]!.begin()),
    next: (stream) => own(() => readers[stream]!.next()),
    end: (stream) => own(() => readers[stream]!.end()),
    at: (stream, index) => own(() => readers[stream]!.at(index)),
    epoch: (stream, hook) => own(() => readers[stream]!.epoch(hook)),
  };
  /** Ends it: what is still asked is refused, no copy of the weights is left, and what gives batches hears of it. */
  const close = async (): Promise<void> => {
    isOver = true;
    await reading?.catch(() => {});
    await readers.samples.end();
    await readers.validation?.end();
  };
  return { own: page, thrown, close };
};
