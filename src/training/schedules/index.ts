export { cosineDecay, type CosineDecayOptions } from './cosine-decay.js';
export { cosineDecayRestarts, type CosineDecayRestartsOptions } from './cosine-decay-restarts.js';
export { custom, type CustomScheduleOptions } from './custom.js';
export { exponentialDecay, type ExponentialDecayOptions } from './exponential-decay.js';
export { inverseTimeDecay, type InverseTimeDecayOptions } from './inverse-time-decay.js';
export { piecewiseConstantDecay, type PiecewiseConstantDecayOptions } from './piecewise-constant-decay.js';
export { polynomialDecay, type PolynomialDecayOptions } from './polynomial-decay.js';
export type { LearningRate, Schedule } from './schedule.js';
