/** Where one row of predictions stands, and its labels. */
export interface Row {
  readonly floats: Float32Array;
  /** The first prediction's index among the floats. */
  prediction: number;
  /** The first gradient's index; below zero where none is wanted. */
  slope: number;
  readonly columns: number;
  readonly labels: ArrayLike<number>;
  /** The first label's index among the labels. */
  label: number;
  /** What the gradient is multiplied by. */
  factor: number;
  /** Whether the gradient is added to what stands there. */
  readonly adds: boolean;
}

/** A row's loss; its gradient by the predictions is written. */
export interface RowLoss {
  readonly compute: (row: Row) => number;
  /** Labels of a row: one index, or one for each column. */
  readonly labels: 'index' | 'columns';
}

/** Keras's bounds on probabilities, as floats of 32 bits: by them the logarithms of a certain mistake hang on the last bit. */
const [least, most] = [Math.fround(1e-7), Math.fround(1 - 1e-7)];

/** A probability between Keras's bounds. */
export const bounded = (p: number): number => (p < least ? least : p > most ? most : p);
/** Whether a probability is within them, so that a gradient passes. */
export const isWithin = (p: number): boolean => p >= least && p <= most;

/** Writes a gradient. */
export const writeSlope = ({ floats, slope, factor, adds }: Row, i: number, value: number): void => {
  floats[slope + i] = adds ? floats[slope + i]! + value * factor : value * factor;
};
