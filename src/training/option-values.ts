import { isWhole } from '../shapes/arithmetic.js';

/** A whole number of zero or more among the options. */
export const checkWhole = (option: string, value: unknown): number => {
  if (isWhole(value)) return value;
  throw new TypeError(
    `${option} must be a whole number, zero or more, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  );
};

/** A count that may be left out. */
export const checkCountIfGiven = (option: string, value: unknown): number | undefined =>
  value === undefined ? undefined : checkCount(option, value);

/** A count among the options: a whole number above zero, or an error that names it. */
export const checkCount = (option: string, value: unknown): number => {
  if (isWhole(value) && value > 0) return value;
  throw new TypeError(
    `${option} must be a whole number above zero, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  );
};
