import { show } from '../errors/show.js';
import { seed as seedKind } from '../options/kinds.js';
import { seedSeeds } from './random.js';

/**
 * Has all that is random from here on repeat exactly, on each backend: first weights, the order of samples, dropout,
 * augmentation. Models that are compiled or drawn from now on take their seeds one after the other from this one;
 * where `compile` or a layer is given a seed of its own, that one holds.
 *
 * @param seed A whole number, zero or more.
 * @throws TypeError for anything else.
 * @example setSeed(42);
 * @see https://keras.io/api/utils/python_utils/#setrandomseed-function
 */
export const setSeed = (seed: number): void => {
  if (seedKind.read(seed) === undefined)
    throw new TypeError(`setSeed needs ${seedKind.needs}, e.g. setSeed(42); got ${show(seed)}`);
  seedSeeds(seed);
};
