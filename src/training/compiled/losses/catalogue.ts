import type { AnyLoss } from '../../losses/loss.js';
import type * as CrossEntropies from './cross-entropies.js';
import { absolute, squared } from './errors.js';
import type { RowLoss } from './row-loss.js';

type Config = Readonly<Record<string, unknown>>;

/** Along the last of so many axes. */
const isLast = ({ axis = -1 }: Config, axes: number): boolean => axis === -1 || axis === axes - 1;

type Make = (config: Config, axes: number) => RowLoss | undefined;

const errors: Readonly<Record<string, Make>> = {
  MeanSquaredError: () => squared,
  MeanAbsoluteError: () => absolute,
};

const crossEntropies = ({
  binaryCrossEntropy,
  categoricalCrossEntropy,
  sparseCrossEntropy,
}: typeof CrossEntropies): Readonly<Record<string, Make>> => ({
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
});

/** Those there are so far, by class. */
let made = errors;

/** Loads what losses of outputs need beside what all plans have, before one is planned. */
export const readyRowLosses = async (outputs: readonly { readonly loss: AnyLoss }[]): Promise<void> => {
  if (outputs.some(({ loss }) => /Crossentropy$/.test(loss.className)))
    made = { ...errors, ...crossEntropies(await import('./cross-entropies.js')) };
};

/** A loss row by row, of predictions of so many axes; none where it is computed by tensors, as in today's loop. */
export const rowLoss = ({ className, config }: AnyLoss, axes: number): RowLoss | undefined => {
  const reduction = config.reduction ?? 'sumOverBatchSize';
  if (reduction === 'meanWithSampleWeight' || axes < 2) return undefined;
  return Object.hasOwn(made, className) ? made[className]!(config, axes) : undefined;
};
