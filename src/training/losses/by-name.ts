import { show } from '../../errors/show.js';
import { orElse } from '../../errors/suggest.js';
import { isCallable, isMade, isUncalled } from '../../options/declare.js';
import { binaryCrossentropy } from './binary-crossentropy.js';
import { binaryFocalCrossentropy } from './binary-focal-crossentropy.js';
import { categoricalCrossentropy, type OneHotLabels } from './categorical-crossentropy.js';
import { categoricalFocalCrossentropy } from './categorical-focal-crossentropy.js';
import { categoricalGeneralizedCrossEntropy } from './categorical-generalized-cross-entropy.js';
import { categoricalHinge } from './categorical-hinge.js';
import { circle, type CircleLabels } from './circle.js';
import type { ClassIndices } from './class-indices.js';
import { cosineSimilarity } from './cosine-similarity.js';
import { ctc, type SequenceLabels } from './ctc.js';
import { fromFunction, type LossFunction } from './custom.js';
import { dice } from './dice.js';
import { hinge } from './hinge.js';
import { huber } from './huber.js';
import { klDivergence } from './kl-divergence.js';
import { logCosh } from './log-cosh.js';
import type { AnyLoss, SameShape } from './loss.js';
import { meanAbsoluteError } from './mean-absolute-error.js';
import { meanAbsolutePercentageError } from './mean-absolute-percentage-error.js';
import { meanSquaredError } from './mean-squared-error.js';
import { meanSquaredLogarithmicError } from './mean-squared-logarithmic-error.js';
import { poisson } from './poisson.js';
import { sparseCategoricalCrossentropy } from './sparse-categorical-crossentropy.js';
import { squaredHinge } from './squared-hinge.js';
import { tversky } from './tversky.js';

/** The losses that have a name, and their rules: Keras's spelling and ours. */
export interface LossNames {
  mse: SameShape<'meanSquaredError'>;
  MSE: SameShape<'meanSquaredError'>;
  mean_squared_error: SameShape<'meanSquaredError'>;
  meanSquaredError: SameShape<'meanSquaredError'>;
  mae: SameShape<'meanAbsoluteError'>;
  MAE: SameShape<'meanAbsoluteError'>;
  mean_absolute_error: SameShape<'meanAbsoluteError'>;
  meanAbsoluteError: SameShape<'meanAbsoluteError'>;
  mape: SameShape<'meanAbsolutePercentageError'>;
  MAPE: SameShape<'meanAbsolutePercentageError'>;
  mean_absolute_percentage_error: SameShape<'meanAbsolutePercentageError'>;
  meanAbsolutePercentageError: SameShape<'meanAbsolutePercentageError'>;
  msle: SameShape<'meanSquaredLogarithmicError'>;
  MSLE: SameShape<'meanSquaredLogarithmicError'>;
  mean_squared_logarithmic_error: SameShape<'meanSquaredLogarithmicError'>;
  meanSquaredLogarithmicError: SameShape<'meanSquaredLogarithmicError'>;
  cosine_similarity: SameShape<'cosineSimilarity'>;
  cosineSimilarity: SameShape<'cosineSimilarity'>;
  huber: SameShape<'huber'>;
  log_cosh: SameShape<'logCosh'>;
  logCosh: SameShape<'logCosh'>;
  bce: SameShape<'binaryCrossentropy'>;
  BCE: SameShape<'binaryCrossentropy'>;
  binary_crossentropy: SameShape<'binaryCrossentropy'>;
  binaryCrossentropy: SameShape<'binaryCrossentropy'>;
  binary_focal_crossentropy: SameShape<'binaryFocalCrossentropy'>;
  binaryFocalCrossentropy: SameShape<'binaryFocalCrossentropy'>;
  categorical_crossentropy: OneHotLabels;
  categoricalCrossentropy: OneHotLabels;
  categorical_focal_crossentropy: OneHotLabels<'categoricalFocalCrossentropy'>;
  categoricalFocalCrossentropy: OneHotLabels<'categoricalFocalCrossentropy'>;
  categorical_generalized_cross_entropy: ClassIndices<'categoricalGeneralizedCrossEntropy'>;
  categoricalGeneralizedCrossEntropy: ClassIndices<'categoricalGeneralizedCrossEntropy'>;
  sparse_categorical_crossentropy: ClassIndices;
  sparseCategoricalCrossentropy: ClassIndices;
  kld: SameShape<'klDivergence'>;
  KLD: SameShape<'klDivergence'>;
  kl_divergence: SameShape<'klDivergence'>;
  klDivergence: SameShape<'klDivergence'>;
  poisson: SameShape<'poisson'>;
  hinge: SameShape<'hinge'>;
  squared_hinge: SameShape<'squaredHinge'>;
  squaredHinge: SameShape<'squaredHinge'>;
  categorical_hinge: SameShape<'categoricalHinge'>;
  categoricalHinge: SameShape<'categoricalHinge'>;
  dice: SameShape<'dice'>;
  tversky: SameShape<'tversky'>;
  circle: CircleLabels;
  ctc: SequenceLabels;
}

/** Keras's classes, which are names too. */
export interface LossClassNames {
  MeanSquaredError: SameShape<'meanSquaredError'>;
  MeanAbsoluteError: SameShape<'meanAbsoluteError'>;
  MeanAbsolutePercentageError: SameShape<'meanAbsolutePercentageError'>;
  MeanSquaredLogarithmicError: SameShape<'meanSquaredLogarithmicError'>;
  CosineSimilarity: SameShape<'cosineSimilarity'>;
  Huber: SameShape<'huber'>;
  LogCosh: SameShape<'logCosh'>;
  BinaryCrossentropy: SameShape<'binaryCrossentropy'>;
  BinaryFocalCrossentropy: SameShape<'binaryFocalCrossentropy'>;
  CategoricalCrossentropy: OneHotLabels;
  CategoricalFocalCrossentropy: OneHotLabels<'categoricalFocalCrossentropy'>;
  CategoricalGeneralizedCrossEntropy: ClassIndices<'categoricalGeneralizedCrossEntropy'>;
  SparseCategoricalCrossentropy: ClassIndices;
  KLDivergence: SameShape<'klDivergence'>;
  Poisson: SameShape<'poisson'>;
  Hinge: SameShape<'hinge'>;
  SquaredHinge: SameShape<'squaredHinge'>;
  CategoricalHinge: SameShape<'categoricalHinge'>;
  Dice: SameShape<'dice'>;
  Tversky: SameShape<'tversky'>;
  Circle: CircleLabels;
  CTC: SequenceLabels;
}

const byName: Readonly<Record<keyof LossNames, () => AnyLoss>> = {
  mse: meanSquaredError,
  MSE: meanSquaredError,
  mean_squared_error: meanSquaredError,
  meanSquaredError,
  mae: meanAbsoluteError,
  MAE: meanAbsoluteError,
  mean_absolute_error: meanAbsoluteError,
  meanAbsoluteError,
  mape: meanAbsolutePercentageError,
  MAPE: meanAbsolutePercentageError,
  mean_absolute_percentage_error: meanAbsolutePercentageError,
  meanAbsolutePercentageError,
  msle: meanSquaredLogarithmicError,
  MSLE: meanSquaredLogarithmicError,
  mean_squared_logarithmic_error: meanSquaredLogarithmicError,
  meanSquaredLogarithmicError,
  cosine_similarity: cosineSimilarity,
  cosineSimilarity,
  huber,
  log_cosh: logCosh,
  logCosh,
  bce: binaryCrossentropy,
  BCE: binaryCrossentropy,
  binary_crossentropy: binaryCrossentropy,
  binaryCrossentropy,
  binary_focal_crossentropy: binaryFocalCrossentropy,
  binaryFocalCrossentropy,
  categorical_crossentropy: categoricalCrossentropy,
  categoricalCrossentropy,
  categorical_focal_crossentropy: categoricalFocalCrossentropy,
  categoricalFocalCrossentropy,
  categorical_generalized_cross_entropy: categoricalGeneralizedCrossEntropy,
  categoricalGeneralizedCrossEntropy,
  sparse_categorical_crossentropy: sparseCategoricalCrossentropy,
  sparseCategoricalCrossentropy,
  kld: klDivergence,
  KLD: klDivergence,
  kl_divergence: klDivergence,
  klDivergence,
  poisson,
  hinge,
  squared_hinge: squaredHinge,
  squaredHinge,
  categorical_hinge: categoricalHinge,
  categoricalHinge,
  dice,
  tversky,
  circle,
  ctc,
};

/** The loss behind `compile`'s option: by name, an instance, or a function. */
export const resolveLoss = (given: string | AnyLoss | LossFunction): AnyLoss => {
  if (typeof given === 'function' && isCallable(given)) return fromFunction(given, given.name || 'loss');
  if (isMade(given, 'loss', 'compute')) return given as AnyLoss;
  if (typeof given === 'string') {
    if (Object.hasOwn(byName, given)) return byName[given as keyof LossNames]();
    const ofClass = Object.values(byName)
      .map((make) => make())
      .find(({ className }) => className === given);
    if (ofClass) return ofClass;
  }
  const hint = isUncalled(given)
    ? `call it: losses.${given.declaration.name}()`
    : orElse(given, Object.keys(byName));
  throw new TypeError(
    `compile: loss must be a name, an instance such as losses.meanSquaredError(), or a function, got ${show(given)}; ${hint}`,
  );
};
