import type { Kernel } from './kernel.js';

/** How a product of matrices is computed. */
export interface Product {
  /** Whether the left operand lies row by row; else column by column. */
  readonly leftInRows: boolean;
  /** The same of the right one. */
  readonly rightInRows: boolean;
  readonly begins: 'zero' | 'bias' | 'result';
  /** What becomes of each sum, as an expression of x. */
  readonly end?: { readonly name: string; readonly value: string } | undefined;
}

/** The side of the squares that a workgroup computes: a thread for each number. */
export const tile = 16;

/** Reads a square of a matrix so that neighbouring threads read neighbouring numbers. */
const load = (
  to: string,
  from: string,
  inRows: boolean,
  row: string,
  column: string,
  rows: string,
  columns: string,
): string => {
  const [down, across] = inRows ? ['local.y', 'local.x'] : ['local.x', 'local.y'];
  return `{
      let r = ${row} + ${down};
      let c = ${column} + ${across};
      var value = 0.0;
      if (r < ${rows} && c < ${columns}) { value = get_${from}(${inRows ? `r * ${columns} + c` : `c * ${rows} + r`}); }
      ${to}[${down}][${across}] = value;
    }`;
};

/** result `[rows, columns]` = left `[rows, steps]` times right `[steps, columns]`. */
export const productOf = ({ leftInRows, rightInRows, begins, end }: Product): Kernel => ({
  key: `product ${leftInRows} ${rightInRows} ${begins} ${end?.name ?? ''}`,
  operands: ['left', 'right', 'result', ...(begins === 'bias' ? ['bias'] : [])],
  writes: ['result'],
  sizes: ['rows', 'steps', 'columns'],
  threads: [tile, tile],
  shared: `
var<workgroup> lefts: array<array<f32, ${tile + 1}>, ${tile}>;
var<workgroup> rights: array<array<f32, ${tile + 1}>, ${tile}>;
`,
  code: `
  let row = group.y * ${tile}u;
  let column = group.x * ${tile}u;
  var sum = 0.0;
  for (var step = 0u; step < sizes.steps; step += ${tile}u) {
    ${load('lefts', 'left', leftInRows, 'row', 'step', 'sizes.rows', 'sizes.steps')}
    ${load('rights', 'right', rightInRows, 'step', 'column', 'sizes.steps', 'sizes.columns')}
    workgroupBarrier();
    for (var k = 0u; k < ${tile}u; k += 1u) { sum += lefts[local.y][k] * rights[k][local.x]; }
    workgroupBarrier();
  }
  let r = row + local.y;
  let c = column + local.x;
  if (r < sizes.rows && c < sizes.columns) {
    let i = r * sizes.columns + c;
    ${{ zero: 'let x = sum;', bias: 'let x = sum + get_bias(c);', result: 'let x = sum + get_result(i);' }[begins]}
    set_result(i, ${end?.value ?? 'x'});
  }`,
});
