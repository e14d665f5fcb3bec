// Boundaries between bins that hold as many values each, as Keras finds them: in float32, to within a tolerance.

/** Values in order, and how many stand for each. */
interface Summary {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/** What numpy's `interp` gives: the line through points, level beyond them. */
const interpolated = (x: number, xs: readonly number[], ys: readonly number[]): number => {
  const after = xs.findIndex((each) => each > x);
  if (after < 0) return ys.at(-1)!;
  if (after === 0) return ys[0]!;
  const [x0, y0] = [xs[after - 1]!, ys[after - 1]!];
  return y0 + ((ys[after]! - y0) / (xs[after]! - x0)) * (x - x0);
};

const summarized = (values: ArrayLike<number>, epsilon: number): Summary => {
  const sorted = Float32Array.from(values).sort();
  const step = Math.max(sorted.length * epsilon, 1);
  const found = [...sorted].filter(
    (_, i) => i >= Math.trunc(step - 1) && (i - Math.trunc(step - 1)) % Math.trunc(step) === 0,
  );
  return { values: found, weights: found.map(() => Math.fround(step)) };
};

const compressed = ({ values, weights }: Summary, epsilon: number): Summary => {
  if (values.length * epsilon < 1) return { values, weights };
  const sums: number[] = [];
  for (const weight of weights) sums.push(Math.fround((sums.at(-1) ?? 0) + weight));
  const shares = sums.map((sum) => Math.fround(sum / sums.at(-1)!));
  const percents = Array.from({ length: Math.ceil(1 / epsilon) }, (_, i) => epsilon + i * epsilon);
  const at = percents.map((percent) => interpolated(percent, shares, sums));
  return {
    values: percents.map((percent) => Math.fround(interpolated(percent, shares, values))),
    weights: at.map((sum, i) => Math.fround(sum - (at[i - 1] ?? 0))),
  };
};

/** The boundaries between so many bins of some values. */
export const binBoundaries = (values: ArrayLike<number>, bins: number, epsilon: number): readonly number[] =>
  compressed(compressed(summarized(values, epsilon), epsilon), 1 / bins).values.slice(0, -1);
