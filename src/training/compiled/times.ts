// Numbers times others, in one pass.
import type { Pass } from '../../backends/wasm/compiled/passes.js';
import { f32x4 } from '../../backends/wasm/simd/assembler.js';

/** x times a factor. */
export const times: Pass = {
  ...{ name: 'times', inputs: 2, outputs: 1, scalars: 0 },
  formula: ([x, factor]) => ({ results: [f32x4.mul(x!, factor!)] }),
};

/** The same, added to y. */
export const timesAdded: Pass = {
  ...{ name: 'times added', inputs: 3, outputs: 1, scalars: 0 },
  formula: ([x, factor, y]) => ({ results: [f32x4.add(y!, f32x4.mul(x!, factor!))] }),
};

/** x times one factor for all. */
export const timesFactor: Pass = {
  ...{ name: 'times factor', inputs: 1, outputs: 1, scalars: 1 },
  formula: ([x], [factor]) => ({ results: [f32x4.mul(x!, factor!)] }),
};
