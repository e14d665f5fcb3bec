import type { Arithmetic, Formula } from './simd/elementwise.js';

/** Numbers of a block: it stays in the first-level cache. */
const blockSize = 512;

type Block = Float64Array;

const each =
  (operator: (a: number, b: number) => number) =>
  (a: Block, b: Block): Block => {
    const result = new Float64Array(a.length);
    for (let i = 0; i < result.length; i++) result[i] = operator(a[i]!, b[i]!);
    return result;
  };
const one = (operator: (a: number) => number) => (a: Block) => a.map(operator);

/** Arithmetic on blocks of numbers. */
const blocks: Arithmetic<Block> = {
  add: each((a, b) => a + b),
  sub: each((a, b) => a - b),
  mul: each((a, b) => a * b),
  div: each((a, b) => a / b),
  min: each((a, b) => Math.min(a, b)),
  max: each((a, b) => Math.max(a, b)),
  atMost: each((value, bound) => (bound < value ? bound : value)),
  atLeast: each((value, bound) => (value < bound ? bound : value)),
  sqrt: one(Math.sqrt),
  abs: one(Math.abs),
  fade: each((value, least) => (Math.abs(value) < least ? 0 : value)),
  hold: (value) => value,
};

/** Works a formula out in plain JavaScript, where there is no SIMD or the heap is shared among threads. */
export function applyFormula(
  formula: Formula,
  inputs: readonly Float32Array[],
  outputs: readonly Float32Array[],
  scalars: readonly number[],
): void {
  const count = outputs[0]!.length;
  for (let from = 0; from < count; from += blockSize) {
    const to = Math.min(count, from + blockSize);
    const values = inputs.map((input) => Float64Array.from(input.subarray(from, to)));
    const constants = scalars.map((scalar) => new Float64Array(to - from).fill(scalar));
    const results = formula(blocks, values, constants);
    outputs.forEach((output, index) => output.set(results[index]!, from));
  }
}
