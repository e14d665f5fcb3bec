/**
 * Thrown where data does not fit the model: the sentence says which, what was expected, and what was given.
 *
 * @example if (error instanceof DataError) show(error.message); // y has shape [60, 10], but ...
 */
export class DataError extends Error {
  override readonly name = 'DataError';
}
