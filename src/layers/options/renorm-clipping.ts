import { isPlain } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import { number } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';

/** Bounds of the correction of `renorm`; what is left out is without one. */
export interface RenormClipping {
  /** The least that batches are multiplied by. */
  readonly rmin?: number;
  /** The most that batches are multiplied by. */
  readonly rmax?: number;
  /** The most that is added, or taken away. */
  readonly dmax?: number;
}

const bounds = ['rmin', 'rmax', 'dmax'] as const;

/** As Keras has it: no other bounds, the least below the most, no offset below zero. */
export const renormClipping: Kind<RenormClipping | null> = {
  needs: '{ rmin, rmax, dmax }, of which rmin is rmax at most, and dmax zero or more, or null',
  read: (given) => {
    if (given === null) return null;
    if (!isPlain(given)) return undefined;
    const entries = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
    const isKnown = entries.every(
      ([name, value]) => (bounds as readonly string[]).includes(name) && number.read(value) !== undefined,
    );
    const found = Object.fromEntries(entries) as RenormClipping;
    const { rmin = -Infinity, rmax = Infinity, dmax = 0 } = found;
    return isKnown && rmin <= rmax && dmax >= 0 ? found : undefined;
  },
  hint: (given) => {
    const odd = isPlain(given)
      ? Object.keys(given).find((name) => !(bounds as readonly string[]).includes(name))
      : undefined;
    return odd === undefined ? undefined : orElse(odd, bounds);
  },
};
