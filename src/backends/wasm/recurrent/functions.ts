/** The logistic function. */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** By one exponential, where Math.tanh takes several; near zero that would cancel, and the series is exact. */
export const tanh = (x: number): number =>
  x > -1e-4 && x < 1e-4 ? x - (x * x * x) / 3 : 1 - 2 / (Math.exp(2 * x) + 1);
