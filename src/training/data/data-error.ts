/**
 * Thrown where data does not fit the model: the sentence says which, what was expected, and what was given.
 *
 * @example if (error instanceof DataError) show(error.message); // y has shape [60, 10], but ...
 */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** What went wrong with data for validation, which says so. */
export const ofValidation = (error: unknown): unknown =>
  error instanceof DataError ? new DataError(`validationData: ${error.message}`, { cause: error }) : error;
