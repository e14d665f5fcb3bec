// Metrics that are counted where predictions stand come to what single operations come to.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { layers, metrics, sequential, useBackend } from '../../src/index.js';
import { readyMetrics, resolveMetric } from '../../src/training/metrics/by-name.js';
import type { AnyMetric } from '../../src/training/metrics/index.js';
import { expectNear, expectSame, type Trained } from './both-ways.js';

const { dense } = layers;
const rows = 70;
const x = {
  values: Float32Array.from({ length: rows * 6 }, (_, i) => Math.sin(i * 1.7) * 2),
  shape: [rows, 6],
};
const bits = {
  values: Float32Array.from({ length: rows * 3 }, (_, i) => (i * 5 + (i % 7)) % 2),
  shape: [rows, 3],
};
const weights = Float32Array.from({ length: rows }, (_, i) => (i % 4) / 2);

const made: Readonly<Record<string, () => AnyMetric>> = {
  auc: () => metrics.auc(),
  'auc, precision over recall': () => metrics.auc({ curve: 'PR', numThresholds: 37 }),
  'auc at thresholds of its own': () => metrics.auc({ thresholds: [0.3, 0.41, 0.9] }),
  'auc, each label by itself': () => metrics.auc({ multiLabel: true }),
  'auc of logits': () => metrics.auc({ fromLogits: true }),
  precision: () => metrics.precision(),
  'precision of a class': () => metrics.precision({ classId: 1, threshold: 0.45 }),
  'precision of the largest': () => metrics.precision({ topK: 2 }),
  recall: () => metrics.recall({ thresholds: [0.6, 0.2, 0.4] }) as AnyMetric,
  'recall at even thresholds': () => metrics.recall({ thresholds: [0, 0.5, 1] }) as AnyMetric,
  truePositives: () => metrics.truePositives(),
  falseNegatives: () => metrics.falseNegatives({ thresholds: [0.1, 0.55] }) as AnyMetric,
  trueNegatives: () => metrics.trueNegatives({ threshold: 0.52 }),
  falsePositives: () => metrics.falsePositives(),
  precisionAtRecall: () => metrics.precisionAtRecall(0.6),
  sensitivityAtSpecificity: () => metrics.sensitivityAtSpecificity(0.4, { classId: 2 }),
};

beforeAll(() => useBackend('wasm'));

describe('metrics of yes and no', () => {
  it.each(Object.entries(made))('%s', async (_, metric) => {
    const given = metric();
    await expectSame(
      () =>
        sequential([6], [dense(9, { activation: 'tanh' }), dense(3, { activation: 'sigmoid' })]).compile({
          seed: 3,
          optimizer: 'sgd',
          loss: 'binaryCrossentropy',
          metrics: [given],
          weightedMetrics: [metric()],
        } as never) as unknown as Trained,
      async (model, compiledStep) => {
        const options = { batchSize: 32, verbose: 0, compiledStep, sampleWeight: weights };
        const { history } = await model.fit(x, bits, { epochs: 2, ...options, validationSplit: 0.3 });
        // a list of lists, where there are several thresholds
        return Object.fromEntries(Object.entries(history).map(([name, values]) => [name, values.flat()]));
      },
    );
  });

  const edges = [0, -0, 1, 0.5, 0.25, 1 / 199, 3e-8, 1 - 6e-8, -2, 7, Infinity, -Infinity, NaN];
  it.each([['auc'], ['precision'], ['true_negatives']])('%s at the ends of its bins', async (name) => {
    const metric = resolveMetric(name);
    await readyMetrics([{ metrics: [{ metric }] }]);
    const predictions = Float32Array.from([...edges, ...edges].filter((each) => !Number.isNaN(each)));
    const labels = predictions.map((_, i) => (i * 3) % 2);
    const shape = [predictions.length, 1];
    const [byTensors, byRows, both] = [metric.create(), metric.create(), metric.create()];
    const tensors = () =>
      [tf.tensor(labels, shape), tf.tensor(predictions, shape)] as never as Parameters<
        typeof byTensors.update
      >;
    const sums = metric.sumsOfRows!({ predictions, labels, count: predictions.length, columns: 1 })!;
    byTensors.update(...tensors());
    byTensors.update(...tensors());
    byRows.addSums!(sums);
    byRows.addSums!(sums);
    both.addSums!(sums);
    const again = metric.create();
    again.setState(both.getState());
    again.update(...tensors());
    const wanted = [await byTensors.result()].flat();
    expectNear([await byRows.result()].flat(), wanted, 1e-6, name);
    expectNear([await again.result()].flat(), wanted, 1e-6, name);
    expect(metric.sumsOfRows!({ predictions: [NaN], labels: [1], count: 1, columns: 1 })).toBe(undefined);
  });
});
