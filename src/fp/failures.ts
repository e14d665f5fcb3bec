// What can go wrong, as closed unions: whatever else is thrown is wrapped.
import { BackendError } from '../backends/backend-error.js';
import { DisposedError } from '../errors/disposed-error.js';
import { FileError } from '../files/file-error.js';
import { GraphError } from '../graph/graph-error.js';
import { ShapeMismatchError } from '../shapes/shape.js';
import { DataError } from '../training/data/data-error.js';
import { ContextLostError } from '../training/context-lost-error.js';

/**
 * Ended by an `AbortSignal`: `reason` is what it was aborted with.
 *
 * @example if (failure.name === 'AbortedError') console.log('stopped:', failure.reason);
 */
export class AbortedError extends Error {
  override readonly name = 'AbortedError';

  constructor(readonly reason: unknown) {
    super(reason instanceof Error ? reason.message : `aborted: ${String(reason)}`, { cause: reason });
  }
}

/**
 * An option, or an argument, that is wrong, in its sentence.
 *
 * @example if (failure.name === 'OptionError') console.log(failure.message); // 'dense: units must be ...'
 */
export class OptionError extends Error {
  override readonly name = 'OptionError';

  constructor(override readonly cause: TypeError) {
    super(cause.message, { cause });
  }
}

/**
 * What was thrown by something of the caller's own, such as a callback or a generator: `cause` is that.
 *
 * @example if (failure.name === 'CallerError') throw failure.cause; // a mistake in a callback of ours
 */
export class CallerError extends Error {
  override readonly name = 'CallerError';

  constructor(override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** What building a model can fail with: a shape, the graph, or an option. */
export type BuildFailure = ShapeMismatchError | GraphError | OptionError | CallerError;
/** What training, evaluating and predicting can fail with. */
export type TrainingFailure =
  DataError | BackendError | ContextLostError | DisposedError | AbortedError | BuildFailure;
/** What saving and loading can fail with. */
export type FileFailure = FileError | DisposedError | BuildFailure;
/** What choosing a backend can fail with. */
export type BackendFailure = BackendError | OptionError | CallerError;

/** Whether something ended by a signal: by the one given, or by any whose reason says so itself. */
const isAborted = (thrown: unknown, signal: AbortSignal | undefined): boolean =>
  (signal?.aborted === true && thrown === signal.reason) ||
  (thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'TimeoutError'));

const own = {
  build: [ShapeMismatchError, GraphError],
  train: [DataError, BackendError, ContextLostError, DisposedError, ShapeMismatchError, GraphError],
  file: [FileError, DisposedError, ShapeMismatchError, GraphError],
  backend: [BackendError],
} as const;

const among = (thrown: unknown, kind: keyof typeof own): Error =>
  own[kind].some((each) => thrown instanceof each)
    ? (thrown as Error)
    : thrown instanceof TypeError
      ? new OptionError(thrown)
      : new CallerError(thrown);

/** What building threw. */
export const buildFailure = (thrown: unknown): BuildFailure => among(thrown, 'build') as BuildFailure;

/** What a run rejected with. */
export const trainingFailure = (thrown: unknown, signal?: AbortSignal): TrainingFailure =>
  isAborted(thrown, signal) ? new AbortedError(thrown) : (among(thrown, 'train') as TrainingFailure);

/** What saving or loading rejected with. */
export const fileFailure = (thrown: unknown): FileFailure => among(thrown, 'file') as FileFailure;

/** What choosing a backend rejected with. */
export const backendFailure = (thrown: unknown): BackendFailure => among(thrown, 'backend') as BackendFailure;
