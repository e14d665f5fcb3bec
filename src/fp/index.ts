// The entry `shapewright/fp`: the same doors for users of fp-ts, with Either and TaskEither where others throw and reject.
import * as Either from 'fp-ts/lib/Either.js';
import * as TaskEither from 'fp-ts/lib/TaskEither.js';
import {
  backendFailure,
  buildFailure,
  fileFailure,
  trainingFailure,
  type BackendFailure,
  type BuildFailure,
  type FileFailure,
  type TrainingFailure,
} from './failures.js';

export {
  AbortedError,
  CallerError,
  OptionError,
  type BackendFailure,
  type BuildFailure,
  type FileFailure,
  type TrainingFailure,
} from './failures.js';

/**
 * Builds a model, a layer or a tensor; what would have been thrown is Left.
 *
 * @example build(() => input([wide]).reshape([7, 7])) // Either<BuildFailure, SymbolicTensor<[null, 7, 7]>>
 */
export const build = <A>(make: () => A): Either.Either<BuildFailure, A> =>
  Either.tryCatch(make, buildFailure);

/**
 * Trains, evaluates or predicts, by whole runs or by the batch; what would have been rejected is Left: a closed union, told
 * apart by `name`. What a callback or a generator of yours throws is a `CallerError`, a wrong option an `OptionError`.
 *
 * @param signal What may end it, as `fit` is given it: its reason comes as an `AbortedError`, whatever it is.
 * @example run(() => trainable.fit(images, labels, { epochs: 5 })) // TaskEither<TrainingFailure, History>
 */
export const run = <A>(
  start: () => Promise<A>,
  { signal }: { readonly signal?: AbortSignal } = {},
): TaskEither.TaskEither<TrainingFailure, A> =>
  TaskEither.tryCatch(
    async () => start(),
    (thrown) => trainingFailure(thrown, signal),
  );

/**
 * Saves or loads; what would have been rejected is Left.
 *
 * @example file(() => loadModel('models/digits', { input: [28, 28], output: [10] }))
 */
export const file = <A>(start: () => Promise<A>): TaskEither.TaskEither<FileFailure, A> =>
  TaskEither.tryCatch(async () => start(), fileFailure);

/**
 * Chooses a backend; what would have been rejected is Left, the `code` of a BackendError one of a closed union.
 *
 * @example backend(() => useBackend('wasm')) // TaskEither<BackendFailure, ActiveBackend>
 */
export const backend = <A>(start: () => Promise<A>): TaskEither.TaskEither<BackendFailure, A> =>
  TaskEither.tryCatch(async () => start(), backendFailure);
