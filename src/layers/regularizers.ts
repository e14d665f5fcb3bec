// What large weights cost: `regularizers.l2(0.001)`.
export { l1, l1l2, l2, type Regularizer } from './options/regularizers.js';
