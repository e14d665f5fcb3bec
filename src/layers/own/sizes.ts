// Arithmetic on sizes in the types, for the rules of one's own layers: exact to any size, `number` where one is not known.
export type { Add, CeilDivide, FloorDivide, Multiply, Remainder, Subtract } from '../../shapes/arithmetic.js';
export type { Show } from '../../shapes/shape.js';
