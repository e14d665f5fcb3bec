// Operations of keras.ops between layers, as functions of tensors: `ops.multiply(x, 2)`.
export * from './activations.js';
export * from './arithmetic.js';
export * from './axes.js';
export * from './comparisons.js';
export * from './functions.js';
export * as image from './image.js';
export * from './lists.js';
export * from './parts.js';
export * from './products.js';
export * from './reductions.js';
export type { Elementwise, Numbers, Operand, OperationOptions } from './typed.js';
