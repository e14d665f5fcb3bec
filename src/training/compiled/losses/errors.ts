import { writeSlope, type RowLoss } from './row-loss.js';

/** The mean of squared errors along the last axis. */
export const squared: RowLoss = {
  labels: 'columns',
  compute: (row) => {
    const { floats, prediction, columns, labels, label, slope } = row;
    let sum = 0;
    for (let i = 0; i < columns; i++) {
      const off = floats[prediction + i]! - labels[label + i]!;
      sum += off * off;
      if (slope >= 0) writeSlope(row, i, (2 * off) / columns);
    }
    return sum / columns;
  },
};

/** The mean of absolute errors along the last axis; its gradient at none is that of below, as tfjs has it. */
export const absolute: RowLoss = {
  labels: 'columns',
  compute: (row) => {
    const { floats, prediction, columns, labels, label, slope } = row;
    let sum = 0;
    for (let i = 0; i < columns; i++) {
      const off = floats[prediction + i]! - labels[label + i]!;
      sum += Math.abs(off);
      if (slope >= 0) writeSlope(row, i, Number.isNaN(off) ? NaN : (off > 0 ? 1 : -1) / columns);
    }
    return sum / columns;
  },
};
