// evaluate and predict over the border between two threads: what they come to here, what they refuse, and how they end.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test, vi } from 'vitest';
import {
  callbacks,
  DataError,
  input,
  layers,
  metrics,
  model,
  optimizers,
  schedules,
  sequential,
  type Callback,
} from 'shapewright';
import * as doors from 'shapewright/worker';
import { openThread, openWorker } from './open-worker.js';

const { dense, dropout, lstm } = layers;
const quiet = { verbose: 0 } as const;
const x = Array.from({ length: 40 }, (_, i) => [i / 40, (i % 3) / 3, (i % 5) / 5, 1]);
const y = x.map(([a, b]) => [a! - b!]);
const begin = () =>
  sequential([4], [dense(8, { activation: 'tanh' }), dropout(0.2), dense(1)]).compile({
    loss: 'mse',
    metrics: ['mae', metrics.cosineSimilarity({ name: 'cosine' })],
    weightedMetrics: ['mae'],
    seed: 7,
  });
type Net = ReturnType<typeof begin>;

/** Batches, each time anew. */
const batch = (i: number) => ({
  xs: tf.tensor(x.slice(8 * i, 8 * i + 8)),
  ys: y.slice(8 * i, 8 * i + 8),
  sampleWeight: [1, 2, 3, 4, 5, 6, 7, i],
});
function* batches() {
  for (let i = 0; i < 5; i++) yield batch(i);
}

const valuesOf = (tensor: { arraySync(): unknown; dispose(): void }) => {
  const values = tensor.arraySync();
  tensor.dispose();
  return values;
};

describe('evaluate in a worker', () => {
  test('comes to what it comes to here, with weights, in steps, as a list, on batches', async () => {
    const net = begin();
    await net.fit(x, y, quiet);
    const worker = openWorker(doors);
    const before = tf.memory().numTensors;
    const sampleWeight = x.map((_, i) => i % 4);
    for (const options of [
      {},
      { batchSize: 7, sampleWeight },
      { batchSize: 7, steps: 3 },
      { steps: 4 },
      { returnList: true },
    ] as const)
      expect(await net.evaluate(x, y, { ...quiet, ...options, worker })).toEqual(
        await net.evaluate(x, y, { ...quiet, ...options }),
      );
    expect(await net.evaluate(batches, { ...quiet, worker })).toEqual(await net.evaluate(batches, quiet));
    expect(await net.evaluate(batches(), { ...quiet, steps: 2, worker })).toEqual(
      await net.evaluate(batches(), { ...quiet, steps: 2 }),
    );
    const sequence = { length: 5, at: batch };
    expect(await net.evaluate(sequence, { ...quiet, worker })).toEqual(await net.evaluate(batches, quiet));
    expect(tf.memory().numTensors).toBe(before);
    net.dispose();
  });

  test('takes several inputs and outputs by name, weights by output, losses on a mask', async () => {
    const [a, b] = [input([4]), input([3])];
    const joined = a.dense(6).concatenate(b.embedding(5, 2, { maskZero: true }).lstm(3));
    const net = model({
      inputs: { a, b },
      outputs: { up: joined.dense(1), kind: joined.dense(3, { activation: 'softmax' }) },
    }).compile({
      loss: { up: 'huber', kind: 'sparseCategoricalCrossentropy' },
      lossWeights: { up: 0.5, kind: 2 },
      metrics: { kind: ['accuracy'] },
      seed: 3,
    });
    const inputs = { a: x, b: x.map((_, i) => [1 + (i % 4), i % 3, 0]) };
    const labels = { up: y, kind: x.map((_, i) => i % 3) };
    const options = { ...quiet, sampleWeight: { kind: x.map((_, i) => i % 2) } } as const;
    const before = tf.memory().numTensors;
    const wanted = await net.evaluate(inputs, labels, options);
    expect(await net.evaluate(inputs, labels, { ...options, worker: openWorker(doors) })).toEqual(wanted);
    expect(Object.keys(wanted)).toEqual(['kind_accuracy', 'kind_loss', 'loss', 'up_loss']);
    const worker = openWorker(doors);
    const predicted = await net.predict(inputs, { worker });
    const here = await net.predict(inputs);
    expect(valuesOf(predicted.kind)).toEqual(valuesOf(here.kind));
    expect(valuesOf(predicted.up)).toEqual(valuesOf(here.up));
    net.dispose();
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before);
  });

  test('callbacks stay here, in the same order, and so does the progress bar', async () => {
    const seen = async (options: object) => {
      const net = begin();
      const calls: string[] = [];
      const callback: Callback = {
        setParams: ({ steps }) => void calls.push(`steps ${steps}`),
        onTestBegin: () => void calls.push('begin'),
        onTestBatchBegin: (batch) => void calls.push(`batch ${batch}`),
        onTestBatchEnd: (batch, { loss }) => void calls.push(`end ${batch} ${loss}`),
        onTestEnd: (logs) => void calls.push(`end ${JSON.stringify(logs)}`),
      };
      const log = vi.spyOn(console, 'log').mockImplementation((line: string) => {
        calls.push(line.replace(/\d+[mu]?s/g, 'time'));
      });
      try {
        await net.evaluate(x, y, { verbose: 2, batchSize: 10, callbacks: [callback], ...options });
      } finally {
        log.mockRestore();
        net.dispose();
      }
      return calls;
    };
    const wanted = await seen({});
    expect(wanted).toContain('batch 3');
    expect(await seen({ worker: openWorker(doors) })).toEqual(wanted);
  });

  test('sees the weights that a callback puts in, those of swapEMAWeights too', async () => {
    const build = () =>
      sequential([4], [dense(1)]).compile({
        loss: 'mse',
        optimizer: optimizers.sgd({ learningRate: 0.3, useEma: true }),
        seed: 1,
      });
    const net = build();
    await net.fit(x, y, { ...quiet, epochs: 2, callbacks: [callbacks.swapEMAWeights()] });
    const options = { ...quiet, callbacks: [callbacks.swapEMAWeights()] };
    const wanted = await net.evaluate(x, y, options);
    const worker = openWorker(doors);
    expect(await net.evaluate(x, y, { ...options, worker })).toEqual(wanted);
    const zeros: Callback = {
      onTestBatchBegin: (batch) =>
        batch === 2
          ? tf.tidy(() =>
              net.setWeights(net.getWeights().map((each) => tf.zerosLike(each as never)) as never),
            )
          : undefined,
    };
    const changed = { ...quiet, batchSize: 10, callbacks: [zeros] };
    const kept = net.getWeights();
    const mixed = await net.evaluate(x, y, changed);
    net.setWeights(kept);
    expect(await net.evaluate(x, y, { ...changed, worker })).toEqual(mixed);
    expect(mixed.loss).not.toBe(wanted.loss);
    tf.dispose(kept as never);
    net.dispose();
  });
});

describe('predict in a worker', () => {
  test('gives what it gives here: of samples, in steps, of batches, of a model that is not compiled', async () => {
    const net = begin();
    await net.fit(x, y, quiet);
    const worker = openWorker(doors);
    const before = tf.memory().numTensors;
    for (const options of [{}, { batchSize: 7 }, { batchSize: 7, steps: 2 }] as const)
      expect(valuesOf(await net.predict(x, { ...options, worker }))).toEqual(
        valuesOf(await net.predict(x, options)),
      );
    expect(valuesOf(await net.model.predict(x, { worker }))).toEqual(valuesOf(await net.predict(x)));
    const inputs = function* () {
      for (const { xs } of batches()) yield { xs };
    };
    expect(valuesOf(await net.predict(inputs, { worker }))).toEqual(valuesOf(await net.predict(x)));
    const given = await net.predict(x, { worker });
    expect([given.shape, given.dtype]).toEqual([[40, 1], 'float32']);
    given.dispose();
    expect(tf.memory().numTensors).toBe(before);
    net.dispose();
  });

  test('takes texts, and gives texts and whole numbers', async () => {
    const words = input([1], { dtype: 'string' });
    const known = words.stringLookup({ vocabulary: ['red', 'green'] });
    const numbers = model({ inputs: words, outputs: known });
    const back = sequential([2], [layers.integerLookup({ vocabulary: [4, 9], invert: true })]);
    const worker = openWorker(doors);
    const there = await numbers.predict([['red'], ['blue'], ['green']], { worker });
    const here = await numbers.predict([['red'], ['blue'], ['green']]);
    expect(there.dtype).toBe(here.dtype);
    expect(valuesOf(there)).toEqual(valuesOf(here));
    expect(valuesOf(await back.predict([[1, 2]], { worker }))).toEqual(
      valuesOf(await back.predict([[1, 2]])),
    );
  });

  test('stateful layers go on from batch to batch, from call to call', async () => {
    const build = () => sequential([3, 1], [lstm(2, { stateful: true })]).compile({ loss: 'mse', seed: 2 });
    const [here, there] = [build(), build()];
    const worker = openWorker(doors);
    const steps = [[[1], [2], [3]]];
    for (let call = 0; call < 3; call++) {
      const wanted = valuesOf(await here.predict(steps, { batchSize: 1 }));
      expect(valuesOf(await there.predict(steps, { batchSize: 1, worker }))).toEqual(wanted);
    }
    expect(valuesOf(await there.predict(steps, { batchSize: 1 }))).toEqual(
      valuesOf(await here.predict(steps, { batchSize: 1 })),
    );
    const labels = [[0, 1]];
    await there.fit(steps, labels, { ...quiet, batchSize: 1, worker });
    await here.fit(steps, labels, { ...quiet, batchSize: 1 });
    expect(valuesOf(await there.predict(steps, { batchSize: 1 }))).toEqual(
      valuesOf(await here.predict(steps, { batchSize: 1 })),
    );
    here.dispose();
    there.dispose();
  });

  test('callbacks stay here', async () => {
    const seen = async (options: object) => {
      const net = begin();
      const calls: string[] = [];
      const callback: Callback = {
        onPredictBegin: () => void calls.push('begin'),
        onPredictBatchBegin: (batch) => void calls.push(`batch ${batch}`),
        onPredictBatchEnd: (batch) => void calls.push(`end ${batch}`),
        onPredictEnd: () => void calls.push('end'),
      };
      (await net.predict(x, { batchSize: 10, callbacks: [callback], ...options })).dispose();
      net.dispose();
      return calls;
    };
    const wanted = await seen({});
    expect(wanted.length).toBe(10);
    expect(await seen({ worker: openWorker(doors) })).toEqual(wanted);
  });
});

test('a thread of its own evaluates and predicts; one that dies is told', async () => {
  const net = begin();
  const { worker, kill } = openThread(doors);
  const wanted = await net.evaluate(x, y, quiet);
  const found = await net.evaluate(x, y, { ...quiet, worker });
  for (const name of ['loss', 'mae', 'cosine'] as const) expect(found[name]).toBeCloseTo(wanted[name], 6);
  expect(valuesOf(await net.predict(x, { worker }))).toEqual(valuesOf(await net.predict(x)));
  const killer: Callback = { onPredictBatchBegin: (batch) => void (batch === 2 && kill()) };
  await expect(net.predict(x, { batchSize: 2, worker, callbacks: [killer] })).rejects.toThrow(
    'the training worker has died',
  );
  await expect(net.evaluate(x, y, { ...quiet, worker })).rejects.toThrow('the training worker has died');
  net.dispose();
});

test('what is wrong, and what cannot cross, is said as here, or by name', async () => {
  const worker = openWorker(doors);
  const net = begin();
  (await net.predict(x)).dispose();
  const before = tf.memory().numTensors;
  await expect(net.evaluate(x, [[1]], { ...quiet, worker })).rejects.toThrow(
    new DataError('x has 40 rows, but y has 1; each sample needs both'),
  );
  const nan: number[][] = [[Number.NaN, 1, 2, 3]];
  await expect(net.predict(nan, { worker })).rejects.toThrow('x holds NaN, first in row 0');
  const wrongLater = function* () {
    yield { xs: x, ys: y };
    yield { xs: nan, ys: [[1]] };
  };
  await expect(net.evaluate(wrongLater, { ...quiet, worker })).rejects.toThrow('x holds NaN');
  await expect(net.evaluate(x, y, { ...quiet, worker: {} as never })).rejects.toThrow(
    /^evaluate needs worker to be what trainingWorker of 'shapewright\/worker' makes/,
  );
  await expect(net.predict(x, { worker: {} as never })).rejects.toThrow(/^predict needs worker to be what/);
  const own = sequential([4], [dense(1)]).compile({
    loss: 'mse',
    optimizer: optimizers.sgd({
      learningRate: schedules.custom((step) => 1 / (step + 1), { name: 'oneOver' }),
    }),
    metrics: [metrics.custom((a) => a as never, { name: 'mine' })],
  });
  await expect(own.evaluate(x, y, { ...quiet, worker })).rejects.toThrow(
    "evaluate in a worker needs a metric of shapewright's own, got 'mine': a function cannot be sent to a worker. Evaluate here, without the option worker",
  );
  // an optimizer has no part in it
  const scheduled = sequential([4], [dense(1)]).compile({
    loss: 'mse',
    optimizer: optimizers.sgd({
      learningRate: schedules.custom((step) => 1 / (step + 1), { name: 'oneOver' }),
    }),
  });
  expect(await scheduled.evaluate(x, y, { ...quiet, worker })).toEqual(await scheduled.evaluate(x, y, quiet));
  const lambda = sequential([4], [layers.lambda((x: tf.Tensor) => tf.mul(x, 2))]);
  await expect(lambda.predict(x, { worker })).rejects.toThrow('neither a file nor a worker can be given');
  scheduled.dispose();
  const busy = net.evaluate(x, y, { ...quiet, worker });
  await expect(net.predict(x, { worker })).rejects.toThrow(
    'predict: this worker is evaluating already; wait for it, or make another',
  );
  await busy;
  expect(tf.memory().numTensors).toBe(before);
  net.dispose();
});

test('a signal ends both between two batches, with its reason; the worker is there for the next', async () => {
  const net = begin();
  const worker = openWorker(doors);
  (await net.predict(x)).dispose();
  const before = tf.memory().numTensors;
  const ending = (hook: 'onTestBatchEnd' | 'onPredictBatchEnd') => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const seen: number[] = [];
    const callback = {
      [hook]: (batch: number) => {
        seen.push(batch);
        if (batch === 2) controller.abort(reason);
      },
    } as Callback;
    return { seen, reason, options: { signal: controller.signal, callbacks: [callback], worker } };
  };
  const first = ending('onTestBatchEnd');
  await expect(net.evaluate(x, y, { ...quiet, ...first.options, batchSize: 2 })).rejects.toBe(first.reason);
  const second = ending('onPredictBatchEnd');
  await expect(net.predict(x, { ...second.options, batchSize: 2 })).rejects.toBe(second.reason);
  for (const { seen } of [first, second]) expect(seen.length).toBeLessThan(6);
  const ends: string[] = [];
  const endless = function* () {
    try {
      for (;;) yield { xs: tf.ones([2, 4]), ys: tf.ones([2, 1]) };
    } finally {
      ends.push('end');
    }
  };
  const third = ending('onTestBatchEnd');
  await expect(net.evaluate(endless, { ...quiet, ...third.options })).rejects.toBe(third.reason);
  expect(ends).toEqual(['end']);
  await vi.waitFor(() => expect(tf.memory().numTensors).toBe(before));
  await net.evaluate(x, y, { ...quiet, worker });
  net.dispose();
});

test('an error of a callback, a worker that is terminated, and a model that is disposed of', async () => {
  const mine = new RangeError('mine');
  const net = begin();
  const worker = openWorker(doors);
  (await net.predict(x)).dispose();
  const before = tf.memory().numTensors;
  const failing: Callback = {
    onPredictBatchEnd: () => {
      throw mine;
    },
  };
  await expect(net.predict(x, { callbacks: [failing], worker })).rejects.toBe(mine);
  const other = openWorker(doors);
  const ending: Callback = { onTestBatchBegin: (batch) => void (batch === 1 && other.terminate()) };
  await expect(
    net.evaluate(x, y, { ...quiet, batchSize: 2, callbacks: [ending], worker: other }),
  ).rejects.toThrow('the training worker was terminated');
  await vi.waitFor(() => expect(tf.memory().numTensors).toBe(before));
  const disposing: Callback = { onPredictBatchBegin: (batch) => void (batch === 1 && net.dispose()) };
  await expect(net.predict(x, { batchSize: 2, callbacks: [disposing], worker })).rejects.toThrow(
    "the model 'sequential' was disposed of",
  );
  const next: Net = begin();
  (await next.predict(x, { worker })).dispose();
  next.dispose();
});
