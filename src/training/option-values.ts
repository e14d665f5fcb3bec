import { isWhole } from '../shapes/arithmetic.js';

/** A count among the options: a whole number above zero, or an error that names it. */
export const checkCount = (option: string, value: unknown): number => {
  if (isWhole(value) && value > 0) return value;
  throw new TypeError(
    `${option} must be a whole number above zero, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  );
};
