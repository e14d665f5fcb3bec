import { checkOptions } from '../../errors/suggest.js';

/** Refuses options that a loss does not have, and a label smoothing outside 0 to 1. */
export const checkLossOptions = (
  name: string,
  options: { readonly labelSmoothing?: number },
  known: readonly string[],
): void => {
  checkOptions(name, options, known);
  const { labelSmoothing = 0 } = options;
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
    throw new TypeError(`${name}: labelSmoothing must be from 0 to 1, got ${String(labelSmoothing)}`);
};

/** A sentence for the first label outside low to high. */
export const outside = (
  name: string,
  values: ArrayLike<number>,
  low: number,
  high: number,
): string | undefined => {
  for (let i = 0; i < values.length; i++)
    if (!(values[i]! >= low && values[i]! <= high))
      return `${name} needs labels from ${low} to ${high}, got ${values[i]} at place ${i}`;
  return undefined;
};
