import type { AnyLoss } from '../../losses/loss.js';
import { binaryCrossEntropy, categoricalCrossEntropy, sparseCrossEntropy } from './cross-entropies.js';
import { absolute, squared } from './errors.js';
import type { RowLoss } from './row-loss.js';

type Config = Readonly<Record<string, unknown>>;

/** Along the last of so many axes. */
const isLast = ({ axis = -1 }: Config, axes: number): boolean => axis === -1 || axis === axes - 1;

const made: Readonly<Record<string, (config: Config, axes: number) => RowLoss | undefined>> = {
  MeanSquaredError: () => squared,
  MeanAbsoluteError: () => absolute,
  SparseCategoricalCrossentropy: (config, axes) =>
    isLast(config, axes) && (config['ignoreClass'] ?? undefined) === undefined
      ? sparseCrossEntropy(config['fromLogits'] === true)
      : undefined,
  CategoricalCrossentropy: (config, axes) =>
    isLast(config, axes)
      ? categoricalCrossEntropy(config['fromLogits'] === true, Number(config['labelSmoothing'] ?? 0))
      : undefined,
  BinaryCrossentropy: (config, axes) =>
    isLast(config, axes)
      ? binaryCrossEntropy(config['fromLogits'] === true, Number(config['labelSmoothing'] ?? 0))
      : undefined,
};

/** A loss row by row, of predictions of so many axes; none where it is computed by tensors, as in today's loop. */
export const rowLoss = ({ className, config }: AnyLoss, axes: number): RowLoss | undefined => {
  const reduction = config.reduction ?? 'sumOverBatchSize';
  if (reduction === 'meanWithSampleWeight' || axes < 2) return undefined;
  return Object.hasOwn(made, className) ? made[className]!(config, axes) : undefined;
};
