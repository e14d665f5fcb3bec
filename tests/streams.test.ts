// Batches that come one by one: sequences, generators, and functions that make them.
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { input, layers, model, sequential, useBackend, type Sequence } from '../src/index.js';

const { dense } = layers;
const quiet = { verbose: 0 } as const;
beforeAll(async () => void (await useBackend('cpu')));
afterEach(() => vi.restoreAllMocks());

const x = Array.from({ length: 12 }, (_, i) => [i / 12, (i % 3) / 3]);
const y = x.map(([a, b]) => [a! - 2 * b!]);
const weights = x.map((_, i) => (i % 4) / 2);

const begin = () =>
  sequential([2], [dense(3, { activation: 'tanh' }), dense(1)]).compile({
    loss: 'mse',
    metrics: ['mae'],
    weightedMetrics: ['mae'],
    seed: 3,
  });

const batch = (i: number) => ({
  xs: x.slice(4 * i, 4 * i + 4),
  ys: y.slice(4 * i, 4 * i + 4),
  sampleWeight: weights.slice(4 * i, 4 * i + 4),
});
const sequence: Sequence = { length: 3, at: batch };
const places = [0, 1, 2] as const;
function* once() {
  for (const i of places) yield batch(i);
}
async function* slowly() {
  for (const i of places) yield await Promise.resolve(batch(i));
}

describe('fit, evaluate and predict take the same batches from anywhere', () => {
  const ordered = { ...quiet, shuffle: false } as const;
  const wanted = async () => {
    const net = begin();
    const options = { ...ordered, epochs: 2, batchSize: 4, sampleWeight: weights } as const;
    const { history } = await net.fit(x, y, { ...options, validationData: [x, y, weights] });
    const loss = await net.evaluate(x, y, { ...quiet, batchSize: 4, sampleWeight: weights });
    const out = await net.predict(x);
    const values = [...out.dataSync()];
    out.dispose();
    net.dispose();
    return { history, loss, values };
  };

  test.each([
    ['a sequence', () => sequence],
    ['a function that makes a generator', () => once],
    ['a function that makes an async generator', () => slowly],
    ['what can be gone through again', () => ({ [Symbol.iterator]: once })],
    [
      'tensors, which are freed',
      () => ({
        length: 3,
        at: (i: number) => ({
          xs: tf.tensor(batch(i).xs),
          ys: tf.tensor(batch(i).ys),
          sampleWeight: tf.tensor(batch(i).sampleWeight),
        }),
      }),
    ],
  ] as const)('%s', async (_, make) => {
    const expected = await wanted();
    const before = tf.memory().numTensors;
    const net = begin();
    const batches = make() as Sequence;
    const { history } = await net.fit(batches, { ...ordered, epochs: 2, validationData: batches });
    expect(history).toEqual(expected.history);
    expect(await net.evaluate(batches, quiet)).toEqual(expected.loss);
    const out = await net.predict(batches, quiet);
    expect([...out.dataSync()]).toEqual(expected.values);
    out.dispose();
    net.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('generators that have begun give an epoch, a validation, predictions', async () => {
    const expected = await wanted();
    const net = begin();
    const { history } = await net.fit(once(), { ...ordered, validationData: slowly() });
    expect(history.loss).toEqual(expected.history.loss.slice(0, 1));
    expect(history.val_weighted_mae).toEqual(expected.history.val_weighted_mae.slice(0, 1));
    const out = await net.predict(slowly(), { steps: 2 });
    expect(out.shape).toEqual([8, 1]);
    out.dispose();
    net.dispose();
  });
});

describe('running out of data', () => {
  const runs = async (data: Sequence | Iterable<ReturnType<typeof batch>>, options: object) => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const steps: number[] = [];
    const net = begin();
    const { epoch } = await net.fit(data, {
      ...quiet,
      ...options,
      callbacks: [{ onTrainBatchEnd: (step) => void steps.push(step) }],
    });
    net.dispose();
    return { epoch, steps, said: said.mock.calls.map(([sentence]) => sentence as string) };
  };

  test('ends training with a warning, where a generator can be gone through but once', async () => {
    expect(await runs(once(), { epochs: 3 })).toEqual({
      epoch: [0],
      steps: [0, 1, 2],
      said: [
        expect.stringMatching(/^shapewright: the data ran out in epoch 2 of 3; give as many batches as/),
      ],
    });
    expect(await runs(once(), { epochs: 3, stepsPerEpoch: 2 })).toEqual({
      epoch: [0, 1],
      steps: [0, 1, 0],
      said: [
        expect.stringMatching(/ran out after 1 of the 2 steps of epoch 2/),
        expect.stringMatching(/ran out in epoch 3 of 3/),
      ],
    });
    const three = await runs(once(), { epochs: 3, stepsPerEpoch: 1 });
    expect(three).toEqual({ epoch: [0, 1, 2], steps: [0, 0, 0], said: [] });
  });

  test('warns, and begins anew, where there is more to be had', async () => {
    expect(await runs(sequence, { epochs: 2, stepsPerEpoch: 5 })).toEqual({
      epoch: [0, 1],
      steps: [0, 1, 2, 0, 1, 2],
      said: [1, 2].map((epoch) =>
        expect.stringMatching(new RegExp(`ran out after 3 of the 5 steps of epoch ${epoch};`)),
      ),
    });
  });

  test('is an error where there was nothing from the start, or is no more to validate on', async () => {
    const net = begin();
    const spent = once();
    await net.fit(spent, quiet);
    await expect(net.fit(spent, quiet)).rejects.toThrow(/^the generator gives nothing: it is empty, or has/);
    await expect(net.fit({ length: 0, at: batch }, quiet)).rejects.toThrow(/^the sequence is empty/);
    await expect(net.fit({ length: 1.5, at: batch }, quiet)).rejects.toThrow(/needs a length, .*; got 1\.5$/);
    const twice = net.fit(x, y, { ...quiet, epochs: 2, validationData: once() });
    await expect(twice).rejects.toThrow(
      /^validationData: the generator has been gone through: each evaluation needs one/,
    );
    net.dispose();
  });
});

test('what is no batch is refused, with its sentence', async () => {
  const net = begin();
  (await net.predict(x)).dispose();
  const before = tf.memory().numTensors;
  const odd: readonly (() => unknown)[] = [
    () => undefined,
    () => 5,
    () => 'batch',
    () => [x, y],
    () => tf.ones([1, 2]),
    () => ({ xs: x }),
    () => ({ ...batch(0), weights: [1] }),
    () => ({
      get xs() {
        throw new Error('a getter');
      },
    }),
  ];
  for (const make of odd) {
    const given = [{ length: 1, at: make }, { [Symbol.iterator]: () => [make()][Symbol.iterator]() }];
    for (const each of given)
      await expect(net.fit(each as Sequence, quiet)).rejects.toThrow(/^each batch must be \{ xs, ys \}/);
  }
  const notOne = { ...sequence, at: () => ({ ...batch(0), ys: [1] }) };
  await expect(net.fit(notOne, quiet)).rejects.toThrow('x has 4 rows, but y has 1; each sample needs both');
  const notIterable = () => 5;
  await expect(net.predict(notIterable as never)).rejects.toThrow(/^x must be samples, .*; it made 5$/);
  await expect(net.fit({ ...sequence, length: 2 ** 31 }, quiet)).rejects.toThrow(/give shuffle: false$/);
  expect(tf.memory().numTensors).toBe(before);
  net.dispose();
});

test('a sequence is shuffled by its batches, anew in each epoch, and told of epochs', async () => {
  const seen: (number | string)[] = [];
  const own: Sequence = {
    length: 9,
    at: (i) => {
      seen.push(i);
      return batch(i % 3);
    },
    onEpochBegin: () => void seen.push('('),
    onEpochEnd: () => Promise.resolve(void seen.push(')')),
  };
  const net = begin();
  await net.fit(own, { ...quiet, epochs: 2 });
  const epochs = [seen.slice(1, 10), seen.slice(12, 21)];
  expect([seen[0], seen[10], seen[11], seen[21]]).toEqual(['(', ')', '(', ')']);
  for (const order of epochs) expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(epochs[0]).not.toEqual(epochs[1]);
  const first = seen.splice(0);
  const again = begin();
  await again.fit(own, { ...quiet, epochs: 2 });
  expect(seen).toEqual(first);
  seen.length = 0;
  await net.fit(own, { ...quiet, stepsPerEpoch: 4, epochs: 3, shuffle: false });
  expect(seen.filter((each) => typeof each === 'number')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  net.dispose();
  again.dispose();
});

test('generators are told that no more is wanted: at the end, where a step is enough, and where something throws', async () => {
  const ends: string[] = [];
  const endless = (name: string) =>
    (function* () {
      try {
        for (;;) yield batch(0);
      } finally {
        ends.push(name);
      }
    })();
  const net = begin();
  await net.fit(endless('training'), { ...quiet, stepsPerEpoch: 2, epochs: 2 });
  await net.evaluate(endless('evaluation'), { ...quiet, steps: 2 });
  (await net.predict(endless('prediction'), { steps: 1 })).dispose();
  expect(ends).toEqual(['training', 'evaluation', 'prediction']);
  const boom = () => {
    throw new Error('boom');
  };
  const before = tf.memory().numTensors;
  const tensors = (name: string) =>
    (function* () {
      for (const each of endless(name)) yield { xs: tf.tensor(each.xs), ys: tf.tensor(each.ys) };
    })();
  const failing = net.fit(tensors('failed'), {
    ...quiet,
    stepsPerEpoch: 2,
    validationData: tensors('validation'),
    validationSteps: 1,
    callbacks: [{ onEpochEnd: boom }],
  });
  await expect(failing).rejects.toThrow('boom');
  expect(ends.slice(3)).toEqual(['failed', 'validation']);
  const wrong = net.fit(() => tensors('wrong'), { ...quiet, callbacks: [{ onTrainBatchBegin: boom }] });
  await expect(wrong).rejects.toThrow('boom');
  const misfit = function* () {
    yield { xs: tf.ones([2, 3]), ys: tf.ones([2, 1]) };
  };
  await expect(net.fit(misfit, quiet)).rejects.toThrow('x has shape [2, 3], but the model needs [batch, 2]');
  expect(tf.memory().numTensors).toBe(before);
  net.dispose();
});

describe('weights of samples by output', () => {
  const a = input([2]);
  const zeros = { kernelInitializer: 'zeros' } as const;
  const labels = { c: [[1], [2]], d: [[1], [3]] };
  const named = () =>
    model({ inputs: a, outputs: { c: a.dense(1, zeros), d: a.dense(1, zeros) } }).compile({
      loss: 'mse',
      weightedMetrics: { d: ['mae'] },
    });
  const rows = [
    [1, 1],
    [1, 1],
  ];

  test('by name, where some may be left out, in a list, and one for all', async () => {
    const net = named();
    const sample = { ...quiet, sampleWeight: { c: [1, 0], d: [0, 2] } };
    expect(await net.evaluate(rows, labels, sample)).toEqual({ loss: 9.5, c_loss: 0.5, d_loss: 9, d_mae: 3 });
    expect(await net.evaluate(rows, labels, { ...quiet, sampleWeight: { d: [0, 2] } })).toMatchObject({
      c_loss: 2.5,
      d_loss: 9,
    });
    expect(await net.evaluate(rows, labels, { ...quiet, sampleWeight: [0, 1] })).toMatchObject({
      c_loss: 2,
      d_loss: 4.5,
    });
    const batches = [{ xs: rows, ys: labels, sampleWeight: sample.sampleWeight }][Symbol.iterator]();
    expect(await net.evaluate(batches, quiet)).toMatchObject({ c_loss: 0.5, d_loss: 9 });
    net.dispose();
    const listed = model({
      inputs: [a],
      outputs: [a.dense(1, { ...zeros, name: 'c' }), a.dense(1, { ...zeros, name: 'd' })],
    }).compile({ loss: ['mse', 'mse'] });
    const weights = [
      [1, 0],
      [0, 2],
    ];
    const found = await listed.evaluate([rows], [labels.c, labels.d], { ...quiet, sampleWeight: weights });
    expect(found).toMatchObject({ c_loss: 0.5, d_loss: 9 });
    listed.dispose();
  });

  test('are refused where they fit no output', async () => {
    const net = named();
    const told = (sampleWeight: object) =>
      net.fit(rows, labels, { ...quiet, sampleWeight: sampleWeight as never });
    await expect(told({ e: [1, 1] })).rejects.toThrow("sampleWeight has 'e', but the model has c, d");
    await expect(told({ d: [1] })).rejects.toThrow('sampleWeight has 1');
    net.dispose();
  });
});
