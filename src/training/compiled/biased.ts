import type { Pass } from '../../backends/wasm/compiled/passes.js';
import { f32x4 } from '../../backends/wasm/simd/assembler.js';
import type { Planner } from './planner.js';
import type { Value } from './value.js';

const plus: Pass = {
  ...{ name: 'plus', inputs: 2, outputs: 1, scalars: 0 },
  formula: ([a, b]) => ({ results: [f32x4.add(a!, b!)] }),
};

/** A bias added to each pixel, in place. */
export const biased = (planner: Planner, made: Value, bias: Value | undefined): Value => {
  if (!bias) return made;
  const rows = made.size / bias.size;
  const pixels = { at: made.place, plus: 0, row: bias.size * 4 };
  planner.rowPass(plus, rows, bias.size, [pixels, { at: bias.place, plus: 0, row: 0 }, pixels]);
  planner.before(made, (slope) => {
    if (bias.slope) planner.sumColumns(rows, bias.size, slope, bias);
  });
  return made;
};
