import { show } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import { isCallable, isMade, isUncalled } from '../../options/declare.js';
import { binaryCrossentropy } from './binary-crossentropy.js';
import { categoricalCrossentropy, type OneHotLabels } from './categorical-crossentropy.js';
import { fromFunction, type LossFunction } from './custom.js';
import type { AnyLoss, SameShape } from './loss.js';
import { meanAbsoluteError } from './mean-absolute-error.js';
import { meanSquaredError } from './mean-squared-error.js';
import { sparseCategoricalCrossentropy, type ClassIndices } from './sparse-categorical-crossentropy.js';

/** The losses that have a name, and their rules: Keras's spelling and ours. */
export interface LossNames {
  mse: SameShape<'meanSquaredError'>;
  mean_squared_error: SameShape<'meanSquaredError'>;
  meanSquaredError: SameShape<'meanSquaredError'>;
  mae: SameShape<'meanAbsoluteError'>;
  mean_absolute_error: SameShape<'meanAbsoluteError'>;
  meanAbsoluteError: SameShape<'meanAbsoluteError'>;
  binary_crossentropy: SameShape<'binaryCrossentropy'>;
  binaryCrossentropy: SameShape<'binaryCrossentropy'>;
  categorical_crossentropy: OneHotLabels;
  categoricalCrossentropy: OneHotLabels;
  sparse_categorical_crossentropy: ClassIndices;
  sparseCategoricalCrossentropy: ClassIndices;
}

const byName: Readonly<Record<keyof LossNames, () => AnyLoss>> = {
  mse: meanSquaredError,
  mean_squared_error: meanSquaredError,
  meanSquaredError,
  mae: meanAbsoluteError,
  mean_absolute_error: meanAbsoluteError,
  meanAbsoluteError,
  binary_crossentropy: binaryCrossentropy,
  binaryCrossentropy,
  categorical_crossentropy: categoricalCrossentropy,
  categoricalCrossentropy,
  sparse_categorical_crossentropy: sparseCategoricalCrossentropy,
  sparseCategoricalCrossentropy,
};

/** The loss behind `compile`'s option: by name, an instance, or a function. */
export const resolveLoss = (given: string | AnyLoss | LossFunction): AnyLoss => {
  if (typeof given === 'function' && isCallable(given)) return fromFunction(given, given.name || 'loss');
  if (isMade(given, 'loss', 'compute')) return given as AnyLoss;
  if (typeof given === 'string' && Object.hasOwn(byName, given)) return byName[given as keyof LossNames]();
  const hint = isUncalled(given)
    ? `call it: losses.${given.declaration.name}()`
    : orElse(given, Object.keys(byName));
  throw new TypeError(
    `compile: loss must be a name, an instance such as losses.meanSquaredError(), or a function, got ${show(given)}; ${hint}`,
  );
};
