import { beforeAll, describe, expect, it } from 'vitest';
import { input, layers, losses, sequential, useBackend } from '../../src/index.js';
import { expectSame, type Trained } from './both-ways.js';

const {
  averagePooling1d,
  averagePooling2d,
  batchNormalization,
  conv1d,
  conv1dTranspose,
  conv2d,
  conv2dTranspose,
  cropping1d,
  cropping2d,
  cropping3d,
  dense,
  depthwiseConv1d,
  depthwiseConv2d,
  embedding,
  flatten,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  globalMaxPooling3d,
  layerNormalization,
  maxPooling1d,
  maxPooling2d,
  permute,
  reLU,
  repeatVector,
  separableConv1d,
  separableConv2d,
  upSampling1d,
  upSampling2d,
  upSampling3d,
  zeroPadding1d,
  zeroPadding2d,
  zeroPadding3d,
} = layers;

/** Numbers that look like chance, from -1 to 1. */
const waves = (count: number, step = 1.7) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step) * Math.cos(i * 0.37));
const rows = 22;
const images = (height: number, width: number, channels: number) => ({
  values: waves(rows * height * width * channels),
  shape: [rows, height, width, channels],
});
const labels = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 5);
const settings = {
  ...{ optimizer: 'sgd', seed: 4, metrics: ['accuracy'] },
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
};

const trainsAlike = (x: unknown, make: () => { compile(options: never): unknown }) =>
  expectSame(
    () => make().compile(settings as never) as Trained,
    async (model, compiledStep) =>
      (await model.fit(x, labels, { epochs: 2, batchSize: 9, verbose: 0, compiledStep })).history,
  );

beforeAll(async () => {
  await useBackend('wasm');
});

describe('convolutions', () => {
  it.each([
    [{ padding: 'valid' }, 3, 4, 8],
    [{ padding: 'same' }, 3, 5, 9],
    [{ padding: 'same', activation: 'relu' }, 5, 3, 16],
    [{ strides: 2, padding: 'same' }, 3, 6, 10],
    [{ strides: [1, 3], activation: 'tanh' }, [3, 2], 1, 7],
    [{ dilationRate: 2 }, 3, 3, 4],
    [{ dilationRate: [1, 2], padding: 'same', useBias: false }, [2, 3], 2, 13],
    [{}, 1, 5, 6],
    [{ strides: 3 }, 1, 5, 6],
    [{ strides: 3, padding: 'same' }, 3, 5, 6],
  ] as const)('of images: %j, %j, %d channels to %d', async (options, size, channels, filters) => {
    await trainsAlike(images(9, 11, channels), () =>
      sequential([9, 11, channels], [
        conv2d(channels, 2, { padding: 'same' }),
        conv2d(filters, size as never, options as never),
        flatten(),
        dense(5),
      ] as never),
    );
  });

  it.each([
    [{ padding: 'causal', dilationRate: 2 }, 3],
    [{ padding: 'same', strides: 2 }, 4],
    [{ padding: 'valid', activation: 'elu' }, 2],
  ] as const)('of steps: %j, %d', async (options, size) => {
    const x = { values: waves(rows * 14 * 3), shape: [rows, 14, 3] };
    await trainsAlike(x, () =>
      sequential([14, 3], [
        conv1d(6, 3),
        conv1d(7, size, options as never),
        globalAveragePooling1d(),
        dense(5),
      ] as never),
    );
  });
});

describe('convolutions of each channel by itself', () => {
  it.each([
    [{}, 3, 1],
    [{ padding: 'same', activation: 'relu' }, 3, 4],
    [{ padding: 'same', strides: 2 }, 3, 6],
    [{ padding: 'same', dilationRate: 2, activation: 'tanh' }, [2, 3], 5],
    [{ strides: 2, useBias: false }, 2, 11],
  ] as const)('and with a product behind: %j, %j, %d channels', async (options, size, channels) => {
    await trainsAlike(images(8, 9, 2), () =>
      sequential([8, 9, 2], [
        conv2d(channels, 2, { padding: 'same' }),
        depthwiseConv2d(size as never, options as never),
        separableConv2d(7, 2, { padding: 'same', ...options, ...{ strides: 1 } } as never),
        flatten(),
        dense(5),
      ] as never),
    );
  });

  it('of steps', async () => {
    const x = { values: waves(rows * 14 * 3), shape: [rows, 14, 3] };
    await trainsAlike(x, () =>
      sequential([14, 3], [
        depthwiseConv1d(3, { padding: 'same' }),
        separableConv1d(6, 4, { strides: 2 }),
        globalMaxPooling1d(),
        dense(5),
      ] as never),
    );
  });
});

describe('transposed convolutions', () => {
  it.each([
    [{ strides: 2 }, 3],
    [{ strides: 2, padding: 'same', activation: 'relu' }, 3],
    [{ strides: [1, 3], padding: 'same', useBias: false }, 2],
    [{ dilationRate: 2, padding: 'same', activation: 'tanh' }, 3],
    [{ strides: 3 }, 2],
  ] as const)('of images: %j, %d', async (options, size) => {
    await trainsAlike(images(5, 4, 2), () =>
      sequential([5, 4, 2], [
        conv2d(5, 2),
        conv2dTranspose(6, size, options as never),
        globalAveragePooling2d(),
        dense(5),
      ] as never),
    );
  });

  it('of steps', async () => {
    const x = { values: waves(rows * 6 * 3), shape: [rows, 6, 3] };
    await trainsAlike(x, () =>
      sequential([6, 3], [
        conv1dTranspose(4, 3, { strides: 2, padding: 'same' }),
        conv1dTranspose(2, 2),
        flatten(),
        dense(5),
      ] as never),
    );
  });
});

describe('numbers that are moved', () => {
  it('in images', async () => {
    await trainsAlike(images(6, 5, 2), () =>
      sequential([6, 5, 2], [
        conv2d(3, 2),
        upSampling2d(2),
        cropping2d([
          [1, 2],
          [0, 1],
        ]),
        permute([2, 1, 3]),
        zeroPadding2d(1),
        conv2d(4, 2, { activation: 'relu' }),
        globalMaxPooling2d(),
        repeatVector(3),
        zeroPadding1d(2),
        upSampling1d(2),
        cropping1d([1, 2]),
        flatten(),
        dense(5),
      ] as never),
    );
  });

  it('in volumes', async () => {
    const x = { values: waves(rows * 3 * 3 * 3 * 2), shape: [rows, 3, 3, 3, 2] };
    await trainsAlike(x, () =>
      sequential([3, 3, 3, 2], [
        dense(3, { activation: 'relu' }),
        upSampling3d(2),
        zeroPadding3d([1, 0, 2]),
        cropping3d([1, 2, 1]),
        globalMaxPooling3d(),
        dense(5),
      ] as never),
    );
  });
});

describe('poolings', () => {
  it.each([
    ['max', maxPooling2d(2)],
    ['max, same', maxPooling2d(3, { strides: 2, padding: 'same' })],
    ['max, over each other', maxPooling2d([3, 2], { strides: 1 })],
    ['max, apart', maxPooling2d(2, { strides: 3 })],
    ['mean', averagePooling2d(2)],
    ['mean, over each other', averagePooling2d(3, { strides: 2 })],
  ] as const)('of images: %s', async (_name, pool) => {
    const config = pool.spec.config as Record<string, unknown>;
    await trainsAlike(images(8, 9, 3), () =>
      sequential([8, 9, 3], [
        conv2d(6, 2, { activation: 'relu' }),
        pool.spec.className === 'MaxPooling2D'
          ? maxPooling2d(
              config['poolSize'] as never,
              { strides: config['strides'], padding: config['padding'] } as never,
            )
          : averagePooling2d(config['poolSize'] as never, { strides: config['strides'] } as never),
        conv2d(5, 2),
        globalAveragePooling2d(),
        dense(5),
      ] as never),
    );
  });

  it('of steps', async () => {
    const x = { values: waves(rows * 16 * 3), shape: [rows, 16, 3] };
    await trainsAlike(x, () =>
      sequential([16, 3], [conv1d(5, 3), maxPooling1d(2), averagePooling1d(2), flatten(), dense(5)] as never),
    );
  });
});

/** Normalizations, made anew for each model. */
const normalizations = {
  'of batches': () => [batchNormalization(), reLU(), batchNormalization({ momentum: 0.8, scale: false })],
  'of batches, frozen': () => [
    batchNormalization({ trainable: false }),
    batchNormalization({ center: false }),
  ],
  'of layers': () => [layerNormalization(), reLU(), layerNormalization({ center: false, scale: false })],
} as const;

describe('normalizations', () => {
  it.each(Object.entries(normalizations))('%s', async (_name, several) => {
    await trainsAlike(images(5, 6, 3), () =>
      sequential([5, 6, 3], [conv2d(7, 2), ...several(), flatten(), dense(5)] as never),
    );
  });
});

describe('graphs', () => {
  it('branch and come together', async () => {
    await trainsAlike(images(6, 6, 3), () => {
      const { add, average, concatenate, multiply, subtract } = layers;
      const x = input([6, 6, 3]);
      const a = x.conv2d(4, 3, { padding: 'same', activation: 'relu' });
      const b = a.batchNormalization().conv2d(4, 3, { padding: 'same' });
      const sum = add()([a, b]);
      const both = concatenate()([sum, subtract()([sum, a]), multiply()([a, b])]);
      return average()([both, both])
        .zeroPadding2d([
          [1, 0],
          [2, 1],
        ])
        .spatialDropout2d(0.3, { seed: 3 })
        .maxPooling2d(2)
        .flatten()
        .dense(5)
        .toModel();
    });
  });

  it('take the larger or the lesser of two, with slopes below zero', async () => {
    await trainsAlike(images(6, 5, 3), () => {
      const x = input([6, 5, 3]).preLU({ alphaInitializer: 'glorotUniform' });
      const [a, b] = [x.conv2d(4, 3), x.conv2d(4, 3)];
      const [more, less] = [layers.maximum()([a, b]), layers.minimum()([a.reLU(), b.reLU()])];
      const both = layers
        .maximum()([more, less])
        .preLU({ sharedAxes: [1, 2] });
      return layers.minimum()([both, a]).rmsNormalization().flatten().dense(5).toModel();
    });
  });

  it('attend', async () => {
    const x = { values: waves(rows * 7 * 6), shape: [rows, 7, 6] };
    await trainsAlike(x, () => {
      const steps = input([7, 6]);
      const attended = layers.add()([steps, layers.multiHeadAttention(3, 5, { valueDim: 4 })(steps)]);
      const fed = attended
        .layerNormalization()
        .dense(9, { activation: 'gelu' })
        .multiHeadAttention(2, 3, { useBias: false });
      return fed.globalAveragePooling1d().dense(5).toModel();
    });
  });

  it('look at each picture of a film', async () => {
    const films = { values: waves(rows * 4 * 6 * 6 * 2), shape: [rows, 4, 6, 6, 2] };
    const each = () =>
      input([6, 6, 3]).conv2d(3, 3, { activation: 'relu6' }).maxPooling2d(2).dropout(0.2, { seed: 2 });
    await trainsAlike(films, () =>
      input([4, 6, 6, 2])
        .timeDistributed(layers.conv2d(3, 2, { padding: 'same' }))
        .timeDistributed(layers.dropout(0.3, { seed: 7 }))
        .timeDistributed(each().flatten().toModel())
        .lstm(5)
        .dense(5)
        .toModel(),
    );
    const kept = () => input([4, 6, 6, 2]).timeDistributed(layers.batchNormalization());
    await expect(trainsAlike(films, () => kept().flatten().dense(5).toModel())).rejects.toThrow(
      'has weights that follow each step, or are frozen',
    );
  });

  it('begin with embeddings', async () => {
    const x = Array.from({ length: rows }, (_, i) =>
      Array.from({ length: 6 }, (__, j) => (i * 5 + j * 3) % 11),
    );
    await trainsAlike(x, () =>
      sequential([6], [
        embedding(11, 7),
        conv1d(6, 3, { activation: 'relu' }),
        globalAveragePooling1d(),
        dense(5),
      ] as never),
    );
  });
});
