// Metrics outside of fit: each keeps a state of its own, takes data in any form, and frees it.
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { layers, metrics, sequential } from '../src/index.js';
import { plotHistory } from '../src/pictures/index.js';

beforeAll(() => tf.setBackend('cpu').then(() => undefined));

test('a metric takes arrays, flat values with a shape, and tensors, over several calls', async () => {
  const precision = metrics.precision();
  precision.update([[1], [0]], [[0.9], [0.8]]);
  precision.update({ values: Float32Array.of(1, 1), shape: [2, 1] }, [[0.6], [0.1]]);
  const [labels, predictions] = [tf.tensor2d([[0]]), tf.tensor2d([[0.2]])];
  precision.update(labels, predictions);
  expect(await precision.result()).toBeCloseTo(2 / 3, 6);
  expect(labels.isDisposed || predictions.isDisposed).toBe(false);
  tf.dispose([labels, predictions]);
  precision.reset();
  expect(await precision.result()).toBe(0);
});

test('weights weigh samples', async () => {
  const recall = metrics.recall();
  recall.update([[1], [1]], [[0.9], [0.1]], { sampleWeight: [3, 1] });
  expect(await recall.result()).toBeCloseTo(0.75, 6);
  recall.reset();
});

test('nothing is left behind, and use in fit does not touch what it has seen by itself', async () => {
  const auc = metrics.auc();
  auc.update([[0], [1]], [[0.2], [0.7]]);
  const model = sequential([2], [layers.dense(1, { activation: 'sigmoid' })]);
  const trainable = model.compile({ loss: 'bce', metrics: [auc, metrics.f1Score({ average: 'micro' })] });
  const x = [
    [1, 0],
    [0, 1],
  ];
  await trainable.fit(x, [[1], [0]], { verbose: 0 });
  const before = tf.memory().numTensors;
  const { history } = await trainable.fit(x, [[1], [0]], { verbose: 0, epochs: 2 });
  expect(history.auc).toHaveLength(2);
  expect(history.f1_score).toHaveLength(2);
  expect(tf.memory().numTensors).toBe(before);
  expect(await auc.result()).toBe(1);
  auc.reset();
  trainable.dispose();
  expect(tf.memory().numTensors).toBe(0);
});

test('labels of another shape than the predictions are refused, and what was seen stays', async () => {
  const precision = metrics.precision();
  precision.update([[1]], [[0.9]]);
  expect(() => precision.update([1, 2], [[0.1, 0.2, 0.3]])).toThrow(
    "precision needs labels of the predictions' shape [1, 3], got [2]",
  );
  expect(await precision.result()).toBe(1);
  precision.reset();
  expect(() => metrics.iou(2, [2])).toThrow('iou: targetClassIds must be from 0 to 1, got 2');
});

test('compile knows losses and metrics by the names of Keras and by ours', () => {
  for (const name of ['log_cosh', 'KLD', 'dice', 'binary_focal_crossentropy'] as const)
    expect(() => sequential([2], [layers.dense(1)]).compile({ loss: name })).not.toThrow();
  for (const name of ['auc', 'top_k_categorical_accuracy', 'r2Score', 'binary_io_u'] as const)
    expect(() => sequential([2], [layers.dense(3)]).compile({ loss: 'mse', metrics: [name] })).not.toThrow();
});

test('several thresholds, and classes by themselves, give lists: by itself, in results, logs and the history', async () => {
  const both = metrics.recall({ thresholds: [0.2, 0.6] });
  expect(await both.result()).toEqual([0, 0]);
  both.update([[1], [1]], [[0.9], [0.3]]);
  const values: number[] = await both.result();
  expect(values).toEqual([1, 0.5]);
  both.reset();
  expect(() => metrics.precision({ threshold: 0.5, thresholds: [0.1] })).toThrow(
    'precision takes threshold or thresholds, not both',
  );

  const trainable = sequential([2], [layers.dense(2, { activation: 'sigmoid' })]).compile({
    loss: 'bce',
    metrics: [metrics.precision({ thresholds: [0.2, 0.6, 0.9] }), 'f1_score', 'mae'],
    weightedMetrics: [metrics.f1Score()],
    seed: 3,
  });
  expect(trainable.metricsNames).toEqual(['loss', 'precision', 'f1_score', 'mae', 'weighted_f1_score']);
  const x = [
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  const y = [
    [1, 0],
    [0, 1],
    [1, 0],
  ];
  const quiet = { verbose: 0 } as const;
  const seen: Record<string, number>[] = [];
  const { history } = await trainable.fit(x, y, {
    ...quiet,
    epochs: 2,
    validationData: [x, y],
    callbacks: [{ onEpochEnd: (_, logs) => void seen.push({ ...logs }) }],
  });
  const precisions: number[][] = history.val_precision;
  expect(precisions).toHaveLength(2);
  expect(history.f1_score.map((each) => each.length)).toEqual([2, 2]);
  // to callbacks each number is one of its own, which can be watched and written
  expect(seen[1]!['val_precision[2]']).toBe(precisions[1]![2]);
  expect(Object.keys(seen[0]!).filter((name) => name.startsWith('f1'))).toEqual([
    'f1_score[0]',
    'f1_score[1]',
  ]);
  const results = await trainable.evaluate(x, y, quiet);
  const [first, second, third]: number[] = results.precision;
  expect([first, second, third].every((each) => typeof each === 'number')).toBe(true);
  expect(results.precision).toEqual(precisions[1]);
  const list: (number | number[])[] = await trainable.evaluate(x, y, { ...quiet, returnList: true });
  expect(list).toEqual([
    results.loss,
    results.precision,
    results.f1_score,
    results.mae,
    results.weighted_f1_score,
  ]);
  const onBatch = await trainable.testOnBatch(x, y);
  expect(onBatch.precision).toEqual(results.precision);
  expect(plotHistory(history)).toContain('precision[1]');
  trainable.dispose();
});

test('mean and sum are of values by themselves, as Keras has them', async () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 9],
  ];
  const before = tf.memory().numTensors;
  // keras.metrics.Mean and Sum of Keras 3.15: result() after each update_state of these
  const updates = [
    [[1, 3, 5, 7], undefined, 4, 16],
    [[1, 3, 5, 7], [1, 1, 0, 0], 3.3333333, 20],
    [rows, undefined, 3.5, 44],
    [rows, [2, 0], 3.2, 56],
    [
      rows,
      [
        [1, 0, 0.5],
        [0, 0, 1],
      ],
      3.3076923,
      67.5,
    ],
    [8, undefined, 3.7042253, 75.5],
  ] as const;
  const [mean, sum] = [metrics.mean(), metrics.sum({ name: 'all' })];
  expect([mean.name, sum.name, await mean.result()]).toEqual(['mean', 'all', 0]);
  for (const [values, sampleWeight, wantedMean, wantedSum] of updates) {
    const options = sampleWeight === undefined ? {} : { sampleWeight };
    mean.update(values, options);
    sum.update(values, options);
    expect(await mean.result()).toBeCloseTo(wantedMean, 5);
    expect(await sum.result()).toBeCloseTo(wantedSum, 5);
  }
  mean.reset();
  sum.reset();
  expect(await sum.result()).toBe(0);
  expect(tf.memory().numTensors).toBe(before);
  expect(() => sequential([2], [layers.dense(1)]).compile({ loss: 'mse', metrics: [mean as never] })).toThrow(
    'compile: a metric must be a name',
  );
});
