// What the two threads say to each other: `Page` is what a worker may call, `Server` what a page may.
import type { BackendName, BackendOptions } from '../backends/backend-name.js';
import type { Architecture } from '../files/architecture.js';
import type { Logs } from '../training/callbacks/callback.js';
import type { Crossing } from '../training/callbacks/watcher.js';
import type { Hook } from '../training/callbacks/hooks.js';
import type { FitOptions } from '../training/fit-options.js';
import type { InferenceState, LayerStates, ModelState } from './model-state.js';
import type { Numbers, Packed } from './numbers.js';
import type { Recipe } from './recipe.js';

/** The hooks that a run calls. */
export type RunHook = Exclude<Hook, 'setModel' | 'setParams' | 'getState' | 'setState'>;

/** Samples in memory, or one batch of a stream: each input and label, and the weights of each output, in the model's order. */
export interface PackedBatch {
  readonly xs: readonly Packed[];
  /** Not there for a prediction. */
  readonly ys?: readonly Packed[];
  readonly weights?: readonly (Packed | undefined)[];
}

/** What the worker must know of batches that stay in the page. */
export interface PackedStream {
  readonly stream: StreamName;
  /** How many there are, where they can be had in any order. */
  readonly length: number | undefined;
  /** Whether they can be gone through but once. */
  readonly once: boolean;
}

export type PackedData = PackedBatch | PackedStream;

export type StreamName = 'samples' | 'validation';

/** What everything that a worker is asked for needs. */
export interface Order {
  readonly backend: BackendName | 'auto';
  readonly backendOptions: BackendOptions;
  readonly data: PackedData;
  /** The hooks of batches that are waited for, for there are callbacks that have them. */
  readonly awaited: readonly RunHook[];
  /** The name of a lock that the worker holds while it is at it: the page gets it where the worker's thread has died. */
  readonly lock: string;
}

/** Everything that a run needs. */
export interface TrainingOrder extends Order {
  readonly recipe: Recipe;
  readonly state: ModelState;
  readonly seed: number;
  readonly epochsSeen: number;
  readonly firstEpoch: number;
  /** Not there where a schedule gives it. */
  readonly learningRate: number | undefined;
  readonly validation: PackedData | undefined;
  /** The options of `fit` that are plain data. */
  readonly options: Omit<
    FitOptions,
    'worker' | 'callbacks' | 'onProgress' | 'validationData' | 'sampleWeight' | 'signal'
  >;
  /** The callbacks that go along. */
  readonly crossing: readonly Crossing[];
}

/** Which batches an evaluation or a prediction takes. */
export interface BatchChoice {
  readonly batchSize?: number;
  readonly steps?: number;
  readonly compiledStep?: boolean;
}

/** Everything that an evaluation needs: an optimizer has no part in it. */
export interface EvaluationOrder extends Order {
  readonly recipe: Omit<Recipe, 'optimizer'>;
  readonly state: InferenceState;
  readonly options: BatchChoice;
}

/** Everything that a prediction needs. */
export interface PredictionOrder extends Order {
  readonly architecture: Architecture;
  readonly state: InferenceState;
  readonly options: BatchChoice;
}

/** What an evaluation came to. */
export interface Evaluated {
  readonly logs: Logs;
  readonly layers: LayerStates;
}

/** What a prediction came to: each output. */
export interface Predicted {
  readonly outputs: readonly Packed[];
  readonly layers: LayerStates;
}

/** What an order came to, or what went wrong. */
export type Outcome<T> = { readonly done: T } | { readonly failure: Failure };

/** What a callback may have changed. */
export interface Answer {
  readonly stop: boolean;
  /** Not there where a schedule gives it. */
  readonly learningRate: number | undefined;
  /** There where a callback has put others in. */
  readonly weights?: readonly Numbers[];
}

/** The page, as the worker calls it. */
export interface Page {
  /** The worker holds the order's lock. */
  held(): Promise<void>;
  /** The run is over, and the lock about to be let go. */
  over(): Promise<void>;
  /** Calls the callbacks' hook, and waits for them; `state` comes where training has changed the model. */
  hook(name: RunHook, index: number | undefined, logs: Logs, state?: ModelState): Promise<Answer>;
  /** What training has made of the model, where the page has ended it. */
  left(state: ModelState): Promise<void>;
  /** Begins a stream anew, or goes on with it where it can be gone through but once. */
  begin(stream: StreamName): Promise<void>;
  /** Its next batch; undefined where it has run out. */
  next(stream: StreamName): Promise<PackedBatch | undefined>;
  /** No more of them are wanted. */
  end(stream: StreamName): Promise<void>;
  /** A sequence's batch at a place. */
  at(stream: StreamName, index: number): Promise<PackedBatch>;
  /** Tells a sequence of an epoch. */
  epoch(stream: StreamName, hook: 'onEpochBegin' | 'onEpochEnd'): Promise<void>;
}

/** An error as plain data. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}

/** The worker, as the page calls it. */
export interface Server {
  /** Runs to the end; what training makes of the model comes by the hooks. */
  train(order: TrainingOrder, page: Page): Promise<Outcome<undefined>>;
  evaluate(order: EvaluationOrder, page: Page): Promise<Outcome<Evaluated>>;
  predict(order: PredictionOrder, page: Page): Promise<Outcome<Predicted>>;
  /** Ends what holds a lock of this name between two batches. */
  stop(lock: string): Promise<void>;
}
