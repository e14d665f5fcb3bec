// Softmax along rows, in the heap's floats; addresses are in bytes.
import { softmaxAlong } from '../../backends/wasm/compiled/along-rows.js';
import type { Planner } from './planner.js';
import type { Place } from './room.js';

/** Plans e^x over its sum, for each row; it may be written where it is read. */
export const planSoftmaxRows = (
  planner: Planner,
  from: Place,
  to: Place,
  rows: number,
  columns: number,
): void =>
  planner.call(
    `softmax along ${columns}`,
    () => softmaxAlong(columns),
    () => [rows, from.address, to.address],
  );

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
