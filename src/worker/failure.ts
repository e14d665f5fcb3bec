// Errors on their way over the border, where only plain data passes.
import { BackendError, type BackendErrorCode } from '../backends/backend-error.js';
import { DisposedError } from '../errors/disposed-error.js';
import { GraphError } from '../graph/graph-error.js';
import { ShapeMismatchError } from '../shapes/shape.js';
import { DataError } from '../training/data/data-error.js';
import { ContextLostError } from '../training/context-lost-error.js';
import type { Failure } from './border.js';

const classes = {
  ContextLostError,
  DataError,
  DisposedError,
  GraphError,
  ShapeMismatchError,
  TypeError,
  RangeError,
};

/** An error as plain data. */
export const writeFailure = (error: unknown): Failure => {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  return { name, message, ...('code' in error && { code: String(error.code) }) };
};

/** The error again, of its own class where that is one of ours. */
export const readFailure = ({ name, message, code }: Failure): Error => {
  if (name === 'BackendError') return new BackendError(code as BackendErrorCode, message);
  if (Object.hasOwn(classes, name)) return new classes[name as keyof typeof classes](message);
  return new Error(message);
};
