// One suite for every backend, over the public API: each case gives numbers, which must be the CPU backend's.
import {
  initializers,
  input,
  layers,
  losses,
  model,
  optimizers,
  sequential,
  type AnyModel,
} from 'shapewright';
import { augmentation } from './augmentation.js';
import { activations as moreActivations } from './activations.js';
import { core } from './core.js';
import { attention } from './attention.js';
import { holding } from './holding.js';
import { merging } from './merging.js';
import { normalization } from './normalization.js';
import { preprocessing } from './preprocessing.js';
import { reshaping } from './reshaping.js';
import { compiled, merge, onImages, onRows, shaped, throughTraining, values, type Case } from './case.js';
import { recurrentCases } from './recurrent.js';
import { seedCases } from './seeds.js';
import { windowCases } from './windows.js';

export type { Case };

const activations = [
  ...['elu', 'exponential', 'gelu', 'hardSigmoid', 'leakyRelu', 'linear', 'logSoftmax', 'mish', 'relu'],
  ...['relu6', 'selu', 'sigmoid', 'silu', 'softmax', 'softplus', 'softsign', 'swish', 'tanh'],
];

const pooling = ['maxPooling2d', 'averagePooling2d'].flatMap((name) => [
  onImages(name),
  onImages(name, 3, { strides: 1 }),
  onImages(name, [2, 3], { padding: 'same' }),
]);

const layerCases: readonly Case[] = [
  ...activations.map((name) => onRows('activation', name)),
  onRows('dense', 5, { useBias: false }),
  onRows('dense', 5, { activation: 'tanh', kernelRegularizer: 'l1l2', kernelConstraint: 'maxNorm' }),
  onRows('dropout', 0),
  onRows('reLU', { maxValue: 0.5, negativeSlope: 0.1 }),
  onRows('softmax'),
  onRows('rescaling', 0.5, { offset: 1 }),
  onRows('reshape', [3, -1]),
  onRows('batchNormalization'),
  onRows('layerNormalization'),
  onImages('batchNormalization', { scale: false }),
  onImages('layerNormalization', { axis: [1, 2] }),
  onRows('layerNormalization', { rmsScaling: true }),
  onImages('conv2d', 4, 3),
  onImages('conv2d', 4, [3, 2], { strides: 2, padding: 'same' }),
  onImages('conv2d', 4, 2, { dilationRate: 2 }),
  onImages('conv2dTranspose', 4, 3),
  onImages('conv2dTranspose', 4, 3, { strides: 2, padding: 'same' }),
  ...pooling,
  onImages('globalMaxPooling2d'),
  onImages('globalAveragePooling2d', { keepdims: true }),
  onImages('upSampling2d', [2, 3]),
  onImages('upSampling2d', 2, { interpolation: 'bilinear' }),
  onImages('zeroPadding2d', [
    [1, 0],
    [2, 1],
  ]),
  onImages('dense', 3),
  {
    name: 'reversibleEmbedding, both ways',
    run: () => {
      const words = input([3], { dtype: 'int32' });
      const ends = [true, false].map((tieWeights) => {
        const table = layers.reversibleEmbedding(5, 4, { tieWeights, logitSoftCap: 2 });
        return table(table(words).dense(4, { activation: 'tanh' }), { reverse: true })
          .flatten()
          .dense(1);
      });
      const x = [
        [1, 2, 0],
        [4, 3, 1],
      ];
      return throughTraining(
        model({ inputs: words, outputs: layers.add(ends) }) as unknown as AnyModel,
        x,
        2,
      );
    },
  },
  {
    name: 'embedding, with its mask, and globalAveragePooling1d',
    run: () => {
      const words = input([4], { dtype: 'int32' });
      const end = words.embedding(6, 3, { maskZero: true }).globalAveragePooling1d().dense(1);
      const x = [
        [1, 2, 0, 0],
        [3, 3, 5, 0],
        [4, 0, 0, 0],
      ];
      return throughTraining(end.toModel() as unknown as AnyModel, x, 3);
    },
  },
  merge('add', () => {
    const x = input([6]);
    const sum = x.dense(4).add([x.dense(4, { activation: 'tanh' }), x.dense(1)]);
    return model({ inputs: x, outputs: sum.dense(1) }) as unknown as AnyModel;
  }),
  merge('concatenate', () => {
    const x = input([6]);
    return model({ inputs: x, outputs: x.dense(2).concatenate(x.dense(3)).dense(1) }) as unknown as AnyModel;
  }),
];

/** A loss's class, which its type does not show. */
const classOf = (loss: object) => (loss as { readonly className: string }).className;

const share = (rows: number, classes: number) => {
  const all = new Float32Array(rows * classes);
  for (let i = 0; i < rows; i++) all[i * classes + ((i * 7) % classes)] = 1;
  return { values: all, shape: [rows, classes] };
};

const lossCases: readonly Case[] = [
  { loss: losses.meanSquaredError(), end: 'linear', y: shaped([6, 3], 1) },
  { loss: losses.meanAbsoluteError(), end: 'linear', y: shaped([6, 3], 1) },
  { loss: losses.binaryCrossentropy(), end: 'sigmoid', y: share(6, 3) },
  {
    loss: losses.binaryCrossentropy({ fromLogits: true, labelSmoothing: 0.1 }),
    end: 'linear',
    y: share(6, 3),
  },
  { loss: losses.categoricalCrossentropy(), end: 'softmax', y: share(6, 3) },
  { loss: losses.categoricalCrossentropy({ fromLogits: true }), end: 'linear', y: share(6, 3) },
  { loss: losses.sparseCategoricalCrossentropy(), end: 'softmax', y: [0, 1, 2, 0, 1, 2] },
  { loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }), end: 'linear', y: [0, 1, 2, 0, 1, 2] },
].map(({ loss, end, y }) => ({
  name: `${classOf(loss)} on ${end}`,
  run: () => {
    const net = sequential([5], [layers.dense(3, { activation: end as 'linear' })]);
    const metrics = classOf(loss).startsWith('Sparse') ? ['accuracy'] : ['accuracy', 'mae', 'mse'];
    return throughTraining(net as unknown as AnyModel, shaped([6, 5]), 6, { loss, metrics }, y);
  },
}));

const optimizerCases: readonly Case[] = [
  optimizers.sgd({ learningRate: 0.1 }),
  optimizers.sgd({ learningRate: 0.1, momentum: 0.9 }),
  optimizers.sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
  optimizers.adam({ learningRate: 0.05 }),
  optimizers.adam({ learningRate: 0.05, amsgrad: true }),
  optimizers.rmsprop({ learningRate: 0.01 }),
  optimizers.rmsprop({ learningRate: 0.01, momentum: 0.5, centered: true }),
  optimizers.sgd({ learningRate: 0.1, clipnorm: 0.5 }),
].map((optimizer, i) => ({
  name: `optimizer ${i + 1}, ${optimizer.className}`,
  run: () => {
    const net = sequential([5], [layers.dense(8, { activation: 'tanh' }), layers.dense(1)]);
    return throughTraining(net as unknown as AnyModel, shaped([6, 5]), 6, { loss: 'mse', optimizer });
  },
}));

/** Samples of three classes, a little apart. */
const samples = (count: number, shape: readonly number[]) => {
  const size = shape.reduce((a, b) => a * b, 1);
  const all = values(count * size);
  const labels = Array.from({ length: count }, (_, i) => i % 3);
  labels.forEach((label, i) => {
    for (let j = label; j < size; j += 3) all[i * size + j]! += 1;
  });
  return { x: { values: all, shape: [count, ...shape] }, y: labels };
};

/** A whole run: the history and the evaluation. */
const wholeRun = async (net: AnyModel, shape: readonly number[], settings: object): Promise<number[]> => {
  const { x, y } = samples(48, shape);
  const trainee = compiled(net, { seed: 9, ...settings });
  const { history } = await trainee.fit(x, y, {
    epochs: 3,
    batchSize: 16,
    verbose: 0,
    validationSplit: 0.25,
  });
  const found = await trainee.evaluate(x, y, { verbose: 0 });
  trainee.dispose();
  return [...Object.values(history).flat(), ...Object.values(found)];
};

const classes = { loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }), metrics: ['accuracy'] };
const runs: readonly Case[] = [
  {
    name: 'a whole run of an MLP with adam',
    run: () =>
      wholeRun(
        sequential([8], [layers.dense(16, { activation: 'relu' }), layers.dense(3)]) as unknown as AnyModel,
        [8],
        { ...classes, optimizer: optimizers.adam({ learningRate: 0.01 }) },
      ),
  },
  {
    name: 'a whole run of a CNN with momentum',
    run: () =>
      wholeRun(
        input([8, 8, 1])
          .conv2d(4, 3, { activation: 'relu' })
          .batchNormalization()
          .maxPooling2d(2)
          .flatten()
          .dropout(0.2)
          .dense(3)
          .toModel() as unknown as AnyModel,
        [8, 8, 1],
        { ...classes, optimizer: optimizers.sgd({ learningRate: 0.05, momentum: 0.9 }) },
      ),
  },
  {
    name: 'a whole run of nested models with rmsprop',
    run: () => {
      const image = input([8, 8, 1]);
      const encoder = model({
        inputs: image,
        outputs: image.conv2d(4, 3, { strides: 2 }).globalMaxPooling2d(),
      });
      const kernelInitializer = initializers.heNormal();
      return wholeRun(
        sequential([8, 8, 1], [encoder, layers.dense(3, { kernelInitializer })]) as unknown as AnyModel,
        [8, 8, 1],
        { ...classes, optimizer: optimizers.rmsprop({ learningRate: 0.01 }) },
      );
    },
  },
];

export const cases: readonly Case[] = [
  ...layerCases,
  ...recurrentCases,
  ...reshaping,
  ...core,
  ...preprocessing,
  ...augmentation,
  ...attention,
  ...holding,
  ...merging,
  ...moreActivations,
  ...windowCases,
  ...seedCases,
  ...normalization,
  ...lossCases,
  ...optimizerCases,
  ...runs,
];

/** How far apart two results may be: relatively above 1, absolutely below. */
const TOLERANCE = 1e-4;

/** What is wrong with a result, against the CPU backend's, in a sentence. */
export const difference = (found: readonly number[], wanted: readonly number[]): string | undefined => {
  if (found.length !== wanted.length) return `${found.length} numbers, wanted ${wanted.length}`;
  const at = found.findIndex(
    (value, i) => !(Math.abs(value - wanted[i]!) <= TOLERANCE * Math.max(1, Math.abs(wanted[i]!))),
  );
  return at < 0 ? undefined : `number ${at} of ${found.length} is ${found[at]}, on cpu ${wanted[at]}`;
};
