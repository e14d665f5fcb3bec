import { expect } from 'vitest';
import { FileError } from '../../src/index.js';

/** The FileError that some work with a file ends in. */
export const errorOf = async (work: Promise<unknown>): Promise<FileError> => {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(FileError);
  return error as FileError;
};
