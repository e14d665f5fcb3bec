// An output's loss, its gradient by the predictions, and what metrics come to, row by row: a workgroup has a row.
import type { Kernel } from './kernel.js';
import { float } from './map.js';
import { acrossLanes, lanes, least, rowOfGroup } from './reductions.js';

/** How a row's loss is computed, in lines of WGSL. */
export interface CardLoss {
  readonly key: string;
  /** Labels of a row: one index, or one for each column. */
  readonly labels: 'index' | 'columns';
  /** Leaves the row's loss in `loss`. */
  readonly loss: string;
  /** The gradient at column i, as an expression of what the lines before left. */
  readonly slope: string;
}

/** How a metric's value of a row is computed: lines that leave it in a variable. */
export interface CardMeasure {
  readonly key: string;
  readonly labels: 'index' | 'columns';
  readonly lines: (into: string) => string;
}

/** Keras's bounds on probabilities, as floats of 32 bits. */
const [lowest, highest] = [float(1e-7), float(1 - 1e-7)];

const helpers = `
fn bounded(p: f32) -> f32 { return select(clamp(p, ${lowest}, ${highest}), p, is_nan(p)); }
fn is_within(p: f32) -> bool { return p >= ${lowest} && p <= ${highest}; }
fn class_of(row: u32) -> i32 { return i32(trunc(get_labels(row))); }
fn label_of(row: u32, i: u32) -> f32 { return get_labels(row * sizes.columns + i); }
fn given(row: u32, i: u32) -> f32 { return get_predictions(row * sizes.columns + i); }
`;

/** Goes through a row's columns, each lane through some. */
const each = (lines: string): string => `for (var i = lane; i < sizes.columns; i += ${lanes}u) { ${lines} }`;

/** The sum over a row's columns of an expression of i. */
const sum = (name: string, value: string): string => `
  var ${name}_part = 0.0;
  ${each(`${name}_part += ${value};`)}
  let ${name} = sum_of(lane, ${name}_part);`;

/** log(sum(exp(x - max))) times the targets' sum, less sum(target (x - max)); a target of 0 leaves its x out, which may be infinite. */
const softmaxLines = (logit: string, target: string, isOneHot: boolean): string => `
  var most = ${least};
  ${each(`most = max(most, ${logit});`)}
  let largest = max_of(lane, most);
  ${sum('whole', `exp(${logit} - largest)`)}
  ${sum('mass', target)}
  ${sum('own', isOneHot ? `select(0.0, ${logit} - largest, ${target} != 0.0)` : `${target} * (${logit} - largest)`)}
  let loss = log(whole) * mass - own;`;

const softmaxSlope = (logit: string, target: string): string =>
  `(exp(${logit} - largest) / whole * mass - ${target})`;

/** Labels that are class indices. */
export const sparseCrossEntropy = (fromLogits: boolean): CardLoss => {
  const target = 'select(0.0, 1.0, i32(i) == class_of(row))';
  const logit = fromLogits ? 'given(row, i)' : 'log(bounded(given(row, i)))';
  const slope = softmaxSlope(logit, target);
  return {
    ...{ key: `sparse ${fromLogits}`, labels: 'index', loss: softmaxLines(logit, target, true) },
    slope: fromLogits
      ? slope
      : `select(select(0.0, ${slope} / given(row, i), is_within(given(row, i))), given(row, i), is_nan(given(row, i)))`,
  };
};

/** Labels that are distributions over the classes. */
export const categoricalCrossEntropy = (fromLogits: boolean, smoothing: number): CardLoss => {
  const target = smoothing
    ? `(label_of(row, i) * ${float(1 - smoothing)} + ${float(smoothing)} / f32(sizes.columns))`
    : 'label_of(row, i)';
  const common = { key: `categorical ${fromLogits} ${smoothing}`, labels: 'columns' } as const;
  if (fromLogits)
    return {
      ...common,
      loss: softmaxLines('given(row, i)', target, false),
      slope: softmaxSlope('given(row, i)', target),
    };
  const share = '(given(row, i) / all)';
  const byShare = `select(select(0.0, -${target} / ${share}, is_within(${share})), ${share}, is_nan(${share}))`;
  return {
    ...common,
    // probabilities are made to sum to one first, and then held between bounds
    loss: `${sum('all', 'given(row, i)')}
  ${sum('own', `${target} * log(bounded(${share}))`)}
  ${sum('along', `${byShare} * ${share}`)}
  let loss = -own;`,
    slope: `((${byShare} - along) / all)`,
  };
};

/** Labels of yes or no: the mean along the last axis. */
export const binaryCrossEntropy = (fromLogits: boolean, smoothing: number): CardLoss => {
  const z = smoothing
    ? `(label_of(row, i) * ${float(1 - smoothing)} + ${float(smoothing / 2)})`
    : 'label_of(row, i)';
  const x = 'given(row, i)';
  // log(1 + e), which loses digits for a small e, by a series there
  const power = `exp(-abs(${x}))`;
  const value = fromLogits
    ? `select(max(${x}, 0.0), ${x}, is_nan(${x})) - ${x} * ${z} + select(log(1.0 + ${power}), ${power} - 0.5 * ${power} * ${power}, ${power} < 1e-3)`
    : `-(${z} * log(bounded(${x})) + (1.0 - ${z}) * log(1.0 - bounded(${x})))`;
  const slope = fromLogits
    ? `(select(1.0, ${power}, ${x} < 0.0) / (1.0 + ${power}) - ${z})`
    : `select(select(0.0, (1.0 - ${z}) / (1.0 - ${x}) - ${z} / ${x}, is_within(${x})), ${x}, is_nan(${x}))`;
  return {
    ...{ key: `binary ${fromLogits} ${smoothing}`, labels: 'columns' },
    loss: `${sum('all', value)}\n  let loss = all / f32(sizes.columns);`,
    slope: `(${slope} / f32(sizes.columns))`,
  };
};

const off = '(given(row, i) - label_of(row, i))';
const meanOf = (value: string): string => `${sum('all', value)}\n  let loss = all / f32(sizes.columns);`;

/** The mean of squared errors along the last axis. */
export const squared: CardLoss = {
  ...{ key: 'squared', labels: 'columns', loss: meanOf(`${off} * ${off}`) },
  slope: `(2.0 * ${off} / f32(sizes.columns))`,
};

/** The mean of absolute errors along the last axis; its gradient at none is that of below, as tfjs has it. */
export const absolute: CardLoss = {
  ...{ key: 'absolute', labels: 'columns', loss: meanOf(`abs(${off})`) },
  slope: `(select(select(-1.0, 1.0, ${off} > 0.0), ${off}, is_nan(${off})) / f32(sizes.columns))`,
};

/** The place of a row's largest number, the first where there are several; one that is no number is passed over. */
const placeOfLargest = (into: string, value: string): string => `
  var ${into}_most = ${least};
  ${each(`${into}_most = max(${into}_most, select(${value}, ${least}, is_nan(${value})));`)}
  let ${into}_largest = max_of(lane, ${into}_most);
  var ${into}_first = -f32(sizes.columns);
  ${each(`if (${value} == ${into}_largest) { ${into}_first = max(${into}_first, -f32(i)); }`)}
  let ${into}_place = -max_of(lane, ${into}_first);
  let ${into} = select(${into}_place, 0.0, ${into}_place >= f32(sizes.columns));`;

export const sparseMatch: CardMeasure = {
  ...{ key: 'sparse match', labels: 'index' },
  lines: (into) => `${placeOfLargest(`${into}_found`, 'given(row, i)')}
  let ${into} = select(0.0, 1.0, i32(${into}_found) == class_of(row));`,
};

export const categoricalMatch: CardMeasure = {
  ...{ key: 'categorical match', labels: 'columns' },
  lines: (into) => `${placeOfLargest(`${into}_found`, 'given(row, i)')}
  ${placeOfLargest(`${into}_wanted`, 'label_of(row, i)')}
  let ${into} = select(0.0, 1.0, ${into}_found == ${into}_wanted);`,
};

const meanMeasure = (key: string, value: string): CardMeasure => ({
  ...{ key, labels: 'columns' },
  lines: (into) => `${sum(`${into}_all`, value)}\n  let ${into} = ${into}_all / f32(sizes.columns);`,
});

export const binaryMatch = (threshold: number): CardMeasure =>
  meanMeasure(
    `binary match ${threshold}`,
    `select(0.0, 1.0, label_of(row, i) == select(0.0, 1.0, given(row, i) > ${float(threshold)}))`,
  );
export const squaredError = meanMeasure('squared error', `${off} * ${off}`);
export const absoluteError = meanMeasure('absolute error', `abs(${off})`);

/** A measure of an output, and whether it goes by the samples' weights. */
export interface WeighedMeasure {
  readonly measure: CardMeasure;
  readonly isWeighted: boolean;
}

/**
 * Row by row: the loss, times the row's weight and share; its weight; the measures, those that are weighed times it. They stand
 * one kind after the other in `results`, `[2 + measures, rows]`. Where the gradient goes, it is written, or added.
 */
export const rowLosses = (
  loss: CardLoss,
  measures: readonly WeighedMeasure[],
  isWeighted: boolean,
  slope: 'written' | 'added',
  /** What the loss is multiplied by beside: 1 over the rows, or 1. */
  share: number,
  /** And its gradient: the output's weight among others. */
  scale: number,
): Kernel => ({
  key: `row losses ${loss.key} ${measures.map(({ measure, isWeighted: weighs }) => `${measure.key} ${weighs}`).join()} ${isWeighted} ${slope} ${share} ${scale}`,
  operands: ['predictions', 'labels', ...(isWeighted ? ['weights'] : []), 'results', 'slope'],
  ...{ writes: ['results', 'slope'], sizes: ['rows', 'columns', 'rows_of_weight'], threads: [lanes, 1] },
  shared: `${acrossLanes}${helpers}`,
  code: `${rowOfGroup}
  let weight = ${isWeighted ? 'get_weights(row / sizes.rows_of_weight)' : '1.0'};
  ${loss.loss}
  let factor = weight * ${float(share)} * ${float(scale)};
  ${each(`set_slope(row * sizes.columns + i, ${slope === 'added' ? 'get_slope(row * sizes.columns + i) + ' : ''}factor * ${loss.slope});`)}
  ${measures.map(({ measure }, m) => measure.lines(`measure_${m}`)).join('\n  ')}
  if (lane == 0u) {
    set_results(row, loss * weight * ${float(share)});
    set_results(sizes.rows + row, weight);
    ${measures.map(({ isWeighted: weighs }, m) => `set_results(${m + 2}u * sizes.rows + row, measure_${m}${weighs ? ' * weight' : ''});`).join('\n    ')}
  }`,
});
