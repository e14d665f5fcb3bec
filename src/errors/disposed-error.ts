/**
 * Thrown where something is asked of a model whose weights `dispose` has freed.
 *
 * @example model.dispose(); await model.predict(x); // rejects with a DisposedError
 */
export class DisposedError extends Error {
  override readonly name = 'DisposedError';
}
