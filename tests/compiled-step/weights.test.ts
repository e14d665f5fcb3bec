// What compiled steps change is what everybody sees, and nobody's copies.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  backendReport,
  callbacks,
  constraints,
  input,
  layers,
  losses,
  metrics,
  model,
  optimizers,
  regularizers,
  sequential,
  useBackend,
} from '../../src/index.js';
import { expectNear, expectSame, weightsOf, type Trained } from './both-ways.js';

const { dense, dropout } = layers;
const waves = (count: number, step = 1.7) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i * step) * Math.cos(i * 0.37));
const rows = 50;
const x = { values: waves(rows * 6), shape: [rows, 6] };
const y = { values: waves(rows * 3, 2.3), shape: [rows, 3] };

const small = (settings: object = {}) =>
  sequential([6], [dense(8, { activation: 'tanh' }), dense(3)]).compile({
    ...{ loss: 'mse', optimizer: 'adam', seed: 3, metrics: ['mae'] },
    ...settings,
  } as never) as unknown as Trained;
const quiet = { verbose: 0, compiledStep: true } as const;

beforeAll(async () => {
  await useBackend('wasm');
});

describe('weights', () => {
  it('are current wherever they are read, copies stay what they were', async () => {
    const trained = small();
    const before = trained.getWeights();
    const values = before.map((tensor) => Float32Array.from(tensor.dataSync() as Float32Array));
    await trained.fit(x, y, quiet);
    const after = trained.getWeights();
    const moved = after.map((tensor) => Float32Array.from(tensor.dataSync() as Float32Array));
    before.forEach((tensor, i) =>
      expect(Float32Array.from(tensor.dataSync() as Float32Array)).toEqual(values[i]),
    );
    expect(moved[0]).not.toEqual(values[0]);
    await trained.fit(x, y, quiet);
    after.forEach((tensor, i) =>
      expect(Float32Array.from(tensor.dataSync() as Float32Array)).toEqual(moved[i]),
    );
    tf.dispose([...before, ...after]);
    trained.dispose();
  });

  it('that are set, and rates that are, count from the next step on', async () => {
    await expectSame(small, async (trained, compiledStep) => {
      const first = await trained.trainOnBatch(x, y, { compiledStep });
      const doubled = trained.getWeights().map((tensor) => tf.mul(tensor, 2));
      trained.setWeights(doubled);
      tf.dispose(doubled);
      (trained.optimizer as unknown as { learningRate: number }).learningRate = 0.05;
      const second = await trained.trainOnBatch(x, y, { compiledStep });
      const { history } = await trained.fit(x, y, {
        ...{ epochs: 3, verbose: 0, compiledStep },
        callbacks: [callbacks.learningRateScheduler((epoch) => 0.01 / (epoch + 1))],
        validationSplit: 0.2,
      });
      const last = await trained.evaluate(x, y);
      return { ...history, steps: [first['loss']!, second['loss']!, last['loss']!] };
    });
  });

  it('and slots go over from one way to the other', async () => {
    const [mixed, plain] = [small(), small()];
    for (const compiledStep of [true, false, true]) await mixed.fit(x, y, { verbose: 0, compiledStep });
    for (let i = 0; i < 3; i++) await plain.fit(x, y, { verbose: 0, compiledStep: false });
    const wanted = weightsOf(plain);
    weightsOf(mixed).forEach((values, i) => expectNear(values, wanted[i]!, 1e-5, `weight ${i}`));
    mixed.dispose();
    plain.dispose();
  });

  it('are seen by callbacks of batches, and by predictions in their midst', async () => {
    const trained = small();
    const seen: number[] = [];
    const predicted: number[] = [];
    await trained.fit(x, y, {
      ...quiet,
      callbacks: [
        {
          onTrainBatchEnd: async () => {
            seen.push(weightsOf(trained)[0]![0]!);
            const outputs = await trained.predict(x);
            predicted.push((outputs.dataSync() as Float32Array)[0]!);
            outputs.dispose();
          },
        },
      ],
    });
    expect(new Set(seen).size).toBe(2);
    expect(new Set(predicted).size).toBe(2);
    trained.dispose();
  });

  it('learn with penalties, constraints and frozen layers as today', async () => {
    const heavy = {
      kernelRegularizer: regularizers.l1l2({ l1: 0.01, l2: 0.02 }),
      biasRegularizer: 'l2',
    } as const;
    await expectSame(
      () =>
        sequential(
          [6],
          [
            dense(8, { ...heavy, activation: 'relu' }),
            dense(8, { trainable: false, kernelRegularizer: 'l2' }),
            dense(3, { kernelConstraint: constraints.maxNorm(0.5) }),
          ],
        ).compile({
          loss: 'mse',
          optimizer: optimizers.sgd({ learningRate: 0.1 }),
          seed: 3,
        } as never) as unknown as Trained,
      async (trained, compiledStep) =>
        (await trained.fit(x, y, { epochs: 3, batchSize: 16, verbose: 0, compiledStep })).history,
    );
  });
});

describe('models', () => {
  it('of several inputs and outputs, and of others within, come to the same', async () => {
    const encoder = sequential([6], [dense(5, { activation: 'sigmoid' }), dropout(0.3, { seed: 2 })]);
    const make = () => {
      const [left, right] = [input([6]), input([6])];
      const inner = sequential([6], [dense(5, { activation: 'sigmoid' }), dropout(0.3, { seed: 2 })]);
      const a = left.apply(inner);
      const b = right.apply(inner);
      const both = model({
        inputs: { left, right },
        outputs: { first: a.dense(3), second: b.dense(4, { activation: 'softmax' }) },
      });
      return both.compile({
        ...{ optimizer: 'rmsprop', seed: 3, lossWeights: { first: 0.5, second: 2 } },
        loss: { first: 'mse', second: losses.categoricalCrossentropy() },
        metrics: { first: ['mae'], second: ['accuracy', metrics.topKCategoricalAccuracy({ k: 2 })] },
        weightedMetrics: { first: ['mae'], second: ['accuracy'] },
      } as never) as unknown as Trained;
    };
    encoder.dispose();
    const hot = {
      values: Float32Array.from({ length: rows * 4 }, (_, i) => Number(Math.floor(i / 4) % 4 === i % 4)),
      shape: [rows, 4],
    };
    await expectSame(make, async (trained, compiledStep) => {
      const { history } = await trained.fit(
        { left: x, right: { ...x, values: waves(rows * 6, 0.9) } },
        { first: y, second: hot },
        {
          ...{ epochs: 2, batchSize: 16, verbose: 0, compiledStep },
          sampleWeight: { first: waves(rows).map(Math.abs), second: waves(rows, 3).map(Math.abs) },
        },
      );
      return history;
    });
  });
});

describe('layers', () => {
  it('that stand in several places learn from all of them', async () => {
    await expectSame(
      () => {
        const [left, right] = [input([6]), input([6])];
        const shared = dense(6, { activation: 'tanh' });
        const twice = sequential([6], [dense(6, { activation: 'relu' }), layers.batchNormalization()]);
        const a = left.apply(shared).apply(shared).apply(twice);
        const b = right.apply(shared).apply(twice);
        const both = layers.add()([a, b, a]);
        return model({ inputs: [left, right], outputs: [both, both.dense(3)] }).compile({
          ...{ optimizer: optimizers.lossScale(optimizers.adam()), seed: 3, loss: ['mse', 'mae'] },
        } as never) as unknown as Trained;
      },
      async (trained, compiledStep) =>
        (
          await trained.fit([x, { ...x, values: waves(rows * 6, 0.9) }], [x, y], {
            ...{ epochs: 2, batchSize: 16, verbose: 0, compiledStep },
          })
        ).history,
    );
  });

  it('that are frozen between two runs are planned anew', async () => {
    await expectSame(
      () => {
        const norm = layers.batchNormalization({ center: false, scale: false, momentum: 0.5 });
        const net = sequential([6], [dense(5), norm, dense(3)]);
        const trained = net.compile({
          loss: 'mse',
          optimizer: 'sgd',
          seed: 3,
        } as never) as unknown as Trained;
        return Object.assign(trained, { freeze: () => (norm.trainable = false) });
      },
      async (trained, compiledStep) => {
        const first = await trained.fit(x, y, { verbose: 0, compiledStep });
        (trained as unknown as { freeze(): void }).freeze();
        const second = await trained.fit(x, y, { verbose: 0, compiledStep });
        return { first: first.history['loss']!, second: second.history['loss']! };
      },
    );
  });

  it('of integers are left to single operations', async () => {
    const net = sequential([6], [dense(3)]).compile({ loss: 'mse', seed: 1 });
    void net;
    const whole = input([6], { dtype: 'int32' });
    const odd = model({ inputs: whole, outputs: whole.dense(3) }).compile({ loss: 'mse', seed: 1 });
    const integers = Int32Array.from({ length: rows * 6 }, (_, i) => i % 5);
    await (odd as unknown as Trained).fit({ values: integers, shape: [rows, 6] }, y, { verbose: 0 });
    expect(backendReport().step).toMatchObject({
      compiled: false,
      because: "the layer 'dense' works on integers",
    });
    odd.dispose();
    net.dispose();
  });
});

describe('compiled steps', () => {
  it('are told of by the backend, with their bytes, and why there are none', async () => {
    const trained = small();
    await trained.fit(x, y, { verbose: 0 });
    const { step } = backendReport();
    expect(step).toMatchObject({ compiled: true, because: undefined });
    expect(step!.bytes).toBeGreaterThan(rows * 8 * 4);
    await trained.fit(x, y, { verbose: 0, compiledStep: false });
    expect(backendReport().step).toEqual({
      compiled: false,
      because: 'compiledStep is false',
      bytes: undefined,
    });
    trained.dispose();
    const other = sequential([6], [layers.unitNormalization(), dense(3)]).compile({ loss: 'mse', seed: 1 });
    await other.fit(x as never, y as never, { verbose: 0 });
    expect(backendReport().step!.because).toBe(
      "the layer 'unit_normalization' (UnitNormalization) has no plan",
    );
    await expect(other.fit(x as never, y as never, quiet)).rejects.toThrow(
      "fit: compiledStep is true, but there is no plan for this step: the layer 'unit_normalization' (UnitNormalization) has no plan; leave compiledStep out to train by single operations",
    );
    await expect(other.trainOnBatch(x as never, y as never, { compiledStep: true })).rejects.toThrow(
      'trainOnBatch: compiledStep is true, but there is no plan',
    );
    other.dispose();
  });

  it('leave no tensors and no memory behind, however many there are', async () => {
    const trained = small();
    await trained.fit(x, y, quiet);
    const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
    const [tensors, bytes] = [tf.memory().numTensors, wasm.HEAPU8.length];
    await trained.fit(x, y, { ...quiet, epochs: 500, batchSize: 5 });
    for (let i = 0; i < 50; i++) await trained.trainOnBatch(x, y, { compiledStep: true });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(wasm.HEAPU8.length).toBe(bytes);
    trained.dispose();
  });

  it('take no more memory than single operations do', async () => {
    const trained = sequential(
      [12, 12, 3],
      [
        layers.conv2d(16, 3, { padding: 'same', activation: 'relu' }),
        layers.batchNormalization(),
        layers.maxPooling2d(2),
        layers.conv2d(16, 3),
        layers.flatten(),
        dense(3),
      ],
    ).compile({ loss: 'mse', optimizer: 'adam', seed: 1 }) as unknown as Trained;
    const images = { values: waves(16 * 12 * 12 * 3), shape: [16, 12, 12, 3] };
    const few = { values: waves(16 * 3), shape: [16, 3] };
    const step = (compiledStep: boolean) => trained.trainOnBatch(images, few, { compiledStep });
    await step(false);
    const before = tf.memory().numBytes;
    const { peakBytes } = await tf.profile(() => step(false) as never);
    await step(true);
    expect(backendReport().step!.bytes).toBeLessThan(peakBytes - before);
    trained.dispose();
  });

  it('say where a loss became NaN, and end with the callback that looks out for it', async () => {
    const trained = small({ optimizer: optimizers.sgd({ learningRate: 1e30 }) });
    const { history } = await trained.fit(x, y, {
      ...quiet,
      epochs: 9,
      callbacks: [callbacks.terminateOnNaN()],
    });
    expect(history['loss']!.length).toBeLessThan(9);
    expect(history['loss']!.at(-1)).toBeNaN();
    trained.dispose();
  });
});
