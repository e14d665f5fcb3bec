export { binaryCrossentropy, type BinaryCrossentropyOptions } from './binary-crossentropy.js';
export { binaryFocalCrossentropy, type BinaryFocalCrossentropyOptions } from './binary-focal-crossentropy.js';
export type { LossClassNames, LossNames } from './by-name.js';
export { categoricalCrossentropy, type CategoricalCrossentropyOptions } from './categorical-crossentropy.js';
export {
  categoricalFocalCrossentropy,
  type CategoricalFocalCrossentropyOptions,
} from './categorical-focal-crossentropy.js';
export {
  categoricalGeneralizedCrossEntropy,
  type CategoricalGeneralizedCrossEntropyOptions,
} from './categorical-generalized-cross-entropy.js';
export { categoricalHinge } from './categorical-hinge.js';
export { circle, type CircleOptions } from './circle.js';
export { cosineSimilarity, type CosineSimilarityOptions } from './cosine-similarity.js';
export { ctc } from './ctc.js';
export { custom, type CustomLossOptions, type LabelsSaid, type LossFunction } from './custom.js';
export { dice, type DiceOptions } from './dice.js';
export { hinge } from './hinge.js';
export { huber, type HuberOptions } from './huber.js';
export { klDivergence } from './kl-divergence.js';
export { logCosh } from './log-cosh.js';
export type { AnyLoss, Loss, LossCallOptions, LossOptions, LossRule } from './loss.js';
export { meanAbsoluteError } from './mean-absolute-error.js';
export { meanAbsolutePercentageError } from './mean-absolute-percentage-error.js';
export { meanSquaredError } from './mean-squared-error.js';
export { meanSquaredLogarithmicError } from './mean-squared-logarithmic-error.js';
export { poisson } from './poisson.js';
export type { Reduction } from './reduction.js';
export {
  sparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyOptions,
} from './sparse-categorical-crossentropy.js';
export { squaredHinge } from './squared-hinge.js';
export { tversky, type TverskyOptions } from './tversky.js';
