// Windows over steps, images and volumes, forward and through training.
import { input, layers, model, type AnyModel } from 'shapewright';
import { onImages, shaped, throughTraining, type Case } from './case.js';

type AnyFactory = (...args: readonly unknown[]) => (x: unknown) => unknown;
const factories = layers as unknown as Readonly<Record<string, AnyFactory>>;

/** A layer between a dense one, so that its gradient is seen, and another. */
const onSpace =
  (shape: readonly number[]) =>
  (name: string, ...args: readonly unknown[]): Case => ({
    name: `${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
    run: () => {
      const start = input(shape as [number, number]);
      const through = factories[name]!(...args)(layers.dense(4)(start));
      const end = layers.dense(1)(layers.flatten()(through as never) as never);
      const net = model({ inputs: start, outputs: end as never }) as unknown as AnyModel;
      return throughTraining(net, shaped([3, ...shape]), 3);
    },
  });

const onSteps = onSpace([7, 2]);
const onVolumes = onSpace([4, 5, 3, 2]);
const first = { dataFormat: 'channelsFirst' };

const poolings = (['max', 'average'] as const).flatMap((name) => [
  onSteps(`${name}Pooling1d`),
  onSteps(`${name}Pooling1d`, 3, { strides: 2, padding: 'same' }),
  onSteps(`${name}Pooling1d`, 2, { ...first, strides: 1 }),
  onVolumes(`${name}Pooling3d`),
  onVolumes(`${name}Pooling3d`, [2, 3, 2], { strides: 1, padding: 'same' }),
  onImages(`${name}Pooling2d`, 2, { ...first, padding: 'same' }),
]);

export const windowCases: readonly Case[] = [
  onSteps('conv1d', 3, 3),
  onSteps('conv1d', 3, 2, { padding: 'causal', dilationRate: 3, activation: 'relu' }),
  onSteps('conv1d', 4, 3, { strides: 2, padding: 'same', activation: 'elu' }),
  onSteps('conv1d', 6, 3, { groups: 2, padding: 'same' }),
  onSteps('conv1d', 8, 2, { groups: 4 }),
  onSteps('conv1d', 3, 2, first),
  onImages('conv2d', 6, 3, { groups: 3 }),
  onImages('conv2d', 3, 2, { dilationRate: [3, 1], padding: 'same' }),
  onImages('conv2d', 4, 2, { ...first, padding: 'same', activation: 'relu' }),
  onVolumes('conv3d', 3, 2),
  onVolumes('conv3d', 3, [2, 3, 1], { strides: 2, padding: 'same', activation: 'tanh' }),
  onVolumes('conv3d', 3, 2, { dilationRate: 2, padding: 'same' }),
  onVolumes('conv3d', 4, 2, { groups: 2 }),
  ...poolings,
  onSteps('globalMaxPooling1d', { keepdims: true }),
  onVolumes('globalMaxPooling3d', first),
  onVolumes('globalAveragePooling3d'),
  onSteps('conv1dTranspose', 3, 3, { strides: 2, padding: 'same', outputPadding: 0 }),
  onSteps('conv1dTranspose', 3, 2, { ...first, dilationRate: 2 }),
  onImages('conv2dTranspose', 3, 2, { strides: 3, outputPadding: [1, 2] }),
  onImages('conv2dTranspose', 3, 3, { dilationRate: [1, 2], padding: 'same' }),
  onVolumes('conv3dTranspose', 3, 2, { strides: [1, 2, 1], activation: 'relu' }),
  onVolumes('conv3dTranspose', 3, 3, { strides: 2, padding: 'same', outputPadding: 1 }),
  onSteps('depthwiseConv1d', 3, { depthMultiplier: 2, activation: 'relu' }),
  onSteps('depthwiseConv1d', 2, { strides: 2, dilationRate: 2, padding: 'same' }),
  onImages('depthwiseConv2d', 3, { padding: 'same' }),
  onImages('depthwiseConv2d', [2, 3], { strides: [1, 2], depthMultiplier: 2 }),
  onImages('depthwiseConv2d', 2, { ...first, dilationRate: 2 }),
  onSteps('separableConv1d', 3, 3, { strides: 2 }),
  onImages('separableConv2d', 4, 3, { depthMultiplier: 2, padding: 'same', activation: 'tanh' }),
  onImages('separableConv2d', 4, 2, { dilationRate: [1, 3] }),
  onSteps('adaptiveAveragePooling1d', 3),
  onSteps('adaptiveMaxPooling1d', 5),
  onImages('adaptiveAveragePooling2d', [4, 3]),
  onImages('adaptiveMaxPooling2d', 3, first),
  onVolumes('adaptiveAveragePooling3d', 2),
  onVolumes('adaptiveMaxPooling3d', [3, 2, 4]),
];
