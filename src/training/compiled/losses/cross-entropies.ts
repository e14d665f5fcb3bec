import { bounded, isWithin, writeSlope, type Row, type RowLoss } from './row-loss.js';

/** A value for each column of a row. */
type Column = (i: number) => number;

/**
 * log(sum(exp(x - max))) times the targets' sum, less sum(target (x - max)); its gradient by x is
 * softmax(x) sum(target) - target, which is handed on. A target of 0 leaves its x out, which may be infinite.
 */
const softmaxCrossEntropy = (
  row: Row,
  logit: Column,
  target: Column,
  isOneHot: boolean,
  onward: (i: number, slope: number) => void,
): number => {
  const { columns } = row;
  let largest = -Infinity;
  let mass = 0;
  for (let i = 0; i < columns; i++) {
    const x = logit(i);
    if (!(x <= largest)) largest = x;
    mass += target(i);
  }
  let sum = 0;
  let own = 0;
  for (let i = 0; i < columns; i++) {
    const shifted = logit(i) - largest;
    sum += Math.exp(shifted);
    const share = target(i);
    if (!isOneHot || share !== 0) own += share * shifted;
  }
  if (row.slope >= 0)
    for (let i = 0; i < columns; i++) onward(i, (Math.exp(logit(i) - largest) / sum) * mass - target(i));
  return Math.log(sum) * mass - own;
};

/** Labels that are class indices. */
export const sparseCrossEntropy = (fromLogits: boolean): RowLoss => ({
  labels: 'index',
  compute: (row) => {
    const { floats, prediction, labels, label } = row;
    const given = Math.trunc(labels[label]!);
    const target: Column = (i) => (i === given ? 1 : 0);
    if (fromLogits)
      return softmaxCrossEntropy(
        row,
        (i) => floats[prediction + i]!,
        target,
        true,
        (i, slope) => writeSlope(row, i, slope),
      );
    return softmaxCrossEntropy(
      row,
      (i) => Math.log(bounded(floats[prediction + i]!)),
      target,
      true,
      (i, slope) => {
        const p = floats[prediction + i]!;
        writeSlope(row, i, isWithin(p) ? slope / p : Number.isNaN(p) ? NaN : 0);
      },
    );
  },
});

/** Labels that are distributions over the classes. */
export const categoricalCrossEntropy = (fromLogits: boolean, smoothing: number): RowLoss => ({
  labels: 'columns',
  compute: (row) => {
    const { floats, prediction, labels, label, columns, slope } = row;
    const target: Column = smoothing
      ? (i) => labels[label + i]! * (1 - smoothing) + smoothing / columns
      : (i) => labels[label + i]!;
    if (fromLogits)
      return softmaxCrossEntropy(
        row,
        (i) => floats[prediction + i]!,
        target,
        false,
        (i, onward) => writeSlope(row, i, onward),
      );
    // probabilities are made to sum to one first, and then held between bounds
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += floats[prediction + i]!;
    let loss = 0;
    let along = 0;
    const byShare: Column = (i) => {
      const share = floats[prediction + i]! / sum;
      if (Number.isNaN(share)) return NaN;
      return isWithin(share) ? -target(i) / share : 0;
    };
    for (let i = 0; i < columns; i++) {
      const share = floats[prediction + i]! / sum;
      loss -= target(i) * Math.log(bounded(share));
      along += byShare(i) * share;
    }
    if (slope >= 0) for (let i = 0; i < columns; i++) writeSlope(row, i, (byShare(i) - along) / sum);
    return loss;
  },
});

/** Labels of yes or no: the mean along the last axis. */
export const binaryCrossEntropy = (fromLogits: boolean, smoothing: number): RowLoss => ({
  labels: 'columns',
  compute: (row) => {
    const { floats, prediction, labels, label, columns, slope } = row;
    let sum = 0;
    for (let i = 0; i < columns; i++) {
      const given = labels[label + i]!;
      const z = smoothing ? given * (1 - smoothing) + smoothing / 2 : given;
      const x = floats[prediction + i]!;
      if (fromLogits) {
        const power = Math.exp(-Math.abs(x));
        sum += (x > 0 ? x : x === x ? 0 : NaN) - x * z + Math.log1p(power);
        if (slope >= 0) writeSlope(row, i, ((x < 0 ? power : 1) / (1 + power) - z) / columns);
      } else {
        const p = bounded(x);
        sum -= z * Math.log(p) + (1 - z) * Math.log(1 - p);
        if (slope >= 0)
          writeSlope(row, i, isWithin(x) ? ((1 - z) / (1 - x) - z / x) / columns : Number.isNaN(x) ? NaN : 0);
      }
    }
    return sum / columns;
  },
});
