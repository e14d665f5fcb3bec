import { countBetween } from '../../options/kinds.js';

/** Where an order of NumPy's may begin. */
export const seedOfOrder = countBetween(0, 2 ** 32 - 1);
