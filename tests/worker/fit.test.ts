// Training over the border between two threads; here both ends are in one process, with a channel between them.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test, vi } from 'vitest';
import {
  callbacks,
  DataError,
  input,
  layers,
  model,
  optimizers,
  sequential,
  type Callback,
} from 'shapewright';
import * as doors from 'shapewright/worker';
import { openWorker } from './open-worker.js';

const { dense, dropout } = layers;

const x = Array.from({ length: 40 }, (_, i) => [i / 40, (i % 3) / 3, (i % 5) / 5, 1]);
const y = x.map(([a, b]) => [a! - b!]);

const begin = () =>
  sequential([4], [dense(8, { activation: 'tanh' }), dropout(0.2), dense(1)]).compile({
    loss: 'mse',
    optimizer: optimizers.adam({ learningRate: 0.01 }),
    metrics: ['mae'],
    seed: 7,
  });
type Net = ReturnType<typeof begin>;

const weightsOf = (net: Net) => {
  const weights = net.getWeights();
  const values = weights.map((weight) => [...weight.dataSync()]);
  for (const weight of weights) weight.dispose();
  return values;
};

describe('fit in a worker', () => {
  test('comes to what fit here comes to, run after run', async () => {
    const [here, there] = [begin(), begin()];
    const worker = openWorker(doors);
    const options = { epochs: 2, batchSize: 8, verbose: 0, validationSplit: 0.2 } as const;
    for (let run = 0; run < 2; run++) {
      const wanted = await here.fit(x, y, options);
      const found = await there.fit(x, y, { ...options, worker });
      expect(found.history).toEqual(wanted.history);
      expect(found.epoch).toEqual(wanted.epoch);
      expect(found.params).toEqual(wanted.params);
      // and on what is trained here afterwards
      expect(weightsOf(there)).toEqual(weightsOf(here));
      expect(there.optimizer.iterations).toBe(here.optimizer.iterations);
    }
    expect((await there.fit(x, y, options)).history).toEqual((await here.fit(x, y, options)).history);
    here.dispose();
    there.dispose();
  });

  test('leaves no tensors behind', async () => {
    const net = begin();
    const worker = openWorker(doors);
    await net.fit(x, y, { verbose: 0, worker });
    const { numTensors } = tf.memory();
    await net.fit(x, y, { verbose: 0, epochs: 3, worker });
    expect(tf.memory().numTensors).toBe(numTensors);
    net.dispose();
  });

  test('takes several inputs and outputs, weights and losses by name', async () => {
    const begin = () => {
      const [a, b] = [input([4]), input([1])];
      const joined = a.concatenate(b).dense(6, { activation: 'relu' });
      return model({ inputs: { a, b }, outputs: { up: joined.dense(1), kind: joined.dense(3) } }).compile({
        loss: { up: 'mse', kind: 'sparseCategoricalCrossentropy' },
        lossWeights: { up: 0.5, kind: 2 },
        metrics: { kind: ['accuracy'] },
        seed: 3,
      });
    };
    const inputs = { a: x, b: y };
    const labels = { up: y, kind: x.map((_, i) => i % 3) };
    const options = { epochs: 2, verbose: 0, sampleWeight: x.map((_, i) => i % 2) } as const;
    const wanted = await begin().fit(inputs, labels, options);
    const found = await begin().fit(inputs, labels, { ...options, worker: openWorker(doors) });
    expect(found.history).toEqual(wanted.history);
  });

  test('asks for a data set batch by batch', async () => {
    const dataset = () => {
      let batches = 0;
      const next = () => {
        const done = batches === 5;
        const rows = x.slice(batches * 8, batches * 8 + 8);
        batches++;
        return Promise.resolve(
          done
            ? { value: null, done }
            : { value: { xs: tf.tensor(rows), ys: tf.tensor(rows.map(([a]) => [a!])) }, done },
        );
      };
      return {
        iterator: () => {
          batches = 0;
          return Promise.resolve({ next });
        },
      };
    };
    const [here, there] = [begin(), begin()];
    const wanted = await here.fit(dataset(), { epochs: 2, verbose: 0, validationData: dataset() });
    const { numTensors } = tf.memory();
    const found = await there.fit(dataset(), {
      epochs: 2,
      verbose: 0,
      validationData: dataset(),
      worker: openWorker(doors),
    });
    expect(found.history).toEqual(wanted.history);
    there.dispose();
    here.dispose();
    expect(tf.memory().numTensors).toBeLessThan(numTensors);
  });

  test('callbacks stay here: they see every hook they have, and what they change takes effect there', async () => {
    const seen = (net: Net, options: object) => {
      const calls: string[] = [];
      const callback: Callback = {
        onTrainBegin: () => void calls.push('begin'),
        onEpochBegin: (epoch) => {
          calls.push(`epoch ${epoch}`);
          net.optimizer.learningRate = 0.01 / (epoch + 1);
        },
        onTrainBatchEnd: (batch, logs) => void calls.push(`batch ${batch} ${logs['loss']}`),
        onEpochEnd: (epoch, logs) => {
          calls.push(`end ${epoch} ${logs['val_loss']} ${net.optimizer.iterations}`);
          if (epoch === 0) {
            const half = net.getWeights().map((weight) => tf.mul(weight as unknown as tf.Tensor, 0.5));
            net.setWeights(half as never);
            tf.dispose(half);
          }
        },
        onTrainEnd: () => void calls.push('end'),
      };
      return net
        .fit(x, y, { epochs: 3, verbose: 0, validationSplit: 0.2, callbacks: [callback], ...options })
        .then(() => calls);
    };
    const wanted = await seen(begin(), {});
    expect(wanted.length).toBeGreaterThan(8);
    expect(await seen(begin(), { worker: openWorker(doors) })).toEqual(wanted);
  });

  test('progress is shown here as it is without a worker', async () => {
    const linesOf = async (options: object): Promise<readonly string[]> => {
      const lines: string[] = [];
      const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
      try {
        await begin().fit(x, y, { epochs: 2, batchSize: 8, verbose: 2, validationSplit: 0.2, ...options });
      } finally {
        log.mockRestore();
      }
      return lines.map((line) => line.replace(/\d+[mu]?s/g, 'time'));
    };
    const wanted = await linesOf({});
    expect(wanted.join()).toContain('4/4');
    expect(await linesOf({ worker: openWorker(doors) })).toEqual(wanted);
  });

  test('early stopping puts the best weights back here', async () => {
    const run = async (options: object) => {
      const net = begin();
      const stop = callbacks.earlyStopping({
        monitor: 'loss',
        mode: 'max',
        patience: 2,
        restoreBestWeights: true,
      });
      const { epoch } = await net.fit(x, y, { epochs: 20, verbose: 0, callbacks: [stop], ...options });
      return { epoch, weights: weightsOf(net) };
    };
    const wanted = await run({});
    expect(wanted.epoch.length).toBeLessThan(20);
    expect(await run({ worker: openWorker(doors) })).toEqual(wanted);
  });

  test('stopTraining ends it in the midst of an epoch', async () => {
    const net = begin();
    const many = { values: new Float32Array(4 * 400_000), shape: [400_000, 4] } as const;
    const labels = new Float32Array(400_000);
    let running: Promise<{ epoch: number[] }> | undefined;
    const begun = new Promise<void>((resolve) => {
      running = net.fit(many, labels, {
        epochs: 50,
        batchSize: 8,
        verbose: 0,
        worker: openWorker(doors),
        callbacks: [{ onEpochBegin: () => resolve() }],
      });
    });
    await begun;
    net.stopTraining = true;
    const { epoch } = await running!;
    expect(epoch).toEqual([0]);
    // an epoch has 50,000 steps
    expect(net.optimizer.iterations).toBeLessThan(25_000);
    net.dispose();
  });

  test('an error of a callback comes back as it was, and the model as it was then', async () => {
    const mine = new RangeError('mine');
    const run = async (options: object) => {
      const net = begin();
      let epochs = 0;
      const failing: Callback = {
        onEpochEnd: () => void epochs++,
        onTrainBatchEnd: (batch) => {
          if (epochs === 1 && batch === 2) throw mine;
        },
      };
      const settings = { epochs: 3, batchSize: 8, verbose: 0, callbacks: [failing], ...options } as const;
      await expect(net.fit(x, y, settings)).rejects.toBe(mine);
      return { net, weights: weightsOf(net), steps: net.optimizer.iterations };
    };
    const worker = openWorker(doors);
    const wanted = await run({});
    const found = await run({ worker });
    expect(found.steps).toBe(8);
    expect([found.weights, found.steps]).toEqual([wanted.weights, wanted.steps]);
    // the worker is there for the next run
    await found.net.fit(x, y, { verbose: 0, worker });
  });

  test('what cannot cross, and what is wrong, is told before anything begins', async () => {
    const worker = openWorker(doors);
    const net = begin();
    const before = weightsOf(net);
    await expect(net.fit(x, [[1]], { verbose: 0, worker })).rejects.toThrow(
      new DataError('x has 40 rows, but y has 1; each sample needs both'),
    );
    const own = sequential([4], [dense(1)]).compile({
      loss: (a, b) => tf.mean(tf.sub(a as never, b as never), -1) as never,
    });
    await expect(own.fit(x, y, { verbose: 0, worker })).rejects.toThrow(
      /^fit in a worker needs a loss of shapewright's own, got '\w+': a function cannot be sent to a worker\. Train here, without the option worker$/,
    );
    await expect(net.fit(x, y, { verbose: 0, worker: {} as never })).rejects.toThrow(
      /^fit needs worker to be what trainingWorker of 'shapewright\/worker' makes/,
    );
    expect(() => doors.trainingWorker(new MessageChannel().port1, { bakend: 'cpu' } as never)).toThrow(
      "trainingWorker has no option 'bakend'; did you mean 'backend'?",
    );
    expect(() => doors.trainingWorker({} as never)).toThrow(
      "trainingWorker needs a page's Worker, e.g. new Worker(",
    );
    const { port1 } = new MessageChannel();
    expect(() => doors.trainingWorker(port1, { backend: 'wsm' as 'wasm' })).toThrow(
      /got "wsm"; did you mean 'wasm'\?$/,
    );
    port1.close();
    const absent = doors.trainingWorker(new MessageChannel().port1);
    absent.terminate();
    absent.terminate();
    await expect(net.fit(x, y, { verbose: 0, worker: absent })).rejects.toThrow(
      'the training worker was terminated',
    );
    expect(weightsOf(net)).toEqual(before);
  });

  test('one run at a time', async () => {
    const worker = openWorker(doors);
    const [a, b] = [begin(), begin()];
    const first = a.fit(x, y, { verbose: 0, worker });
    await expect(b.fit(x, y, { verbose: 0, worker })).rejects.toThrow(
      'fit: this worker is training already; wait for it, or make another',
    );
    await first;
    await b.fit(x, y, { verbose: 0, worker });
  });
});
