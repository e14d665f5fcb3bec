// The kinds of option that only training has.
import { isPlain } from '../errors/show.js';
import { notNegative, number, oneOf } from '../options/kinds.js';
import type { Kind } from '../options/option.js';
import { isWhole } from '../shapes/arithmetic.js';

/** How much is printed. */
export const verbosity: Kind<0 | 1 | 2> = oneOf([0, 1, 2]);

/** The share of samples that validation has. */
export const validationShare: Kind<number> = {
  needs: '0 or more and below 1',
  read: (given) => {
    const share = number.read(given);
    return share !== undefined && share >= 0 && share < 1 ? share : undefined;
  },
};

/** Weights by class index. */
export const classWeight: Kind<Readonly<Record<number, number>>> = {
  needs: 'weights of zero or more by class index, e.g. { 0: 1, 1: 5 }',
  read: (given) => {
    if (!isPlain(given)) return undefined;
    const entries = Object.entries(given);
    const right = entries.every(
      ([label, weight]) => isWhole(Number(label)) && label !== '' && notNegative.read(weight) !== undefined,
    );
    return right && entries.length > 0 ? (Object.fromEntries(entries) as Record<number, number>) : undefined;
  },
};
