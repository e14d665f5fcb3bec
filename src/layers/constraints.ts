// What weights are held to after each step: `constraints.maxNorm({ maxValue: 3 })`.
export { maxNorm, minMaxNorm, nonNeg, unitNorm, type Constraint } from './options/constraints.js';
