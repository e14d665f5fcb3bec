/** Thrown where something is asked of a model whose weights `dispose` has freed. */
export class DisposedError extends Error {
  override readonly name = 'DisposedError';
}
