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

/** A call that computes a product. */
export interface ProductCall {
  readonly kernel: Kernel;
  readonly groups: readonly [number, number];
  /** How many parts the steps are taken in; where several, `result` is `[parts, rows, columns]`, and they are yet to be summed. */
  readonly parts: number;
  /** Sizes of the kernel beside those of the product. */
  readonly sizes: Readonly<Record<string, number>>;
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

/** Steps that a part has at least, where sums of many steps leave a card without work, and the most parts. */
const [leastSteps, mostParts] = [1024, 32];

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
  const whole = name === 'left' ? ['sizes.rows', 'sizes.steps'] : ['sizes.steps', 'sizes.columns'];
  const alongRows = matrix === 'in rows' || (typeof matrix === 'object' && matrix.alongRows);
  const lines =
    typeof matrix === 'object'
      ? matrix.lines
      : `value = get_${name}(${matrix === 'in rows' ? `r * ${whole[1]} + c` : `c * ${whole[0]} + r`});`;
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
    sizes: ['rows', 'steps', 'columns', 'groups_of_part', 'steps_of_part', ...new Set(gathered)],
    threads: [side, side],
    // a number beside each line, so that threads do not wait for one bank of memory
    shared: `
var<workgroup> lefts: array<array<f32, ${depth + 1}>, ${edge}>;
var<workgroup> rights: array<array<f32, ${edge + 1}>, ${depth}>;
fn finish(part: u32, r: u32, c: u32, sum: f32) {
  if (r < sizes.rows && c < sizes.columns) {
    let i = (part * sizes.rows + r) * sizes.columns + c;
    ${begun[begins]}
    set_result(i, ${end?.value ?? 'x'});
  }
}
`,
    code: `
  let lane = local.y * ${side}u + local.x;
  // groups along y are those of a part, part after part
  let part = group.y / sizes.groups_of_part;
  let row = (group.y % sizes.groups_of_part) * ${edge}u;
  let column = group.x * ${edge}u;
  ${pairs.map(([i, j]) => `var sum_${i}_${j} = 0.0;`).join(' ')}
  let last = min(sizes.steps, (part + 1u) * sizes.steps_of_part);
  for (var first = part * sizes.steps_of_part; first < last; first += ${depth}u) {
    ${load('left', left, { down: edge, across: depth, rows: 'sizes.rows', columns: 'last', row: 'row', column: 'first', threads })}
    ${load('right', right, { down: depth, across: edge, rows: 'last', columns: 'sizes.columns', row: 'first', column: 'column', threads })}
    workgroupBarrier();
    for (var k = 0u; k < ${depth}u; k += 1u) {
      ${places.map((i) => `let a_${i} = lefts[local.y + ${i * side}u][k]; let b_${i} = rights[k][local.x + ${i * side}u];`).join('\n      ')}
      ${pairs.map(([i, j]) => `sum_${i}_${j} += a_${i} * b_${j};`).join(' ')}
    }
    workgroupBarrier();
  }
  ${pairs.map(([i, j]) => `finish(part, row + local.y + ${i * side}u, column + local.x + ${j * side}u, sum_${i}_${j});`).join('\n  ')}`,
  };
};

/** The call for result `[rows, columns]` = left `[rows, steps]` times right `[steps, columns]`. */
export const productOf = (product: Product, sizes: ProductSizes): ProductCall => {
  const { rows, steps, columns } = sizes;
  const square = squareFor(sizes);
  const edge = square.side * square.each;
  const [across, down] = [Math.ceil(columns / edge), Math.ceil(rows / edge)];
  const few = across * down < leastSquares && product.begins !== 'bias' && !product.end;
  const parts = few ? Math.min(mostParts, Math.max(1, Math.floor(steps / leastSteps))) : 1;
  const each = Math.ceil(steps / parts / square.depth) * square.depth;
  const count = Math.max(1, Math.ceil(steps / each));
  return {
    kernel: kernelOf(count > 1 ? { ...product, begins: 'zero' } : product, square),
    groups: [across, down * count],
    parts: count,
    sizes: { groups_of_part: down, steps_of_part: each },
  };
};
