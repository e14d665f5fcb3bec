// The window that each frame of a signal is multiplied by, in the layers of spectra.
import { either, listOf, number, oneOf, orNull } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';

/** A window by its name, or its values, one for each sample of a frame; null is none. */
export type SpectralWindow = 'hann' | 'hamming' | readonly number[] | null;

/** The option `window`. */
export const spectralWindow = orNull(
  either(oneOf(['hann', 'hamming']), listOf('a list of numbers', number)),
) as Kind<SpectralWindow>;

/** Refuses a window of another length than a frame's. */
export const checkWindow = (layer: string, window: SpectralWindow, length: number, of: string): void => {
  if (Array.isArray(window) && window.length !== length)
    throw new TypeError(`${layer}: window must have ${of} values, ${length}, got ${window.length}`);
};

/** The values of a window. */
export const windowValues = (
  window: SpectralWindow,
  length: number,
  periodic: boolean,
): readonly number[] | undefined => {
  if (window === null) return undefined;
  if (typeof window !== 'string') return window;
  const least = window === 'hann' ? 0.5 : 0.54;
  const period = periodic ? length : length - 1;
  return Array.from({ length }, (_, i) =>
    length === 1 ? 1 : least - (1 - least) * Math.cos((2 * Math.PI * i) / period),
  );
};
