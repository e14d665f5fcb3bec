// Models of random layers, losses and optimizers with a plan on a graphics card, by planned steps and by single operations.
import { afterAll, test } from 'vitest';
import { input, layers, losses, model, optimizers, useBackend } from '../../src/index.js';
import { randomStream } from '../../src/tfjs/random.js';
import { sample } from '../conformance/sample.js';
import { expectSame, type Trained } from './both-ways.js';

let absent: string | undefined;
await useBackend('webgpu').catch((error: unknown) => (absent = (error as Error).message));
afterAll(() => useBackend('cpu'));

/** Draws by a seed. */
const dice = (seed: number) => {
  const draw = randomStream(seed * 7919 + 1);
  const below = (n: number): number => Math.floor(draw() * n);
  return {
    draw,
    below,
    from: <T>(list: readonly T[]): T => list[below(list.length)]!,
    flips: (share = 0.5): boolean => draw() < share,
  };
};
type Dice = ReturnType<typeof dice>;

const activations = [
  'linear',
  'relu',
  'sigmoid',
  'tanh',
  'elu',
  'selu',
  'leakyRelu',
  'softsign',
  'silu',
] as const;

/** What is put behind something, of as many axes. */
type Part = (x: Chain) => Chain;
interface Chain {
  apply(layer: unknown): Chain;
}

const anyWindows = ({ below, from, flips }: Dice): unknown =>
  from<() => unknown>([
    () =>
      layers.conv2d(1 + below(11), [1 + below(3), 1 + below(3)], {
        padding: from(['same', 'valid']),
        activation: from(activations),
        useBias: flips(0.8),
        ...(flips() ? { strides: from([1, 2]) } : { dilationRate: from([1, 2]) }),
      } as never),
    () => layers.maxPooling2d(2, { strides: from([1, 2]), padding: from(['same', 'valid']) } as never),
    () => layers.averagePooling2d(2, { strides: from([1, 2]) } as never),
  ])();

const anyPart = (d: Dice, axes: number): Part => {
  const { below, from, flips } = d;
  const layer = (made: unknown) => (x: Chain) => x.apply(made);
  if (axes === 3 && flips(0.6)) return layer(anyWindows(d));
  return from<() => Part>([
    () =>
      layer(
        layers.dense(1 + below(40), {
          activation: from(activations),
          useBias: flips(0.8),
          trainable: flips(0.9),
        }),
      ),
    () => layer(layers.dense(1 + below(12), { activation: from(activations) })),
    () => layer(layers.activation(from([...activations, 'softmax'] as const))),
    () => layer(layers.dropout(from([0, 0.2, 0.5]), { seed: below(99) })),
    () => layer(layers.reLU({ negativeSlope: from([0, 0.2]) })),
    () => layer(layers.elu({ alpha: from([1, 0.3]) })),
    () => layer(layers.identity()),
    () => {
      const merge = from([layers.add, layers.average, layers.multiply, layers.subtract])();
      const activation = layers.activation(from(activations));
      return (x) => (merge as unknown as (list: unknown[]) => Chain)([x, x.apply(activation)]);
    },
  ])();
};

const anyOptimizer = ({ from, flips }: Dice): unknown => {
  const others = { ...from([{}, { clipvalue: 0.01 }]), ...(flips(0.2) && { weightDecay: 0.01 }) };
  return from([
    () => optimizers.sgd({ learningRate: 0.05, ...others }),
    () => optimizers.sgd({ learningRate: 0.05, momentum: 0.9, nesterov: flips(), ...others }),
    () => optimizers.adagrad({ learningRate: 0.01, ...others }),
  ])();
};

/** A loss with an end that suits it, labels, and metrics. */
const anyTask = ({ from, flips, below }: Dice, rows: number, classes: number) => {
  const indices = Int32Array.from({ length: rows }, () => below(classes));
  const oneHot = Array.from(indices, (index) =>
    Array.from({ length: classes }, (_, i) => Number(i === index)),
  );
  const several = oneHot.map((row) => row.map(() => below(2)));
  const fromLogits = flips();
  const end = fromLogits ? 'linear' : 'softmax';
  return from<() => { end: string; loss: unknown; labels: unknown; metrics: string[] }>([
    () => ({
      end,
      loss: losses.sparseCategoricalCrossentropy({ fromLogits }),
      labels: indices,
      metrics: ['accuracy'],
    }),
    () => ({
      ...{ end, labels: oneHot, metrics: ['accuracy'] },
      loss: losses.categoricalCrossentropy({ fromLogits, labelSmoothing: from([0, 0.1]) }),
    }),
    () => ({
      ...{ end: fromLogits ? 'linear' : 'sigmoid', labels: several, metrics: ['binaryAccuracy'] },
      loss: losses.binaryCrossentropy({ fromLogits }),
    }),
    () => ({ end: 'tanh', loss: from(['mse', 'mae']), labels: several, metrics: ['mae', 'mse'] }),
  ])();
};

/** A model of a seed, made anew at each call, and data for it. */
const drawn = (seed: number) => {
  const d = dice(seed);
  const shape = d.from([
    () => [1 + d.below(40)],
    () => [1 + d.below(4), 1 + d.below(9)],
    () => [5 + d.below(6), 5 + d.below(6), 1 + d.below(3)],
  ])();
  const rows = 7 + d.below(60);
  const size = shape.reduce((all, axis) => all * axis, 1);
  const x = {
    values: Float32Array.from({ length: rows * size }, () => d.draw() * 2 - 1),
    shape: [rows, ...shape],
  };
  const classes = 2 + d.below(8);
  const task = anyTask(d, rows, classes);
  const sampleWeight = d.flips(0.3) ? Float32Array.from({ length: rows }, () => d.draw()) : undefined;
  const depth = 1 + d.below(5);
  const batchSize = 3 + d.below(40);
  const make = (): Trained => {
    const own = dice(seed + 1000);
    for (;;) {
      const begin = input(shape as never) as unknown as Chain;
      try {
        const middle = Array.from({ length: depth }, () => anyPart(own, shape.length)).reduce<Chain>(
          (chain, part) => part(chain),
          begin,
        );
        const flat = middle.apply(layers.flatten());
        const outputs = flat.apply(layers.dense(classes, { activation: task.end as never }));
        return model({ inputs: begin, outputs } as never).compile({
          ...{ loss: task.loss, metrics: task.metrics, optimizer: anyOptimizer(own), seed },
          ...(sampleWeight && { weightedMetrics: task.metrics }),
        } as never) as unknown as Trained;
      } catch (error) {
        // windows that do not fit: the next draw may
        if (!/needs|does not fit|larger|smaller|window/.test((error as Error).message)) throw error;
      }
    }
  };
  return { make, x, labels: task.labels, batchSize, sampleWeight };
};

/** Without a graphics card it is slow: some of the models, others each day; all in CI. */
const whole = process.env['CI'] !== undefined || process.env['CONFORMANCE'] === 'all';
const seeds = Array.from({ length: 24 }, (_, i) => i);
const some = whole ? seeds : sample(seeds, 4, Math.floor(Date.now() / 86_400_000));

for (const seed of seeds)
  test(`model ${seed}`, async ({ skip }) => {
    if (absent !== undefined) skip(absent);
    if (!some.includes(seed)) skip('left for another day: CONFORMANCE=all runs all');
    await useBackend('webgpu');
    const { make, x, labels, batchSize, sampleWeight } = drawn(seed);
    await expectSame(
      make,
      async (net, compiledStep) =>
        (
          await net.fit(x, labels, {
            ...{ epochs: 2, batchSize, verbose: 0, compiledStep },
            ...(sampleWeight && { sampleWeight }),
          })
        ).history,
      2e-5,
    );
  });
