// One setSeed, and all that is drawn repeats to the bit on the backend that is active.
import { layers, sequential, setSeed, type AnyModel } from 'shapewright';
import { compiled, shaped, type Case } from './case.js';

/** A run of everything that draws: first weights, a split, the order of samples, dropout, noise and augmentation. */
const run = async (seed: number): Promise<readonly number[]> => {
  setSeed(seed);
  const net = sequential(
    [4, 4, 2],
    [
      layers.randomFlip({ mode: 'horizontal' }),
      layers.randomTranslation(0.2, 0.2),
      layers.conv2d(3, 3, { activation: 'relu' }),
      layers.gaussianNoise(0.1),
      layers.flatten(),
      layers.dropout(0.4),
      layers.dense(1, { kernelInitializer: 'orthogonal' }),
    ],
  );
  const trainee = compiled(net as AnyModel, { loss: 'mse', optimizer: 'adam' });
  const options = { verbose: 0, batchSize: 4, epochs: 2, validationSplit: 0.25 };
  const { history } = await trainee.fit(shaped([12, 4, 4, 2]), shaped([12, 1], 2), options);
  const weights = trainee.getWeights();
  const values = await Promise.all(weights.map(async (weight) => [...(await weight.data())]));
  weights.forEach((weight) => weight.dispose());
  trainee.dispose();
  return [...Object.values(history).flat(), ...values.flat()];
};

const unlike = (a: readonly number[], b: readonly number[]): number =>
  a.filter((value, i) => !Object.is(value, b[i])).length;

export const seedCases: readonly Case[] = [
  {
    name: 'setSeed repeats weights, split, order, dropout, noise and augmentation to the bit, and another seed does not',
    run: async () => {
      const [first, again, other] = [await run(42), await run(42), await run(43)];
      return [unlike(first, again), Number(unlike(first, other) > first.length / 2), first.length];
    },
  },
];
