// Softmax along rows, in the heap's floats; addresses are in bytes.

/** e^x over its sum, for each row. */
export const softmaxRows = (
  floats: Float32Array,
  from: number,
  to: number,
  rows: number,
  columns: number,
): void => {
  for (let row = 0; row < rows; row++) {
    const [x, y] = [from / 4 + row * columns, to / 4 + row * columns];
    let largest = -Infinity;
    for (let i = 0; i < columns; i++) {
      const value = floats[x + i]!;
      // NaN is larger than any
      if (!(value <= largest)) largest = value;
    }
    let sum = 0;
    for (let i = 0; i < columns; i++) {
      const power = Math.exp(floats[x + i]! - largest);
      floats[y + i] = power;
      sum += power;
    }
    for (let i = 0; i < columns; i++) floats[y + i]! /= sum;
  }
};

/** The way back: y (dy - sum(dy y)), written or added. */
export const softmaxSlope = (
  floats: Float32Array,
  values: number,
  from: number,
  to: number,
  adds: boolean,
  rows: number,
  columns: number,
): void => {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const [y, dy, dx] = [values / 4 + start, from / 4 + start, to / 4 + start];
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += floats[dy + i]! * floats[y + i]!;
    for (let i = 0; i < columns; i++) {
      const slope = floats[y + i]! * (floats[dy + i]! - sum);
      floats[dx + i] = adds ? floats[dx + i]! + slope : slope;
    }
  }
};
