// Steps that are planned as a whole on a graphics card, against single operations there. Without an adapter they are skipped by name.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, test } from 'vitest';
import {
  BackendError,
  backendReport,
  callbacks,
  input,
  layers,
  losses,
  model,
  optimizers,
  schedules,
  sequential,
  useBackend,
} from '../../src/index.js';
import { expectNear, expectSame, readWeights, type Trained } from './both-ways.js';

const { dense, flatten } = layers;
let absent: string | undefined;
await useBackend('webgpu').catch((error: unknown) => (absent = (error as Error).message));

const it = (name: string, run: () => Promise<void>, isLeft = false) =>
  test(name, async ({ skip }) => {
    if (absent !== undefined) skip(absent);
    if (isLeft) skip('left for another day: CONFORMANCE=all runs all');
    await useBackend('webgpu');
    await run();
  });
/** Without a graphics card the tables are slow: a third of their rows a day, all in CI. */
const whole = process.env['CI'] !== undefined || process.env['CONFORMANCE'] === 'all';
const turn = Math.floor(Date.now() / 86_400_000) % 3;
let row = 0;
const itOfTable = (name: string, run: () => Promise<void>) => it(name, run, row++ % 3 !== turn && !whole);
afterAll(() => useBackend('cpu'));

const waves = (count: number, step = 1.7) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step) * Math.cos(i * 0.37));
const rows = 50;
const x = { values: waves(rows * 12), shape: [rows, 12] };
const classes = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 5);
const oneHot = {
  values: Float32Array.from({ length: rows * 5 }, (_, i) => Number(classes[Math.floor(i / 5)] === i % 5)),
  shape: [rows, 5],
};
const answers = { values: Float32Array.from({ length: rows * 5 }, (_, i) => (i * 3) % 2), shape: [rows, 5] };
const several = { values: waves(rows * 5, 2.3), shape: [rows, 5] };
const quiet = { verbose: 0, batchSize: 16 } as const;

const small = (
  settings: object = {},
  parts: readonly unknown[] = [dense(9, { activation: 'tanh' }), dense(5)],
) =>
  sequential([12], parts as never).compile({
    ...{ loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }), optimizer: 'adam', seed: 3 },
    ...{ metrics: ['accuracy'], ...settings },
  } as never) as unknown as Trained;

/** What the card's buffers take. */
const bytesOnCard = () => (tf.memory() as unknown as { readonly numBytesInGPU: number }).numBytesInGPU;

describe('on a graphics card', () => {
  for (const [name, end, loss, y] of [
    ['sparse, of logits', 'linear', losses.sparseCategoricalCrossentropy({ fromLogits: true }), classes],
    ['sparse, of probabilities', 'softmax', losses.sparseCategoricalCrossentropy(), classes],
    ['categorical, of logits', 'linear', losses.categoricalCrossentropy({ fromLogits: true }), oneHot],
    ['categorical, smooth', 'softmax', losses.categoricalCrossentropy({ labelSmoothing: 0.1 }), oneHot],
    ['binary, of logits', 'linear', losses.binaryCrossentropy({ fromLogits: true }), answers],
    ['binary', 'sigmoid', losses.binaryCrossentropy({ labelSmoothing: 0.2 }), answers],
    ['squared', 'linear', losses.meanSquaredError({ reduction: 'sum' }), several],
    ['absolute', 'linear', losses.meanAbsoluteError(), several],
  ] as const)
    itOfTable(`losses are the same: ${name}`, async () => {
      const isIndex = y === classes;
      const settings = {
        ...{ loss, optimizer: optimizers.sgd({ learningRate: 0.05 }) },
        metrics: isIndex ? ['accuracy'] : ['accuracy', 'mae', 'mse', 'binaryAccuracy'],
        weightedMetrics: ['accuracy'],
      };
      const parts = () => [dense(9, { activation: 'relu' }), dense(5, { activation: end })];
      for (const weights of [{}, { sampleWeight: waves(rows).map(Math.abs) }])
        await expectSame(
          () => small(settings, parts()),
          async (net, compiledStep) =>
            (await net.fit(x, y, { ...quiet, epochs: 2, compiledStep, ...weights })).history,
        );
    });

  for (const [name, optimizer] of [
    ['sgd', optimizers.sgd({ learningRate: 0.1, weightDecay: 0.01 })],
    ['momentum', optimizers.sgd({ momentum: 0.9, clipvalue: 0.01 })],
    ['nesterov', optimizers.sgd({ momentum: 0.9, nesterov: true })],
    ['adamW', optimizers.adamW({ excludeFromWeightDecay: { varNames: ['bias'] } })],
    ['amsgrad', optimizers.adam({ amsgrad: true })],
    ['rmsprop', optimizers.rmsprop()],
    ['rmsprop, centered', optimizers.rmsprop({ centered: true, momentum: 0.5 })],
    ['adagrad', optimizers.adagrad({ learningRate: 0.05 })],
    [
      'by a schedule',
      optimizers.adam({
        learningRate: schedules.exponentialDecay({
          initialLearningRate: 0.01,
          decaySteps: 2,
          decayRate: 0.5,
        }),
      }),
    ],
  ] as const)
    itOfTable(`optimizers take the same steps: ${name}`, async () => {
      await expectSame(
        () => small({ optimizer }),
        async (net, compiledStep) =>
          (await net.fit(x, classes, { ...quiet, epochs: 2, compiledStep })).history,
      );
    });

  for (const activation of [
    'relu',
    'sigmoid',
    'elu',
    'selu',
    'leakyRelu',
    'softsign',
    'silu',
    'softmax',
  ] as const)
    itOfTable(`activations are the same: ${activation}`, async () => {
      await expectSame(
        () =>
          small({ optimizer: optimizers.sgd({ learningRate: 0.1 }) }, [
            dense(9, { activation }),
            layers.reshape([3, 3]),
            dense(4, { useBias: false }),
            layers.activation(activation),
            flatten(),
            layers.leakyReLU(),
            dense(7, { trainable: false }),
            layers.dropout(0.3, { seed: 4 }),
            layers.dropout(0, { seed: 4 }),
            layers.elu({ alpha: 0.5 }),
            dense(5),
          ]),
        async (net, compiledStep) =>
          (await net.fit(x, classes, { ...quiet, epochs: 2, compiledStep })).history,
      );
    });

  it('models of several inputs and outputs, with layers in several places and models in them, come to the same', async () => {
    const make = () => {
      const [left, right] = [input([12]), input([12])];
      const shared = dense(12, { activation: 'sigmoid' });
      const twice = sequential([12], [dense(6, { activation: 'relu' })]);
      const a = left.apply(shared).apply(shared).apply(twice);
      const b = layers.add()([right.apply(shared).apply(twice), a, layers.average()([a, a])]);
      const c = layers.multiply()([layers.subtract()([a, b]), a]);
      return model({
        inputs: { left, right },
        outputs: { first: a.dense(5), second: b.dense(5, { activation: 'softmax' }), third: c },
      }).compile({
        ...{ optimizer: 'rmsprop', seed: 3, lossWeights: { first: 0.5, second: 2, third: 0.1 } },
        loss: { first: 'mse', second: 'categoricalCrossentropy', third: 'mae' },
        metrics: { first: ['mae'], second: ['accuracy'] },
        weightedMetrics: { second: ['accuracy'] },
      } as never) as unknown as Trained;
    };
    await expectSame(make, async (net, compiledStep) => {
      const { history } = await net.fit(
        { left: x, right: { ...x, values: waves(rows * 12, 0.9) } },
        { first: several, second: oneHot, third: { values: waves(rows * 6), shape: [rows, 6] } },
        {
          ...{ ...quiet, epochs: 2, compiledStep },
          sampleWeight: { first: waves(rows).map(Math.abs), second: waves(rows, 3).map(Math.abs) },
        },
      );
      return history;
    });
  });

  it('convolutions and poolings come to the same, of steps and of images', async () => {
    const { averagePooling2d, conv1d, conv2d, maxPooling1d, maxPooling2d } = layers;
    const images = { values: waves(20 * 13 * 11 * 3), shape: [20, 13, 11, 3] };
    const few = { values: waves(20 * 4, 2.3), shape: [20, 4] };
    await expectSame(
      () =>
        sequential([13, 11, 3], [
          conv2d(5, 3, { padding: 'same', activation: 'relu' }),
          maxPooling2d(2, { padding: 'same' }),
          conv2d(6, [2, 3], { strides: [2, 1], activation: 'tanh', useBias: false }),
          conv2d(4, 1, { activation: 'silu' }),
          averagePooling2d(2, { strides: 1 }),
          layers.reshape([4, 6] as never),
          conv1d(5, 3, { padding: 'causal', dilationRate: 2 } as never),
          maxPooling1d(2),
          flatten(),
          dense(4),
        ] as never).compile({
          ...{ loss: 'mse', optimizer: optimizers.sgd({ learningRate: 0.1 }), seed: 3, metrics: ['mae'] },
        } as never) as unknown as Trained,
      async (net, compiledStep) =>
        (await net.fit(images, few, { ...quiet, batchSize: 14, epochs: 2, compiledStep })).history,
    );
  });

  it('sums of many steps are taken in parts', async () => {
    const long = { values: waves(6 * 2500 * 3), shape: [6, 2500, 3] };
    const rates = { values: waves(6 * 2500 * 2, 2.3), shape: [6, 2500, 2] };
    await expectSame(
      () =>
        sequential(
          [2500, 3],
          [dense(4, { activation: 'tanh' }), layers.conv1d(2, 3, { padding: 'same' })],
        ).compile({
          ...{ loss: 'mse', optimizer: optimizers.sgd({ learningRate: 0.1 }), seed: 3 },
        } as never) as unknown as Trained,
      async (net, compiledStep) =>
        (await net.fit(long, rates, { batchSize: 4, verbose: 0, epochs: 2, compiledStep })).history,
    );
  });

  it('weights and rates that are set count from the next step on', async () => {
    await expectSame(small, async (net, compiledStep) => {
      const first = await net.trainOnBatch(x, classes, { compiledStep });
      const doubled = net.getWeights().map((tensor) => tf.mul(tensor, 2));
      net.setWeights(doubled);
      tf.dispose(doubled);
      (net.optimizer as unknown as { learningRate: number }).learningRate = 0.05;
      const second = await net.trainOnBatch(x, classes, { compiledStep });
      const { history } = await net.fit(x, classes, {
        ...{ ...quiet, epochs: 3, compiledStep },
        callbacks: [callbacks.learningRateScheduler((epoch) => 0.01 / (epoch + 1))],
        validationSplit: 0.2,
      });
      const last = await net.evaluate(x, classes, { verbose: 0 });
      return { ...history, steps: [first['loss']!, second['loss']!, last['loss']!] };
    });
  });

  it('weights are current wherever they are read, copies stay what they were', async () => {
    const net = small();
    const copies = net.getWeights();
    const before = await readWeights(net);
    const seen: number[] = [];
    await net.fit(x, classes, {
      ...{ ...quiet, compiledStep: true },
      callbacks: [{ onTrainBatchEnd: async () => void seen.push((await readWeights(net))[0]![0]!) }],
    });
    expect(new Set([...seen, before[0]![0]!]).size).toBe(5);
    for (const [i, copy] of copies.entries())
      expect(Float32Array.from((await copy.data()) as Float32Array)).toEqual(before[i]);
    tf.dispose(copies);
    net.dispose();
  });

  it('weights and slots go over from one way to the other, logs of batches are read one by one', async () => {
    const logs = (): { seen: number[]; callbacks: object[] } => {
      const seen: number[] = [];
      return {
        seen,
        callbacks: [{ onTrainBatchEnd: (_: number, { loss }: { loss: number }) => void seen.push(loss) }],
      };
    };
    const [mixed, plain] = [small(), small()];
    const [ofMixed, ofPlain] = [logs(), logs()];
    for (const compiledStep of [true, false, true])
      await mixed.fit(x, classes, { ...quiet, compiledStep, callbacks: ofMixed.callbacks });
    for (let i = 0; i < 3; i++)
      await plain.fit(x, classes, { ...quiet, compiledStep: false, callbacks: ofPlain.callbacks });
    const wanted = await readWeights(plain);
    (await readWeights(mixed)).forEach((values, i) => expectNear(values, wanted[i]!, 1e-5, `weight ${i}`));
    expectNear(ofMixed.seen, ofPlain.seen, 1e-5, 'losses of batches');
    expect(ofMixed.seen.length).toBe(12);
    mixed.dispose();
    plain.dispose();
  });

  it('runs leave no tensors and no buffers behind, those that are broken off neither', async () => {
    const net = small();
    await net.fit(x, classes, quiet);
    const left = () => ({ tensors: tf.memory().numTensors, bytes: bytesOnCard() });
    const before = left();
    await net.fit(x, classes, { ...quiet, epochs: 30 });
    for (let i = 0; i < 5; i++) await net.trainOnBatch(x, classes, { compiledStep: true });
    expect(left()).toEqual(before);
    const stop = new AbortController();
    const aborted = net.fit(x, classes, {
      ...{ ...quiet, epochs: 3, signal: stop.signal },
      callbacks: [{ onTrainBatchEnd: (batch: number) => void (batch === 1 && stop.abort()) }],
    });
    await expect(aborted).rejects.toThrow(/abort/i);
    const failed = net.fit(x, classes, {
      ...quiet,
      callbacks: [
        {
          onTrainBatchBegin: (batch: number) => {
            if (batch === 2) throw new Error('no more');
          },
        },
      ],
    });
    await expect(failed).rejects.toThrow('no more');
    expect(left()).toEqual(before);
    const weights = await readWeights(net);
    expect(weights.flatMap((values) => [...values]).every(Number.isFinite)).toBe(true);
    net.dispose();
  });

  it('a step that the card refuses is an error, and the model is as it was when the epoch began', async () => {
    const net = small();
    await net.fit(x, classes, quiet);
    const before = await readWeights(net);
    const { device } = tf.backend() as unknown as {
      device: { createBuffer(given: { size: number; usage: number }): unknown };
    };
    const failed = net.fit(x, classes, {
      ...quiet,
      // MAP_READ with INDEX: a buffer that no device takes
      callbacks: [{ onTrainBatchEnd: () => void device.createBuffer({ size: 16, usage: 0x11 }) }],
    });
    await expect(failed).rejects.toBeInstanceOf(BackendError);
    expect(await readWeights(net)).toEqual(before);
    await net.fit(x, classes, quiet);
    expect(backendReport().step).toMatchObject({ compiled: true });
    net.dispose();
  });

  it('a loss that became NaN is told with its batch, after the epoch', async () => {
    const net = small({ loss: 'mse', metrics: [], optimizer: optimizers.sgd({ learningRate: 1e30 }) });
    const warned: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => void warned.push(text);
    try {
      const { history } = await net.fit(x, several, { ...quiet, compiledStep: true });
      expect(history['loss']![0]).toBeNaN();
    } finally {
      console.warn = warn;
    }
    expect(warned.join()).toMatch(/became NaN in epoch 1, at batch [2-4] of it/);
    net.dispose();
  });

  it('what has no plan is left to single operations, or refused by name', async () => {
    const net = small();
    await net.fit(x, classes, quiet);
    expect(backendReport().step).toMatchObject({ compiled: true, because: undefined });
    await net.fit(x, classes, { ...quiet, compiledStep: false });
    expect(backendReport().step).toMatchObject({ compiled: false, because: 'compiledStep is false' });
    await expect(net.evaluate(x, classes, { compiledStep: true })).rejects.toThrow(
      "the backend is 'webgpu', and predictions and tests are planned on 'wasm' alone",
    );
    net.dispose();
    for (const [other, because] of [
      [small({}, [layers.preLU(), dense(5)]), "the layer 'p_re_lu' (PReLU) has no plan"],
      [small({ optimizer: 'lion' }), "the optimizer Lion as it is set has no plan on 'webgpu'"],
      [small({ metrics: ['sparseTopKCategoricalAccuracy'] }), /^the metric .* has no plan on 'webgpu'$/],
      [
        small({ loss: losses.sparseCategoricalCrossentropy({ ignoreClass: 2 }) }),
        /^the loss .* has no plan on 'webgpu'$/,
      ],
    ] as const) {
      await expect(other.fit(x, classes, { ...quiet, compiledStep: true })).rejects.toThrow(
        'there is no plan',
      );
      await other.fit(x, classes, quiet);
      const { step } = backendReport();
      expect(step!.compiled).toBe(false);
      if (typeof because === 'string') expect(step!.because).toBe(because);
      else expect(step!.because).toMatch(because);
      other.dispose();
    }
  });
});
