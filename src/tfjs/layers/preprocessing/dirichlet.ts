import { gammaStream } from '../../random.js';

/** So many shares of one, from Dirichlet's distribution of the same parameter each; of two, the first has the beta distribution. */
export const dirichlet = (uniform: () => number, count: number, alpha: number): readonly number[] => {
  const gamma = gammaStream(uniform);
  const parts = Array.from({ length: count }, () => gamma(alpha));
  const sum = parts.reduce((total, each) => total + each, 0);
  // of a parameter near 0 one has all, and the others numbers too small to be such
  const only = sum > 0 ? -1 : Math.floor(uniform() * count);
  return parts.map((each, i) => (sum > 0 ? each / sum : Number(i === only)));
};
