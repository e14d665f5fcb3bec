// What is asked of a model that was disposed of is an error that says so; new weights are drawn where that is asked for.
import * as tf from '@tensorflow/tfjs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { DisposedError, layers, model, input, sequential, type Callback } from '../src/index.js';

const { dense } = layers;
const quiet = { verbose: 0 } as const;
const x = [
  [1, 2],
  [3, 4],
  [5, 6],
];
const y = [[1], [2], [3]];
const begin = () =>
  sequential([2], [dense(3), dense(1)], { name: 'net' }).compile({ loss: 'mse', optimizer: 'adam', seed: 1 });
type Net = ReturnType<typeof begin>;
const sentence =
  "the model 'net' was disposed of, and its weights with it; drawWeights() draws new ones, loadModel brings back what was saved";

beforeAll(() => tf.setBackend('cpu').then(() => undefined));

describe('after dispose', () => {
  const place = join(tmpdir(), 'shapewright-disposed');
  const uses: readonly (readonly [string, (net: Net) => unknown])[] = [
    ['fit', (net) => net.fit(x, y, quiet)],
    ['evaluate', (net) => net.evaluate(x, y, quiet)],
    ['predict', (net) => net.predict(x)],
    ['getWeights', (net) => net.getWeights()],
    ['setWeights', (net) => net.setWeights([])],
    ['save', (net) => net.save(place)],
    ['saveWeights', (net) => net.saveWeights(place)],
    ['the model itself', (net) => net.model.predict(x)],
    ['save of the model itself', (net) => net.model.save(place)],
    ['toLayersModel', (net) => net.model.toLayersModel()],
    ['fit, compiled again', (net) => net.model.compile({ loss: 'mse' }).fit(x, y, quiet)],
  ];
  test.each(uses)('%s is an error that says so', async (_, use) => {
    const before = tf.memory().numTensors;
    const net = begin();
    await net.fit(x, y, quiet);
    net.dispose();
    const found = await Promise.resolve()
      .then(() => use(net))
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(found).toBeInstanceOf(DisposedError);
    expect((found as Error).message).toBe(sentence);
    expect(tf.memory().numTensors).toBe(before);
    // and said again where it is asked again
    await expect(net.predict(x)).rejects.toThrow(DisposedError);
  });

  test('a model that has a part of it says so too', async () => {
    const shared = dense(3, { name: 'shared' });
    const one = sequential([2], [shared]);
    const whole = sequential([2], [shared, dense(1)], { name: 'whole' });
    (await one.predict(x)).dispose();
    one.dispose();
    await expect(whole.predict(x)).rejects.toThrow(
      "the model 'whole' has a layer 'shared' that was disposed of with another model, and its weights with it",
    );
    whole.drawWeights({ seed: 3 });
    (await whole.predict(x)).dispose();
    whole.dispose();
  });

  test('drawWeights begins as a fresh model of the seed would', async () => {
    const [a, b] = [begin(), begin()];
    const first = (await a.fit(x, y, quiet)).history.loss;
    a.dispose();
    a.drawWeights();
    expect((await a.fit(x, y, quiet)).history.loss).toEqual(first);
    b.drawWeights({ seed: 5 });
    expect((await b.fit(x, y, quiet)).history.loss).not.toEqual(first);
    expect(() => b.drawWeights({ sed: 5 } as object)).toThrow(
      "drawWeights has no option 'sed'; did you mean 'seed'?",
    );
    a.dispose();
    b.dispose();
  });
});

describe('dispose in the midst of', () => {
  const hooks: readonly (keyof Callback)[] = [
    'onTrainBegin',
    'onEpochBegin',
    'onTrainBatchBegin',
    'onTrainBatchEnd',
    'onTestBegin',
    'onTestBatchEnd',
    'onEpochEnd',
  ];
  test.each(hooks)('a run, at %s, rejects with a sentence and leaves nothing behind', async (hook) => {
    const before = tf.memory().numTensors;
    const net = begin();
    const callbacks = [{ [hook]: () => net.dispose() }];
    const run = net.fit(x, y, { ...quiet, epochs: 3, batchSize: 1, validationSplit: 0.4, callbacks });
    await expect(run).rejects.toThrow(sentence);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a run, and weights drawn anew, rejects too', async () => {
    const before = tf.memory().numTensors;
    const net = begin();
    const again: Callback = {
      onEpochEnd: () => {
        net.dispose();
        expect(() => net.drawWeights()).toThrow(
          "drawWeights: the model 'net' is being trained already; wait for that fit to end",
        );
      },
    };
    await expect(net.fit(x, y, { ...quiet, epochs: 3, callbacks: [again] })).rejects.toThrow(sentence);
    net.drawWeights();
    await net.fit(x, y, quiet);
    net.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('evaluate and predict reject with a sentence', async () => {
    const before = tf.memory().numTensors;
    const net = begin();
    const callbacks = [{ onTestBatchEnd: () => net.dispose() }];
    await expect(net.evaluate(x, y, { ...quiet, batchSize: 1, callbacks })).rejects.toThrow(sentence);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('compiled again and trained, 300 times, a model takes no more than once', async () => {
  const net = sequential([2], [dense(3), dense(1)]);
  let tensors: number | undefined;
  let older: Net | undefined;
  for (let i = 0; i < 300; i++) {
    const trainable = net.compile({ loss: 'mse', optimizer: 'adam' });
    await trainable.fit(x, y, quiet);
    tensors ??= tf.memory().numTensors;
    expect(tf.memory().numTensors).toBe(tensors);
    older ??= trainable as unknown as Net;
  }
  await expect(older!.fit(x, y, quiet)).rejects.toThrow(
    "fit: the model 'sequential' was compiled again since; use what the last compile gave",
  );
  net.dispose();
});

describe('two runs at once', () => {
  test('on one model: the second is refused, the first goes on', async () => {
    const [alone, net] = [begin(), begin()];
    const wanted = (await alone.fit(x, y, { ...quiet, epochs: 5 })).history.loss;
    const first = net.fit(x, y, { ...quiet, epochs: 5 });
    const refused = "fit: the model 'net' is being trained already; wait for that fit to end";
    await expect(net.fit(x, y, quiet)).rejects.toThrow(refused);
    expect(() => net.model.compile({ loss: 'mae' })).toThrow(refused.replace('fit:', 'compile:'));
    expect((await first).history.loss).toEqual(wanted);
    // a run that failed does not stand in the way of the next
    await expect(net.fit(x, [[1]], quiet)).rejects.toThrow(/rows/);
    await net.fit(x, y, quiet);
    alone.dispose();
    net.dispose();
  });

  test('on models that share a layer: refused, unless it is frozen', async () => {
    const shared = dense(3, { name: 'shared' });
    const twin = () => sequential([2], [shared, dense(1)]).compile({ loss: 'mse' });
    const [a, b] = [twin(), twin()];
    const first = a.fit(x, y, { ...quiet, epochs: 3 });
    await expect(b.fit(x, y, quiet)).rejects.toThrow(
      "fit: the layer 'shared' is being trained already, as a part of another model; wait for that fit to end, or freeze the layer",
    );
    await first;
    shared.trainable = false;
    await Promise.all([a.fit(x, y, quiet), b.fit(x, y, quiet)]);
    a.dispose();
    b.dispose();
  });

  test('predict and evaluate may run beside fit, and change nothing of it', async () => {
    const before = tf.memory().numTensors;
    const [alone, net] = [begin(), begin()];
    const options = { ...quiet, epochs: 30, batchSize: 1 } as const;
    const wanted = (await alone.fit(x, y, options)).history.loss;
    const run = net.fit(x, y, {
      ...options,
      callbacks: [{ onTrainBatchEnd: () => new Promise((next) => setTimeout(next)) }],
    });
    let isOver = false;
    const done = run.then(({ history }) => {
      isOver = true;
      return history.loss;
    });
    let times = 0;
    while (!isOver) {
      (await net.predict(x, { batchSize: 1 })).dispose();
      expect(Object.keys(await net.evaluate(x, y, quiet))).toEqual(['loss']);
      times++;
      await new Promise((next) => setTimeout(next));
    }
    expect(times).toBeGreaterThan(3);
    expect(await done).toEqual(wanted);
    alone.dispose();
    net.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('nested: a model that is trained as a part is not trained by itself', async () => {
    const start = input([2]);
    const part = model({ inputs: start, outputs: start.dense(2) });
    const whole = sequential([2], [part, dense(1)]).compile({ loss: 'mse' });
    const own = part.compile({ loss: 'mse' });
    const first = whole.fit(x, y, quiet);
    await expect(own.fit(x, x, quiet)).rejects.toThrow(/^fit: the layer 'dense' is being trained already/);
    await first;
    whole.dispose();
    part.dispose();
  });
});
