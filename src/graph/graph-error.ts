/**
 * Thrown where a graph of layers cannot be made into a model, or is asked for what it has not.
 *
 * @example model.getLayer('dens'); // GraphError: ... did you mean 'dense'?
 */
export class GraphError extends Error {
  override readonly name = 'GraphError';
}
