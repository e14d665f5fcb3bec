// Models of random layers, losses and optimizers, by compiled steps and by single operations.
import { beforeAll, expect, it } from 'vitest';
import { layers, losses, optimizers, residual, sequential, useBackend } from '../../src/index.js';
import { randomStream } from '../../src/tfjs/random.js';
import { expectNear, expectSame, type Trained } from './both-ways.js';

const count = 60;

beforeAll(async () => {
  await useBackend('wasm');
});

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
  ...(['linear', 'relu', 'sigmoid', 'tanh', 'elu', 'selu', 'leakyRelu', 'softsign'] as const),
  ...(['relu6', 'hardSigmoid', 'hardSilu', 'hardTanh', 'squareplus'] as const),
];

/** A layer that works at any size of `rank` axes, the batch's not counted. */
const anyLayer = (d: Dice, rank: number): unknown => {
  const { flips, from, below } = d;
  const common: readonly (() => unknown)[] = [
    () => layers.dense(1 + below(12), { activation: from(activations), useBias: flips(0.8), ...penalty(d) }),
    () => layers.activation(from(activations)),
    () => layers.dropout(from([0, 0.2, 0.5]), { seed: below(99) }),
    () => layers.batchNormalization({ scale: flips(), center: flips(), momentum: from([0.9, 0.5]) }),
    () => layers.layerNormalization({ scale: flips(), center: flips() }),
    () => layers.reLU(from([{ negativeSlope: 0 }, { negativeSlope: 0.2 }, { maxValue: 0.3 }])),
    () => layers.elu({ alpha: from([1, 0.3]) }),
    () => layers.identity(),
    () => layers.rmsNormalization(),
    () => layers.preLU({ alphaInitializer: 'glorotUniform' }),
    () => layers.preLU({ sharedAxes: Array.from({ length: rank - 1 }, (_, i) => i + 1) as never }),
    () => layers.rescaling(from([0.5, -2]), { offset: from([0, 1]) }),
  ];
  const images: readonly (() => unknown)[] = [
    () =>
      layers.conv2d(1 + below(11), [1 + below(3), 1 + below(3)], {
        padding: from(['same', 'valid']),
        activation: from(activations),
        ...(flips() ? { strides: 1 } : { dilationRate: from([1, 2]) }),
        ...penalty(d),
      } as never),
    () => layers.conv2d(1 + below(9), 3, { strides: from([1, 2]), padding: 'same' }),
    () => layers.maxPooling2d(2, { strides: from([1, 2]), padding: from(['same', 'valid']) } as never),
    () => layers.averagePooling2d(2, { strides: from([1, 2]) } as never),
    () => layers.zeroPadding2d(1),
    () => layers.spatialDropout2d(0.3, { seed: below(99) }),
    () => residual([layers.dense(3), layers.reLU()] as never, { shortcut: layers.dense(3) } as never),
  ];
  const sequences: readonly (() => unknown)[] = [
    () => recurrent(d, true),
    () => recurrent(d, true),
    () => layers.bidirectional(recurrent(d, true) as never, { mergeMode: from(['concat', 'sum', 'ave']) }),
    () => layers.conv1d(1 + below(9), 1 + below(3), { padding: 'same', activation: from(activations) }),
    () =>
      layers.multiHeadAttention(1 + below(3), 1 + below(4), {
        ...{ useCausalMask: flips(), dropout: from([0, 0.3]), seed: below(99), useBias: flips() },
      }),
    () => layers.timeDistributed(layers.dense(1 + below(7), { activation: from(activations) })),
  ];
  const ofRank = { 2: sequences, 3: images }[rank];
  return from(ofRank && flips(0.7) ? ofRank : common)();
};

/** A recurrent layer that gives all its states, or the last. */
const recurrent = (d: Dice, returnSequences: boolean): unknown => {
  const options = { returnSequences, useBias: d.flips(0.8), ...penalty(d) };
  const units = 1 + d.below(11);
  return d.from([
    () => layers.lstm(units, options),
    () => layers.gru(units, options),
    () => layers.simpleRNN(units, { activation: d.from(['tanh', 'relu', 'sigmoid']), ...options }),
  ])();
};

/** What makes a vector of something of `rank` axes. */
const anyEnd = (d: Dice, rank: number): unknown[] => {
  if (rank === 1) return [];
  if (d.flips()) return [layers.flatten()];
  return [rank === 2 ? recurrent(d, false) : layers.globalAveragePooling2d()];
};

const penalty = ({ flips, from }: Dice): object => ({
  ...(flips(0.2) && { kernelRegularizer: from(['l1', 'l2', 'l1l2']) }),
  ...(flips(0.1) && { kernelConstraint: 'maxNorm' }),
  ...(flips(0.1) && { trainable: false }),
});

const anyOptimizer = ({ from, flips }: Dice): unknown => {
  const limits = from([{}, {}, { clipnorm: 0.5 }, { clipvalue: 0.01 }, { globalClipnorm: 1 }]);
  const others = { ...limits, ...(flips(0.2) && { weightDecay: 0.01 }) };
  return from([
    () => optimizers.sgd({ learningRate: 0.05, ...others }),
    () => optimizers.sgd({ learningRate: 0.05, momentum: 0.9, nesterov: flips(), ...others }),
    () => optimizers.adagrad({ learningRate: 0.01, ...others }),
    () => optimizers.adadelta({ learningRate: 0.5, ...others }),
  ])();
};

/** Losses with an end that suits them, and labels. */
const anyTask = ({ from, flips, below }: Dice, rows: number, classes: number) => {
  const indices = Int32Array.from({ length: rows }, () => below(classes));
  const oneHot = Array.from(indices, (index) =>
    Array.from({ length: classes }, (_, i) => Number(i === index)),
  );
  const several = oneHot.map((row) => row.map(() => below(2)));
  const fromLogits = flips();
  return from([
    () => ({
      end: fromLogits ? 'linear' : 'softmax',
      loss: losses.sparseCategoricalCrossentropy({ fromLogits }),
      labels: indices as unknown,
      metrics: ['accuracy', 'sparseCategoricalAccuracy'],
    }),
    () => ({
      end: fromLogits ? 'linear' : 'softmax',
      loss: losses.categoricalCrossentropy({ fromLogits, labelSmoothing: from([0, 0.1]) }),
      labels: oneHot as unknown,
      metrics: ['accuracy', 'topKCategoricalAccuracy'],
    }),
    () => ({
      end: fromLogits ? 'linear' : 'sigmoid',
      loss: losses.binaryCrossentropy({ fromLogits }),
      labels: several as unknown,
      metrics: ['binaryAccuracy'],
    }),
    () => ({
      end: 'tanh',
      loss: from(['mse', 'mae', 'huber', 'logCosh'] as const),
      labels: several as unknown,
      metrics: ['mae', 'mse'],
    }),
  ])();
};

/** A model of a seed, made anew at each call, and data for it. */
const drawn = (seed: number) => {
  const first = dice(seed);
  const shape = first.from([
    () => [6 + first.below(4), 6 + first.below(4), 1 + first.below(4)],
    () => [3 + first.below(9)],
    () => [1 + first.below(7), 1 + first.below(6)],
  ])();
  const rows = 7 + first.below(20);
  const size = shape.reduce((all, axis) => all * axis, 1);
  const x = {
    values: Float32Array.from({ length: rows * size }, () => first.draw() * 2 - 1),
    shape: [rows, ...shape],
  };
  const classes = 2 + first.below(5);
  const task = anyTask(first, rows, classes);
  const sampleWeight = first.flips(0.3) ? Float32Array.from({ length: rows }, () => first.draw()) : undefined;
  const depth = 1 + first.below(5);
  const batchSize = 3 + first.below(9);

  const make = (): Trained => {
    const d = dice(seed + 1000);
    for (;;) {
      const middle = Array.from({ length: depth }, () => anyLayer(d, shape.length));
      try {
        return sequential(
          shape as never,
          [
            ...middle,
            ...anyEnd(d, shape.length),
            layers.dense(classes, { activation: task.end as never }),
          ] as never,
        ).compile({
          ...{ loss: task.loss, metrics: task.metrics, optimizer: anyOptimizer(d), seed },
          ...(sampleWeight && { weightedMetrics: task.metrics.slice(0, 1) }),
        } as never) as unknown as Trained;
      } catch (error) {
        // windows that do not fit: the next draw may
        if (!/needs|does not fit|larger|smaller|window/.test((error as Error).message)) throw error;
      }
    }
  };
  return { make, x, labels: task.labels, batchSize, sampleWeight };
};

const seeds = Array.from({ length: count }, (_, i) => i);

it.each(seeds)('model %d', async (seed) => {
  const { make, x, labels, batchSize, sampleWeight } = drawn(seed);
  await expectSame(
    make,
    async (model, compiledStep) =>
      (
        await model.fit(x, labels, {
          ...{ epochs: 2, batchSize, verbose: 0, compiledStep },
          ...(sampleWeight && { sampleWeight }),
        })
      ).history,
    2e-5,
  );
});

it.each(seeds)('what model %d predicts and comes to', async (seed) => {
  const { make, x, labels, batchSize, sampleWeight } = drawn(seed);
  const model = make();
  try {
    // statistics that normalize are others then than those that a model begins with
    await model.fit(x, labels, { batchSize, verbose: 0 });
    const outcome = async (compiledStep: boolean) => {
      const options = { batchSize, compiledStep };
      const tensor = await model.predict(x, options);
      const predictions = Float32Array.from(tensor.dataSync() as Float32Array);
      tensor.dispose();
      const weighted = { ...options, verbose: 0, ...(sampleWeight && { sampleWeight }) };
      return { predictions, results: await model.evaluate(x, labels, weighted) };
    };
    const [wanted, found] = [await outcome(false), await outcome(true)];
    expectNear(found.predictions, wanted.predictions, 1e-5, 'predictions');
    expect(Object.keys(found.results)).toEqual(Object.keys(wanted.results));
    for (const [name, value] of Object.entries(wanted.results))
      expectNear([found.results[name]!], [value], 1e-5, name);
  } finally {
    model.dispose();
  }
});
