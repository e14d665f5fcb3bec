// Orders of n things by a seed, as NumPy and Python shuffle them.
import { numpyWords, pythonWords } from './mersenne-twister.js';

const shuffled = (n: number, below: (bound: number) => number): Int32Array => {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = below(i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
};

/** As `numpy.random.RandomState(seed).shuffle` has it: Keras splits folders so. */
export const numpyOrder = (n: number, seed: number): Int32Array => {
  const word = numpyWords(seed);
  return shuffled(n, (bound) => {
    // as many of the low bits as the bound has, until they are one that is below it
    const mask = 2 ** (32 - Math.clz32(bound - 1)) - 1;
    for (;;) {
      const value = (word() & mask) >>> 0;
      if (value < bound) return value;
    }
  });
};

/** As `random.seed(seed)` and `random.shuffle` of Python have it: Keras splits arrays so. */
export const pythonOrder = (n: number, seed: number): Int32Array => {
  const word = pythonWords(seed);
  return shuffled(n, (bound) => {
    // the high bits here, one more where the bound is a power of two
    for (;;) {
      const value = word() >>> Math.clz32(bound);
      if (value < bound) return value;
    }
  });
};
