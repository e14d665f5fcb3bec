/** Thrown where data does not fit the model: the sentence says which, what was expected, and what was given. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
