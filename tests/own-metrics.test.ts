// Metrics in train steps of one's own: updated there, read for logs, begun anew each epoch and for each evaluation.
import * as tf from '@tensorflow/tfjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  callbacks,
  defineModel,
  input,
  layers,
  metrics,
  optimizers,
  sequential,
  useBackend,
} from '../src/index.js';
import { expectClose, kerasFixture, type Values } from './fixtures/keras-values.js';

const folder = mkdtempSync(join(tmpdir(), 'own-metrics-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => useBackend('cpu'));

type Numbers<K extends string> = Readonly<Record<K, readonly number[]>>;
const { tracked: keras } = kerasFixture<{
  readonly tracked: Readonly<Record<'x' | 'y' | 'sampleWeight', Values>> & {
    readonly validation: readonly [Values, Values];
    readonly initialWeights: readonly Values[];
    readonly history: Numbers<'loss' | 'auc' | 'precision' | 'val_loss' | 'val_auc' | 'val_precision'>;
    readonly evaluated: Readonly<Record<'loss' | 'auc' | 'precision', number>>;
    readonly again: Numbers<'loss' | 'auc' | 'precision'>;
  };
}>('own-steps');

const data = <const S extends readonly number[]>({ values }: Values, shape: S) => ({
  values: Float32Array.from(values as readonly number[]),
  shape,
});
const x = data(keras.x, [11, 3]);
const y = data(keras.y, [11, 1]);
const sampleWeight = Float32Array.from(keras.sampleWeight.values as readonly number[]);
const validationData = [data(keras.validation[0], [5, 3]), data(keras.validation[1], [5, 1])] as const;
const options = { batchSize: 4, shuffle: false, verbose: 0 } as const;

/** As Keras's guide has it: a tracker of the loss, and metrics that steps update. */
const tracked = () => {
  const net = sequential(
    [3],
    [layers.dense(4, { activation: 'tanh' }), layers.dense(1, { activation: 'sigmoid' })],
  );
  const loss = metrics.mean({ name: 'loss' });
  const auc = metrics.auc();
  const precision = metrics.precision();
  const whole = defineModel({
    name: 'tracked',
    inputs: input([3]),
    outputs: [1],
    labels: [1],
    parts: { net },
    call: (x: tf.Tensor, { net }) => net(x),
    trainStep: (
      { x, y, weights }: { x: tf.Tensor; y: tf.Tensor; weights?: tf.Tensor1D },
      { net },
      { minimize },
    ) => {
      const crossEntropy = minimize(() => {
        const made = net(x);
        auc.update(y, made, { sampleWeight: weights });
        precision.update(y, made);
        const clipped = tf.clipByValue(made, 1e-7, 1 - 1e-7);
        const ofOnes = tf.mul(y, tf.log(clipped));
        const ofZeros = tf.mul(tf.sub(1, y), tf.log(tf.sub(1, clipped)));
        return tf.neg(tf.mean(tf.add(ofOnes, ofZeros)));
      });
      loss.update(crossEntropy);
      return { loss, auc, precision };
    },
  });
  return { whole, net, loss, auc, precision };
};

const begun = () => {
  const all = tracked();
  const trained = all.whole.compile({ optimizer: optimizers.adam({ learningRate: 0.05 }), seed: 1 });
  all.net.setWeights(
    keras.initialWeights.map(({ values, shape }) => tf.tensor(values as number[], [...shape])),
  );
  return { ...all, trained };
};

describe('metrics in a step', () => {
  test('come to what Keras has of each epoch, of validation, and of evaluate', async () => {
    const { trained } = begun();
    const { history } = await trained.fit(x, y, {
      ...options,
      epochs: 3,
      sampleWeight,
      validationData,
      validationBatchSize: 2,
    } as never);
    expect(Object.keys(history)).toEqual(Object.keys(keras.history).sort());
    for (const [name, values] of Object.entries(keras.history))
      expectClose((history as unknown as Record<string, number[]>)[name]!, values, name);
    const evaluated = await trained.evaluate(x, y, { batchSize: 4, verbose: 0 });
    for (const name of ['loss', 'auc', 'precision'] as const)
      expectClose([evaluated[name]], [keras.evaluated[name]], name);
    // nothing is left of the run before
    const again = await trained.fit(x, y, { ...options, epochs: 1, sampleWeight });
    for (const name of ['loss', 'auc', 'precision'] as const)
      expectClose(again.history[name], keras.again[name], name);
    trained.dispose();
  });

  test('have what they took in by themselves for themselves, and leave no tensor behind', async () => {
    const { trained, auc, loss } = begun();
    await trained.fit(x, y, { ...options, epochs: 1 });
    const before = tf.memory().numTensors;
    auc.update([[0], [1]], [[0.2], [0.7]]);
    loss.update(3);
    const own = tf.memory().numTensors;
    await trained.fit(x, y, { ...options, epochs: 2 });
    await trained.evaluate(x, y, { verbose: 0 });
    const { auc: ofBatch } = await trained.trainOnBatch(x, y);
    expect(ofBatch).toBeGreaterThan(0);
    expect(tf.memory().numTensors).toBe(own);
    expect([await auc.result(), await loss.result()]).toEqual([1, 3]);
    auc.reset();
    loss.reset();
    expect(tf.memory().numTensors).toBe(before);
    trained.dispose();
  });

  test('go on in a run that was cut off within an epoch', async () => {
    const whole = begun();
    const { history } = await whole.trained.fit(x, y, { ...options, epochs: 2 });
    const place = join(folder, 'cut');
    const run = ({ trained }: ReturnType<typeof begun>, cutsOff: boolean) =>
      trained.fit(x, y, {
        ...{ ...options, epochs: 2 },
        callbacks: [
          callbacks.backupAndRestore(place, { saveFreq: 1 }),
          {
            onTrainBatchEnd: (batch) =>
              cutsOff && batch === 1 ? Promise.reject(new Error('cut off')) : undefined,
          },
        ],
      });
    const cut = begun();
    await expect(run(cut, true)).rejects.toThrow('cut off');
    const other = begun();
    const rest = await run(other, false);
    for (const name of ['loss', 'auc', 'precision'] as const)
      expectClose(rest.history[name], history[name], name);
    for (const { trained } of [whole, cut, other]) trained.dispose();
  });

  test('of a step that goes wrong are freed', async () => {
    const net = sequential([3], [layers.dense(1)]);
    const auc = metrics.auc();
    const off = defineModel({
      name: 'off',
      inputs: input([3]),
      outputs: [1],
      parts: { net },
      call: (x: tf.Tensor, { net }) => net(x),
      trainStep: ({ x }: { x: tf.Tensor }, { net }) => {
        auc.update(net(x), net(x));
        return { auc: auc.result() } as unknown as { auc: tf.Tensor };
      },
    }).compile();
    await off.predict(x).then((made) => made.dispose());
    const before = tf.memory().numTensors;
    await expect(off.fit(x, { verbose: 0 })).rejects.toThrow(
      "off: a step must give scalars or metrics by their names in logs, e.g. { loss }; it gave 'auc' as a Promise: give the metric itself, { auc }, whose result is read for logs",
    );
    expect(tf.memory().numTensors).toBe(before);
    off.dispose();
  });

  test('of several numbers are refused', async () => {
    const net = sequential([3], [layers.dense(1, { activation: 'sigmoid' })]);
    const recall = metrics.recall({ thresholds: [0.2, 0.6] });
    const off = defineModel({
      name: 'off',
      inputs: input([3]),
      outputs: [1],
      labels: [1],
      parts: { net },
      call: (x: tf.Tensor, { net }) => net(x),
      trainStep: ({ x, y }: Record<'x' | 'y', tf.Tensor>, { net }) => {
        recall.update(y, net(x));
        return { recall: recall as unknown as tf.Tensor };
      },
    }).compile();
    await expect(off.fit(x, y, { verbose: 0 })).rejects.toThrow(
      "a step tells metrics of one number, and 'recall' gives 2: give one for each, e.g. metrics.recall({ threshold: 0.5 })",
    );
    off.dispose();
  });
});
