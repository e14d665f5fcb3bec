/**
 * Thrown where the page has lost the graphics card in the midst of training; the model is as it was when the epoch began.
 *
 * @example if (error instanceof ContextLostError) await trainable.fit(x, y, { initialEpoch: done });
 */
export class ContextLostError extends Error {
  override readonly name = 'ContextLostError';
}
