// What the cases of the suite are made of: a layer in a small model, seen forward and through training.
import { input, layers, model, optimizers, type AnyModel, type Tensor } from 'shapewright';

/** A case: its name, and what it comes to on the backend that is active. */
export interface Case {
  readonly name: string;
  run(): Promise<readonly number[]>;
}

/** Values that are the same everywhere, neither round nor equal, with some of each sign. */
export const values = (length: number, phase = 0): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(1.7 * i + phase) * 0.8 + Math.cos(0.31 * i) * 0.2);

export const shaped = (shape: readonly number[], phase = 0) => ({
  values: values(
    shape.reduce((a, b) => a * b, 1),
    phase,
  ),
  shape,
});

/** A model as code without types sees it: shapes vary from case to case. */
interface Trainee {
  fit(x: unknown, y: unknown, options: object): Promise<{ history: Record<string, number[]> }>;
  evaluate(x: unknown, y: unknown, options: object): Promise<Record<string, number>>;
  predict(x: unknown): Promise<Tensor>;
  getWeights(): Tensor[];
  setWeights(weights: readonly Tensor[]): void;
  dispose(): void;
}

const numbers = async (tensor: Tensor): Promise<number[]> => {
  const found = [...(await tensor.data())];
  tensor.dispose();
  return found;
};

/** Weights that each initializer would draw anew are put to values that are the same on every backend. */
const seeded = { optimizer: optimizers.sgd({ learningRate: 0.05, momentum: 0.9 }), seed: 5 } as const;

export const compiled = (net: AnyModel, settings: object): Trainee =>
  (net as unknown as { compile(settings: object): Trainee }).compile(settings);

/** Forward, then two steps of training: predictions, losses, and every weight, which holds its gradient. */
export const throughTraining = async (
  net: AnyModel,
  xs: unknown,
  batch: number,
  settings: object = { loss: 'mse' },
  ys: unknown = shaped([batch, 1], 2),
): Promise<number[]> => {
  const trainee = compiled(net, { ...seeded, ...settings });
  const before = await numbers(await trainee.predict(xs));
  const { history } = await trainee.fit(xs, ys, { epochs: 2, batchSize: batch, verbose: 0, shuffle: false });
  const after = await numbers(await trainee.predict(xs));
  const weights = (await Promise.all(trainee.getWeights().map(numbers))).flat();
  trainee.dispose();
  return [...before, ...Object.values(history).flat(), ...after, ...weights];
};

type AnyFactory = (...args: readonly unknown[]) => (x: unknown) => unknown;
const factories = layers as unknown as Readonly<Record<string, AnyFactory>>;

/** A layer between a convolution, so that its gradient is seen, and a dense layer. */
export const onImages = (name: string, ...args: readonly unknown[]): Case => ({
  name: `${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
  run: () => {
    const image = input([6, 7, 2]);
    const before = image.conv2d(3, 2, { padding: 'same' }) as unknown;
    const through = factories[name]!(...args)(before);
    const end = layers.dense(1)(layers.flatten()(through as never) as never);
    return throughTraining(
      model({ inputs: image, outputs: end as never }) as unknown as AnyModel,
      shaped([4, 6, 7, 2]),
      4,
    );
  },
});

export const onRows = (name: string, ...args: readonly unknown[]): Case => ({
  name: `${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
  run: () => {
    const row = input([6]);
    const through = factories[name]!(...args)(row.dense(12));
    const end = layers.dense(1)(layers.flatten()(through as never) as never);
    return throughTraining(
      model({ inputs: row, outputs: end as never }) as unknown as AnyModel,
      shaped([5, 6]),
      5,
    );
  },
});

export const merge = (name: string, make: () => AnyModel): Case => ({
  name,
  run: () => throughTraining(make(), shaped([4, 6]), 4),
});
