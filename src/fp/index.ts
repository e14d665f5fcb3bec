// The entry `shapewright/fp`: the same doors for users of fp-ts, with Either and TaskEither where others throw and reject.
import * as Either from 'fp-ts/lib/Either.js';
import * as TaskEither from 'fp-ts/lib/TaskEither.js';
import type { BackendError } from '../backends/index.js';
import type { FileError } from '../files/index.js';
import type { DisposedError } from '../errors/disposed-error.js';
import type { DataError } from '../training/data/data-error.js';
import type { ContextLostError } from '../training/lost-context.js';
import type { GraphError } from '../graph/graph-error.js';
import type { ShapeMismatchError } from '../shapes/shape.js';

/** What building a model can fail with: a shape, the graph, or an option. */
export type BuildFailure = ShapeMismatchError | GraphError | TypeError;
/** What training, evaluating and predicting can fail with. */
export type TrainingFailure = DataError | BackendError | ContextLostError | DisposedError | BuildFailure;
/** What saving and loading can fail with. */
export type FileFailure = FileError | DisposedError | BuildFailure;
/** What choosing a backend can fail with. */
export type BackendFailure = BackendError;

/**
 * Builds a model, a layer or a tensor; what would have been thrown is Left.
 *
 * @example build(() => input([wide]).reshape([7, 7])) // Either<BuildFailure, SymbolicTensor<[null, 7, 7]>>
 */
export const build = <A>(make: () => A): Either.Either<BuildFailure, A> =>
  Either.tryCatch(make, (failure) => failure as BuildFailure);

/**
 * Trains, evaluates or predicts; what would have been rejected is Left.
 *
 * @example run(() => trainable.fit(images, labels, { epochs: 5 })) // TaskEither<TrainingFailure, History>
 */
export const run = <A>(start: () => Promise<A>): TaskEither.TaskEither<TrainingFailure, A> =>
  TaskEither.tryCatch(
    async () => start(),
    (failure) => failure as TrainingFailure,
  );

/**
 * Saves or loads; what would have been rejected is Left.
 *
 * @example file(() => loadModel('models/digits', { input: [28, 28], output: [10] }))
 */
export const file = <A>(start: () => Promise<A>): TaskEither.TaskEither<FileFailure, A> =>
  TaskEither.tryCatch(
    async () => start(),
    (failure) => failure as FileFailure,
  );

/**
 * Chooses a backend; what would have been rejected is Left, its `code` one of a closed union.
 *
 * @example backend(() => useBackend('wasm')) // TaskEither<BackendError, ActiveBackend>
 */
export const backend = <A>(start: () => Promise<A>): TaskEither.TaskEither<BackendFailure, A> =>
  TaskEither.tryCatch(
    async () => start(),
    (failure) => failure as BackendFailure,
  );
