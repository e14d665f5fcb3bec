// A model of two dense layers and data for it, for the pages that spoil its training.
import { layers, sequential } from 'shapewright';

export const x = Array.from({ length: 64 }, (_, i) => [i / 64, 1, (i % 3) / 3, (i % 5) / 5]);
export const y = x.map(([a]) => [a!]);

export const smallModel = () =>
  sequential([4], [layers.dense(8), layers.dense(1)]).compile({ loss: 'mse', optimizer: 'adam', seed: 1 });

type Small = ReturnType<typeof smallModel>;

/** The weights, one after the other. */
export const weightsOf = async (net: Small): Promise<readonly number[]> => {
  const weights = net.getWeights();
  const values = await Promise.all(weights.map((weight) => weight.data()));
  for (const weight of weights) weight.dispose();
  return values.flatMap((each) => [...each]);
};

/** The error of a training run in whose first epoch something happens. */
export const failureOf = (net: Small, spoil: () => void): Promise<Error | undefined> =>
  net
    .fit(x, y, {
      verbose: 0,
      epochs: 5,
      batchSize: 8,
      callbacks: [{ onTrainBatchEnd: (batch) => void (batch === 3 && spoil()) }],
    })
    .then(
      () => undefined,
      (error: unknown) => error as Error,
    );

export const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
