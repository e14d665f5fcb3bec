// Layers that are operations of keras.ops, by the names that our files have for them.
import type { AnyLayer } from '../graph/layer.js';

/** What stands before the names of operations in our own files. */
export const operationPrefix = 'operation:';

/** Whether a layer is an operation, which is no layer in Keras's files. */
export const isOperation = ({ origin }: AnyLayer): boolean =>
  origin?.factory.startsWith(operationPrefix) === true;
