// Losses and metrics of the user's own: labels of any shape, names, weights, and what they must give.
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { layers, losses, metrics, sequential, type Tensor } from '../src/index.js';

const { dense } = layers;
const quiet = { verbose: 0 } as const;
const x = [
  [1, 2],
  [3, 4],
  [5, 7],
  [0, 1],
];
const classes = [0, 2, 1, 2];
beforeAll(() => tf.setBackend('cpu').then(() => undefined));

const t = (tensor: Tensor) => tensor as unknown as tf.Tensor;
const ours = (tensor: tf.Tensor) => tensor as unknown as Tensor;
/** Cross-entropy of class indices, from logits, a loss for each sample. */
const crossEntropy = (yTrue: Tensor, yPred: Tensor): Tensor =>
  ours(
    tf.neg(tf.sum(tf.mul(tf.oneHot(tf.cast(t(yTrue).flatten(), 'int32'), 3), tf.logSoftmax(t(yPred))), -1)),
  );
const first = () => sequential([2], [dense(3, { name: 'out' })]);
const untyped = (net: unknown) =>
  net as { fit(x: unknown, y: unknown, options?: object): Promise<{ history: Record<string, number[]> }> };

describe('a loss', () => {
  test('takes labels of another shape than the output, as Keras does', async () => {
    const wanted = await first()
      .compile({ loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }), seed: 1 })
      .fit(x, classes, { ...quiet, epochs: 3 });
    for (const loss of [
      crossEntropy,
      losses.custom(crossEntropy),
      losses.custom(crossEntropy, { labels: [null] }),
      losses.custom(crossEntropy, { labels: [null, 1] }),
    ]) {
      const net = untyped(first().compile({ loss, seed: 1 }));
      const { history } = await net.fit(x, classes, { ...quiet, epochs: 3 });
      history['loss']!.forEach((value, i) => expect(value).toBeCloseTo(wanted.history.loss[i]!, 5));
    }
    // one column is the same labels
    await untyped(first().compile({ loss: crossEntropy })).fit(
      x,
      classes.map((each) => [each]),
      quiet,
    );
  });

  test('with a shape for its labels is held to it', async () => {
    const net = untyped(first().compile({ loss: losses.custom(crossEntropy, { labels: [null] }) }));
    await expect(
      net.fit(
        x,
        [
          [1, 2],
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        quiet,
      ),
    ).rejects.toThrow('crossEntropy takes labels [batch], got [4, 2]');
    expect(() => losses.custom(crossEntropy, { labels: [4] as never })).toThrow(
      'custom: labels must be a shape that begins with null, the batch axis, such as [null, 3], got [4]',
    );
    expect(() => losses.custom('mse' as never)).toThrow(
      /^custom: compute must be a function of labels and predictions, got "mse"/,
    );
  });

  test('that is one number for the batch trains, and says why it cannot be weighed', async () => {
    const mean = (yTrue: Tensor, yPred: Tensor): Tensor =>
      ours(tf.mean(tf.squaredDifference(t(yTrue), t(yPred))));
    const net = sequential([2], [dense(1)]).compile({ loss: mean });
    await net.fit(x, classes, quiet);
    const before = tf.memory().numTensors;
    const sentence =
      'sampleWeight and classWeight weigh a loss for each sample, [batch], but this loss is one number for the whole batch; give losses that are not averaged yet';
    await expect(net.fit(x, classes, { ...quiet, sampleWeight: [1, 2, 1, 1] })).rejects.toThrow(sentence);
    await expect(net.fit(x, classes, { ...quiet, classWeight: { 1: 2 } })).rejects.toThrow(sentence);
    await expect(net.evaluate(x, classes, { ...quiet, sampleWeight: [1, 2, 1, 1] })).rejects.toThrow(
      sentence,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  test('for each sample has no place for weights of steps', async () => {
    const net = untyped(
      sequential([3, 2], [dense(1)]).compile({
        loss: (yTrue: Tensor, yPred: Tensor) =>
          ours(tf.mean(tf.squaredDifference(t(yTrue), t(yPred)), [1, 2])),
      }),
    );
    const steps = { values: new Float32Array(6), shape: [2, 3] };
    await net.fit({ values: new Float32Array(12), shape: [2, 3, 2] }, steps, quiet);
    await expect(
      net.fit({ values: new Float32Array(12), shape: [2, 3, 2] }, steps, { ...quiet, sampleWeight: steps }),
    ).rejects.toThrow('weights of shape [2, 3] do not fit losses or metrics of shape [2]');
  });
});

describe('a metric', () => {
  test('is a function, called as Keras would call it; another of one name has a number', async () => {
    const topTwo = (yTrue: Tensor, yPred: Tensor): Tensor =>
      ours(tf.cast(tf.equal(t(yTrue), t(yTrue).flatten()), 'float32').add(tf.mul(tf.sum(t(yPred)), 0)));
    const { history } = await untyped(
      first().compile({
        loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
        metrics: [topTwo, topTwo, (_: Tensor, yPred: Tensor) => ours(tf.mean(t(yPred)))],
      }),
    ).fit(x, classes, quiet);
    expect(Object.keys(history)).toEqual(['loss', 'metric', 'top_two', 'top_two_1']);
    expect(history['top_two']).toEqual([1]);
  });

  test('by a name of its own is known to the types', async () => {
    const off = metrics.custom((yTrue, yPred) => ours(tf.abs(tf.sub(t(yTrue), t(yPred)))), { name: 'off' });
    const net = sequential([2], [dense(1)]).compile({ loss: 'mae', metrics: [off, 'meanAbsoluteError'] });
    const { history } = await net.fit(x, classes, quiet);
    const [named, plain]: readonly number[][] = [history.off, history.mean_absolute_error];
    expect(named![0]).toBeCloseTo(plain![0]!, 5);
    const broken = untyped(first().compile({ loss: crossEntropy, metrics: [(() => 1) as never] }));
    await expect(broken.fit(x, classes, quiet)).rejects.toThrow(
      "the metric 'metric' must give a tensor, [batch] or [batch, steps]; got 1",
    );
  });

  test('cross-entropies are metrics too, and come to what the losses do', async () => {
    const cases = [
      ['binaryCrossentropy', 1, [[0], [1], [1], [0]]],
      [
        'categoricalCrossentropy',
        3,
        [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
          [1, 0, 0],
        ],
      ],
      ['sparseCategoricalCrossentropy', 3, classes],
    ] as const;
    for (const [name, units, labels] of cases) {
      const activation = units === 1 ? 'sigmoid' : 'softmax';
      const net = sequential([2], [dense(units, { activation })]).compile({
        loss: name as never,
        metrics: [name],
      });
      const { history } = await untyped(net).fit(x, labels, quiet);
      const [logged] = Object.keys(history).filter((key) => key !== 'loss');
      expect(logged).toBe(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
      expect(history[logged!]![0]).toBeCloseTo(history['loss']![0]!, 5);
    }
  });
});
