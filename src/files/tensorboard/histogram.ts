import type { Numbers } from './event.js';

/** As many as TensorFlow's `tf.summary.histogram` makes. */
const bucketCount = 30;

/**
 * A histogram as TensorBoard reads it: `[30, 3]`, for each bucket its left edge, its right edge and its count, over the
 * numbers that are finite. Where all numbers are the same, they stand in the last bucket.
 *
 * @see https://www.tensorflow.org/api_docs/python/tf/summary/histogram
 */
export const histogramOf = (values: ArrayLike<number>): Numbers => {
  let [low, high, many] = [Infinity, -Infinity, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    many += 1;
  }
  const counts = new Array<number>(bucketCount).fill(0);
  const width = (high - low) / bucketCount;
  if (many === 0) [low, high] = [0, 0];
  else if (width === 0) counts[bucketCount - 1] = many;
  else
    for (let i = 0; i < values.length; i++)
      if (Number.isFinite(values[i])) {
        const bucket = Math.min(Math.floor((values[i]! - low) / width), bucketCount - 1);
        counts[bucket] = counts[bucket]! + 1;
      }
  const edge = (i: number) => (i === bucketCount ? high : low + (i * (high - low)) / bucketCount);
  return {
    type: 'double',
    shape: [bucketCount, 3],
    values: counts.flatMap((count, i) => [edge(i), edge(i + 1), count]),
  };
};
