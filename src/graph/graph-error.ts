/** Thrown where a graph of layers cannot be made into a model, or is asked for what it has not. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
}
