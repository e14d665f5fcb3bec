export { binaryCrossentropy, type BinaryCrossentropyOptions } from './binary-crossentropy.js';
export type { LossNames } from './by-name.js';
export { categoricalCrossentropy, type CategoricalCrossentropyOptions } from './categorical-crossentropy.js';
export { custom, type CustomLossOptions, type LabelsSaid, type LossFunction } from './custom.js';
export type { AnyLoss, Loss, LossRule } from './loss.js';
export { meanAbsoluteError } from './mean-absolute-error.js';
export { meanSquaredError } from './mean-squared-error.js';
export {
  sparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyOptions,
} from './sparse-categorical-crossentropy.js';
