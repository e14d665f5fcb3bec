export { adam, type AdamOptions } from './adam.js';
export type { OptimizerName } from './by-name.js';
export type { Gradient, Optimizer, OptimizerOptions, OptimizerState } from './optimizer.js';
export { rmsprop, type RMSpropOptions } from './rmsprop.js';
export { sgd, type SGDOptions } from './sgd.js';
