export { adadelta, type AdadeltaOptions } from './adadelta.js';
export { adafactor, type AdafactorOptions } from './adafactor.js';
export { adagrad, type AdagradOptions } from './adagrad.js';
export { adam, type AdamOptions } from './adam.js';
export { adamW, type AdamWOptions } from './adam-w.js';
export { adamax, type AdamaxOptions } from './adamax.js';
export type { OptimizerName } from './by-name.js';
export { ftrl, type FtrlOptions } from './ftrl.js';
export { lamb, type LambOptions } from './lamb.js';
export { lion, type LionOptions } from './lion.js';
export { lossScale, type LossScaleOptions } from './loss-scale.js';
export { muon, type MuonOptions } from './muon.js';
export { nadam, type NadamOptions } from './nadam.js';
export type {
  ExcludedVariables,
  Gradient,
  Optimizer,
  OptimizerOptions,
  OptimizerState,
  Placed,
  Slot,
} from './optimizer.js';
export { rmsprop, type RMSpropOptions } from './rmsprop.js';
export { sgd, type SGDOptions } from './sgd.js';
