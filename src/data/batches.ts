// Batches of samples, as `fit`, `evaluate` and a loop of one's own take them.
import type { DatasetLike } from '../training/data/data.js';

/** A batch of inputs, with labels where there are some. */
export type DataBatch<X, Y> = [Y] extends [undefined]
  ? { readonly xs: X }
  : { readonly xs: X; readonly ys: Y };

/**
 * Batches of samples: `fit` and `evaluate` take them in the place of inputs and labels, and so does a loop of one's own.
 *
 * @example for await (const { xs, ys } of batches) console.log(xs.shape, ys.shape);
 */
export interface Batches<X, Y = undefined> extends DatasetLike {
  /** Batches in an epoch. */
  readonly length: number;
  /** Samples in an epoch. */
  readonly samples: number;
  /** Begins an epoch; where samples are shuffled, each epoch has an order of its own. */
  iterator(): Promise<{
    next(): Promise<{ readonly value: DataBatch<X, Y> | undefined; readonly done: boolean }>;
  }>;
  /** The same for `for await`. */
  [Symbol.asyncIterator](): AsyncIterator<DataBatch<X, Y>, undefined, undefined>;
}

/** What batches are made of. */
interface BatchParts {
  readonly samples: number;
  readonly batchSize: number;
  /** The order of the samples in an epoch. */
  readonly order: (epoch: number) => Int32Array;
  /** Some samples, by their rows. */
  readonly read: (rows: Int32Array) => Promise<unknown>;
}

/** Batches, of which each epoch goes through all samples once; the last one may be smaller. */
export const makeBatches = <X, Y>({ samples, batchSize, order, read }: BatchParts): Batches<X, Y> => {
  let epochs = 0;
  const begin = () => {
    const rows = order(epochs++);
    let at = 0;
    return {
      next: async () => {
        if (at >= samples) return { value: undefined, done: true } as const;
        const part = rows.subarray(at, at + batchSize);
        at += batchSize;
        return { value: (await read(part)) as DataBatch<X, Y>, done: false } as const;
      },
    };
  };
  return {
    length: Math.ceil(samples / batchSize),
    samples,
    iterator: () => Promise.resolve(begin()),
    [Symbol.asyncIterator]: begin,
  };
};

/** The rows as they stand. */
export const inOrder = (samples: number): Int32Array => Int32Array.from({ length: samples }, (_, i) => i);
