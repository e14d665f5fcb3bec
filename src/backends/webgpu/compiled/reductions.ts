// Sums and largest numbers of rows and columns, each by a workgroup.
import type { Kernel } from './kernel.js';

/** Threads of a workgroup that works on a row. */
export const lanes = 64;

/** `sum_of` and `max_of`: what the lanes of a workgroup have, put together. */
export const acrossLanes = `
var<workgroup> parts: array<f32, ${lanes}>;
fn sum_of(lane: u32, x: f32) -> f32 {
  parts[lane] = x;
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half >>= 1u) {
    if (lane < half) { parts[lane] += parts[lane + half]; }
    workgroupBarrier();
  }
  let whole = parts[0];
  workgroupBarrier();
  return whole;
}
fn max_of(lane: u32, x: f32) -> f32 {
  parts[lane] = x;
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half >>= 1u) {
    if (lane < half) { parts[lane] = max(parts[lane], parts[lane + half]); }
    workgroupBarrier();
  }
  let whole = parts[0];
  workgroupBarrier();
  return whole;
}
`;

/** Which row a workgroup works on, of more than one line of them. */
export const rowOfGroup = `
  let row = group.y * groups.x + group.x;
  if (row >= sizes.rows) { return; }
  let lane = local.x;`;

/** The workgroups for so many rows, a workgroup each. */
export const groupsOfRows = (rows: number, most: number): readonly [number, number] => {
  const across = Math.min(most, rows);
  return [across, Math.ceil(rows / across)];
};

/** The sum of each row of from `[rows, columns]`. */
export const rowSums: Kernel = {
  ...{ key: 'row sums', operands: ['from', 'to'], writes: ['to'], sizes: ['rows', 'columns'] },
  ...{ threads: [lanes, 1], shared: acrossLanes },
  code: `${rowOfGroup}
  var sum = 0.0;
  for (var i = lane; i < sizes.columns; i += ${lanes}u) { sum += get_from(row * sizes.columns + i); }
  let whole = sum_of(lane, sum);
  if (lane == 0u) { set_to(row, whole); }`,
};

/** Columns, and rows at a time, that a workgroup sums. */
const side = 16;

export const groupsOfColumns = (columns: number): readonly [number, number] => [Math.ceil(columns / side), 1];

/** The sum of each column of from `[rows, columns]`, written, or added to what stands there. */
export const columnSums = (adds: boolean): Kernel => ({
  ...{ key: `column sums ${adds}`, operands: ['from', 'to'], writes: ['to'], sizes: ['rows', 'columns'] },
  threads: [side, side],
  shared: `var<workgroup> parts: array<array<f32, ${side}>, ${side}>;\n`,
  code: `
  let column = group.x * ${side}u + local.x;
  var sum = 0.0;
  if (column < sizes.columns) {
    for (var row = local.y; row < sizes.rows; row += ${side}u) { sum += get_from(row * sizes.columns + column); }
  }
  parts[local.y][local.x] = sum;
  workgroupBarrier();
  for (var half = ${side / 2}u; half > 0u; half >>= 1u) {
    if (local.y < half) { parts[local.y][local.x] += parts[local.y + half][local.x]; }
    workgroupBarrier();
  }
  if (local.y == 0u && column < sizes.columns) {
    set_to(column, ${adds ? 'get_to(column) + ' : ''}parts[0][local.x]);
  }`,
});

/** The least of floats that are there: what no number is larger than. */
export const least = '(-3.4028234663852886e38f)';

/** Softmax of each row of from `[rows, columns]`; it may be written where it is read. */
export const softmaxRows = (inPlace: boolean): Kernel => {
  const to = inPlace ? 'from' : 'to';
  return {
    ...{ key: `softmax ${inPlace}`, operands: inPlace ? ['from'] : ['from', 'to'], writes: [to] },
    ...{ sizes: ['rows', 'columns'], threads: [lanes, 1], shared: acrossLanes },
    code: `${rowOfGroup}
  let first = row * sizes.columns;
  var most = ${least};
  for (var i = lane; i < sizes.columns; i += ${lanes}u) { most = max(most, get_from(first + i)); }
  let largest = max_of(lane, most);
  var sum = 0.0;
  for (var i = lane; i < sizes.columns; i += ${lanes}u) { sum += exp(get_from(first + i) - largest); }
  let whole = sum_of(lane, sum);
  for (var i = lane; i < sizes.columns; i += ${lanes}u) {
    set_${to}(first + i, exp(get_from(first + i) - largest) / whole);
  }`,
  };
};

/** The way back through softmax: y (dy - sum(dy y)), written in dy's place, or elsewhere, or added there. */
export const softmaxSlope = (way: 'in place' | 'written' | 'added'): Kernel => {
  const to = way === 'in place' ? 'slope' : 'to';
  return {
    key: `softmax slope ${way}`,
    operands: ['values', 'slope', ...(way === 'in place' ? [] : ['to'])],
    ...{ writes: [to], sizes: ['rows', 'columns'], threads: [lanes, 1], shared: acrossLanes },
    code: `${rowOfGroup}
  let first = row * sizes.columns;
  var sum = 0.0;
  for (var i = lane; i < sizes.columns; i += ${lanes}u) { sum += get_slope(first + i) * get_values(first + i); }
  let along = sum_of(lane, sum);
  for (var i = lane; i < sizes.columns; i += ${lanes}u) {
    let slope = get_values(first + i) * (get_slope(first + i) - along);
    set_${to}(first + i, ${way === 'added' ? 'get_to(first + i) + ' : ''}slope);
  }`,
  };
};
