import { count, listOf } from '../../options/kinds.js';
import type { Kind } from '../../options/option.js';

/** The shape of a mask, null for an axis of the input's own size. */
export const noiseShape: Kind<readonly (number | null)[]> = listOf(
  "a list of sizes, null for an axis of the input's own",
  { needs: '', read: (given) => (given === null ? null : count.read(given)) },
);
