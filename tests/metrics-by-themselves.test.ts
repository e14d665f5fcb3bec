// Metrics outside of fit: each keeps a state of its own, takes data in any form, and frees it.
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { layers, metrics, sequential } from '../src/index.js';

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
