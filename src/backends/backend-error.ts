/** What went wrong in `useBackend`, or later on the backend: the way to tell the cases apart in a program. */
export type BackendErrorCode =
  | 'not-chosen'
  | 'unknown-backend'
  | 'unknown-option'
  | 'invalid-option'
  | 'missing-package'
  | 'missing-file'
  | 'broken-file'
  | 'broken-addon'
  | 'not-available'
  | 'no-permission'
  | 'refused'
  | 'out-of-memory'
  | 'tensor-too-large';

/**
 * A backend could not be chosen, and the one that was active before still is; or it has no room for a tensor.
 *
 * @example if (error instanceof BackendError && error.code === 'not-available') await useBackend('wasm');
 */
export class BackendError extends Error {
  override readonly name = 'BackendError';

  constructor(
    readonly code: BackendErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What a cause says. */
export const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
