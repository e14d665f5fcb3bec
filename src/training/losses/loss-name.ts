import type { AnyLoss } from './loss.js';

/**
 * The loss in sentences: `sparseCategoricalCrossentropy`; a function of the user's own by its name.
 * @internal
 */
export const lossName = ({ className, name }: AnyLoss): string =>
  className === 'LossFunction' ? name : className[0]!.toLowerCase() + className.slice(1);
