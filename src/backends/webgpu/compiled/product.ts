import type { Kernel } from './kernel.js';

/** How an operand of a product lies: row by row, column by column, or gathered from elsewhere. */
export type Matrix = 'in rows' | 'in columns' | Gathered;

/** An operand whose numbers are looked up: what convolutions read. */
export interface Gathered {
  readonly key: string;
  readonly sizes: readonly string[];
  /** Whether neighbours of a row are neighbours where they lie. */
  readonly alongRows: boolean;
  /** Lines that leave the number at row `r` and column `c` in `value`, which is 0 before. */
  readonly lines: string;
}

/** How a product of matrices is computed. */
export interface Product {
  readonly left: Matrix;
  readonly right: Matrix;
  readonly begins: 'zero' | 'bias' | 'result';
  /** What becomes of each sum, as an expression of x. */
  readonly end?: { readonly name: string; readonly value: string } | undefined;
}

/** The rows, steps and columns of a product. */
export interface ProductSizes {
  readonly rows: number;
  readonly steps: number;
  readonly columns: number;
}

/** A square that a workgroup computes: threads along each side, numbers of each thread along each axis, steps at a time. */
interface Square {
  readonly side: number;
  readonly each: number;
  readonly depth: number;
}

const small: Square = { side: 16, each: 1, depth: 64 };
const large: Square = { side: 8, each: 4, depth: 32 };

/** Fewer large squares than this leave much of a card without work. */
const leastSquares = 32;

const squareFor = ({ rows, columns }: ProductSizes): Square => {
  const edge = large.side * large.each;
  return Math.ceil(rows / edge) * Math.ceil(columns / edge) < leastSquares ? small : large;
};

/** Reads a part of a matrix so that neighbouring threads read neighbouring numbers. */
const load = (
  name: 'left' | 'right',
  matrix: Matrix,
  { down, across, rows, columns, row, column, threads }: Readonly<Record<string, string | number>>,
): string => {
  const alongRows = matrix === 'in rows' || (typeof matrix === 'object' && matrix.alongRows);
  const lines =
    typeof matrix === 'object'
      ? matrix.lines
      : `value = get_${name}(${matrix === 'in rows' ? `r * ${columns} + c` : `c * ${rows} + r`});`;
  return `for (var e = lane; e < ${Number(down) * Number(across)}u; e += ${threads}u) {
      let dr = ${alongRows ? `e / ${across}u` : `e % ${down}u`};
      let dc = ${alongRows ? `e % ${across}u` : `e / ${down}u`};
      let r = ${row} + dr;
      let c = ${column} + dc;
      var value = 0.0;
      if (r < ${rows} && c < ${columns}) { ${lines} }
      ${name}s[dr][dc] = value;
    }`;
};

const keyOf = (matrix: Matrix): string => (typeof matrix === 'object' ? matrix.key : matrix);

const begun = {
  zero: 'let x = sum;',
  bias: 'let x = sum + get_bias(c);',
  result: 'let x = sum + get_result(i);',
};

const kernelOf = ({ left, right, begins, end }: Product, { side, each, depth }: Square): Kernel => {
  const edge = side * each;
  const threads = side * side;
  const places = Array.from({ length: each }, (_, i) => i);
  const pairs = places.flatMap((i) => places.map((j) => [i, j] as const));
  const gathered = [left, right].flatMap((each) => (typeof each === 'object' ? each.sizes : []));
  return {
    key: `product ${keyOf(left)} ${keyOf(right)} ${begins} ${end?.name ?? ''} ${edge}`,
    operands: ['left', 'right', 'result', ...(begins === 'bias' ? ['bias'] : [])],
    writes: ['result'],
    sizes: ['rows', 'steps', 'columns', ...new Set(gathered)],
    threads: [side, side],
    // a number beside each line, so that threads do not wait for one bank of memory
    shared: `
var<workgroup> lefts: array<array<f32, ${depth + 1}>, ${edge}>;
var<workgroup> rights: array<array<f32, ${edge + 1}>, ${depth}>;
fn finish(r: u32, c: u32, sum: f32) {
  if (r < sizes.rows && c < sizes.columns) {
    let i = r * sizes.columns + c;
    ${begun[begins]}
    set_result(i, ${end?.value ?? 'x'});
  }
}
`,
    code: `
  let lane = local.y * ${side}u + local.x;
  let row = group.y * ${edge}u;
  let column = group.x * ${edge}u;
  ${pairs.map(([i, j]) => `var sum_${i}_${j} = 0.0;`).join(' ')}
  for (var first = 0u; first < sizes.steps; first += ${depth}u) {
    ${load('left', left, { down: edge, across: depth, rows: 'sizes.rows', columns: 'sizes.steps', row: 'row', column: 'first', threads })}
    ${load('right', right, { down: depth, across: edge, rows: 'sizes.steps', columns: 'sizes.columns', row: 'first', column: 'column', threads })}
    workgroupBarrier();
    for (var k = 0u; k < ${depth}u; k += 1u) {
      ${places.map((i) => `let a_${i} = lefts[local.y + ${i * side}u][k]; let b_${i} = rights[k][local.x + ${i * side}u];`).join('\n      ')}
      ${pairs.map(([i, j]) => `sum_${i}_${j} += a_${i} * b_${j};`).join(' ')}
    }
    workgroupBarrier();
  }
  ${pairs.map(([i, j]) => `finish(row + local.y + ${i * side}u, column + local.x + ${j * side}u, sum_${i}_${j});`).join('\n  ')}`,
  };
};

/** The kernel for result `[rows, columns]` = left `[rows, steps]` times right `[steps, columns]`, and its workgroups. */
export const productOf = (
  product: Product,
  sizes: ProductSizes,
): { readonly kernel: Kernel; readonly groups: readonly [number, number] } => {
  const square = squareFor(sizes);
  const edge = square.side * square.each;
  return {
    kernel: kernelOf(product, square),
    groups: [Math.ceil(sizes.columns / edge), Math.ceil(sizes.rows / edge)],
  };
};
