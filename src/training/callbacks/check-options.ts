import { isWhole } from '../../shapes/arithmetic.js';
import { unknownOption } from '../../errors/suggest.js';

/** What the options of a callback may hold. */
interface Kinds {
  /** Whole numbers from 0 up. */
  readonly counts?: readonly string[];
  /** Numbers. */
  readonly numbers?: readonly string[];
  /** true or false. */
  readonly flags?: readonly string[];
}

/** Refuses options that a callback does not have, and values that are not of their kind. */
export const checkCallbackOptions = (
  callback: string,
  options: object,
  known: readonly string[],
  { counts = [], numbers = [], flags = [] }: Kinds,
): void => {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`${callback} takes an object of options, got ${String(options)}`);
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if (!known.includes(name)) throw new TypeError(unknownOption(callback, name, known));
    if (value === undefined) continue;
    const need = counts.includes(name)
      ? !(isWhole(value) && value >= 0) && 'a whole number from 0 up'
      : numbers.includes(name)
        ? !(typeof value === 'number' && !Number.isNaN(value)) && 'a number'
        : flags.includes(name) && typeof value !== 'boolean' && 'true or false';
    if (need) throw new TypeError(`${callback}: ${name} must be ${need}, got ${String(value)}`);
  }
  if ('verbose' in options && options.verbose !== undefined && options.verbose !== 0 && options.verbose !== 1)
    throw new TypeError(`${callback}: verbose must be 0 or 1, got ${String(options.verbose)}`);
};
