// backupAndRestore within one process: runs that are broken off by an error at each of their hooks.
import * as tf from '@tensorflow/tfjs';
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { callbacks, layers, sequential, type Callback } from '../../src/index.js';
import * as doors from '../../src/worker/index.js';
import { safeRun } from './safe-run.js';
import { openWorker } from '../worker/open-worker.js';

let folder: string;
let count = 0;
const place = () => join(folder, String(count++));
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
});
afterAll(() => rm(folder, { recursive: true }));

const hooks = ['onTrainBatchBegin', 'onTrainBatchEnd', 'onTestBegin', 'onTestEnd', 'onEpochEnd'] as const;

/** A callback that breaks the run off at one of its hooks, counted over all of them; it counts the batches before that. */
const breaking = (at = Infinity) => {
  let seen = 0;
  const hook = () => {
    if (seen++ === at) throw new Error('broken off');
  };
  const watch: Callback & { batches: number } = {
    batches: 0,
    ...Object.fromEntries(hooks.map((name) => [name, hook])),
    onTrainBatchEnd: () => {
      hook();
      watch.batches += 1;
    },
  };
  return watch;
};

test.each([['epoch'], [1], [3], [7]] as const)(
  'broken off anywhere, with saveFreq %s, a run goes on to the same',
  { timeout: 120_000 },
  async (saveFreq) => {
    const all = breaking();
    const whole = await safeRun(place(), 'epoch', all);
    const before = tf.memory().numTensors;
    // four batches in an epoch: eleven hooks
    for (let at = 1; at < 40; at += process.env['CI'] ? 3 : 8) {
      const here = place();
      const [first, second, last] = [breaking(at), breaking(8), breaking()];
      await expect(safeRun(here, saveFreq, first)).rejects.toThrow('broken off');
      await expect(safeRun(here, saveFreq, second)).rejects.toThrow('broken off');
      expect(await safeRun(here, saveFreq, last)).toEqual(whole);
      // no batch is trained again that a backup has
      const trained = first.batches + second.batches + last.batches;
      if (saveFreq === 1) expect(trained).toBe(all.batches);
      else expect(trained).toBeLessThan(all.batches + 2 * (saveFreq === 'epoch' ? 5 : saveFreq));
    }
    expect(tf.memory().numTensors).toBe(before);
  },
);

test('a run that was stopped early is not trained any further', async () => {
  const here = place();
  const whole = await safeRun(here, 'epoch', {});
  const broken = place();
  const fail: Callback = {
    onTrainEnd: () => {
      throw new Error('broken off');
    },
  };
  await expect(safeRun(broken, 'epoch', fail)).rejects.toThrow('broken off');
  expect(await safeRun(broken, 'epoch', {})).toEqual(whole);
});

test('with two backups a damaged one is passed over, with a warning; with one it is an error', async () => {
  const damage = async (at: string) => {
    const name = (await readdir(at)).find((each) => each.endsWith('.bin'))!;
    await truncate(join(at, name), 10);
  };
  const whole = await safeRun(place(), 'epoch', {});
  const two = place();
  // two epochs: the newer backup is the second
  await expect(safeRun(two, 'epoch', breaking(23), { doubleCheckpoint: true })).rejects.toThrow('broken off');
  await damage(join(two, 'backup', '2'));
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  expect(await safeRun(two, 'epoch', {}, { doubleCheckpoint: true })).toEqual(whole);
  expect(warn.mock.calls.flat()).toEqual([
    expect.stringMatching(/bytes.*; the run goes on from the backup before/),
  ]);
  warn.mockRestore();
  const one = place();
  await expect(safeRun(one, 'epoch', breaking(23))).rejects.toThrow('broken off');
  await damage(join(one, 'backup'));
  await expect(safeRun(one, 'epoch', {})).rejects.toThrow(/should have .* bytes, but there are 10/);
});

const small = (optimizer: 'sgd' | 'adam' = 'sgd', units = 1) =>
  sequential([1], [layers.dense(units), layers.dense(1)]).compile({ optimizer, loss: 'mse', seed: 1 });
const x = [[0], [1], [2], [3]];
const y = [[1], [2], [3], [4]];
const run = (net: ReturnType<typeof small>, watching: readonly Callback[], epochs = 3) =>
  net.fit(x, y, { epochs, verbose: 0, callbacks: watching });
const broken: Callback = {
  onEpochEnd: (epoch) => {
    if (epoch === 1) throw new Error('broken off');
  },
};

test('a backup stays where it is to stay, and a longer run goes on from it', async () => {
  const here = place();
  const keep = () => callbacks.backupAndRestore(here, { deleteCheckpoint: false });
  const whole = await run(small(), [], 5);
  await run(small(), [keep()], 3);
  expect(await readdir(here)).toContain('model.json');
  const { history, epoch } = await run(small(), [keep()], 5);
  expect([history, epoch]).toEqual([whole.history, whole.epoch]);
});

/** A data set as a new process would make it: its order is drawn anew each time that it begins. */
const shuffled = () =>
  tf.data
    .array(x.map((row, i) => ({ xs: row, ys: y[i]! })))
    .shuffle(4, '7')
    .batch(1);

test.each([
  ['samples in part', () => undefined],
  ['a data set', shuffled],
])('with %s, an epoch goes on where the last one ended', async (_, begin) => {
  for (const stepsPerEpoch of [3, undefined]) {
    const train = async (watching: readonly Callback[]) => {
      const [net, data] = [small(), begin()];
      const options = { epochs: 5, stepsPerEpoch, batchSize: 1, verbose: 0, callbacks: watching } as const;
      const { history } = await (data ? net.fit(data, options) : net.fit(x, y, options));
      return history;
    };
    const whole = await train([]);
    for (const at of [3, 8, 14, 20]) {
      const keep = callbacks.backupAndRestore(place(), { saveFreq: 2 });
      await expect(train([keep, breaking(at)])).rejects.toThrow('broken off');
      expect(await train([keep, breaking()])).toEqual(whole);
    }
  }
});

test('stateful layers go on from the batch before', async () => {
  const before = tf.memory().numTensors;
  const steps = x.map(([a]) => [[a!], [a! / 2]]);
  const train = async (watching: readonly Callback[]) => {
    const both = layers.bidirectional(layers.gru(2, { stateful: true, returnSequences: true }));
    const last = layers.lstm(3, { stateful: true });
    const net = sequential([2, 1], [both, last, layers.dense(1)]).compile({ loss: 'mse', seed: 2 });
    try {
      const options = { epochs: 4, batchSize: 2, shuffle: false, verbose: 0 } as const;
      return (await net.fit(steps, y, { ...options, callbacks: watching })).history;
    } finally {
      net.dispose();
    }
  };
  const whole = await train([]);
  for (const at of [3, 6]) {
    const keep = callbacks.backupAndRestore(place(), { saveFreq: 1 });
    await expect(train([keep, breaking(at)])).rejects.toThrow('broken off');
    expect(await train([keep, breaking()])).toEqual(whole);
  }
  expect(tf.memory().numTensors).toBe(before);
});

test('a run in a worker is backed up each epoch, and goes on in another', async () => {
  const train = async (watching: readonly Callback[]) => {
    const worker = openWorker(doors);
    const net = sequential([1], [layers.dense(4), layers.dropout(0.5), layers.dense(1)]).compile({
      optimizer: 'adam',
      loss: 'mse',
      seed: 5,
    });
    onTestFinished(() => net.dispose());
    const options = { epochs: 6, batchSize: 1, stepsPerEpoch: 3, verbose: 0, worker } as const;
    const { history } = await net.fit(x, y, { ...options, callbacks: watching });
    const weights = net.getWeights();
    return [history, weights.map((weight) => weight.dataSync())];
  };
  const whole = await train([]);
  const here = place();
  await expect(train([callbacks.backupAndRestore(here), broken])).rejects.toThrow('broken off');
  const epochs: number[] = [];
  const watch: Callback = { onEpochBegin: (epoch) => void epochs.push(epoch) };
  expect(await train([callbacks.backupAndRestore(here), watch])).toEqual(whole);
  expect(epochs).toEqual([1, 2, 3, 4, 5]);
  await expect(train([callbacks.backupAndRestore(here, { saveFreq: 2 })])).rejects.toThrow(
    "backupAndRestore: in a worker saveFreq must be 'epoch'",
  );
});

test('a backup of another model, optimizer or run is refused, and nothing is changed', async () => {
  const here = place();
  const keep = callbacks.backupAndRestore(here);
  await expect(run(small(), [keep, broken])).rejects.toThrow('broken off');
  const net = small('adam');
  const before = net.getWeights().map((weight) => weight.dataSync());
  await expect(run(net, [keep])).rejects.toThrow(
    /has the optimizer SGD, but the model was compiled with Adam/,
  );
  expect(net.getWeights().map((weight) => weight.dataSync())).toEqual(before);
  await expect(run(small('sgd', 2), [keep])).rejects.toThrow(
    /backupAndRestore: 'dense\/kernel' is \[1, 2\] in the model, but \[1, 1\] in/,
  );
  await expect(run(small(), [keep])).rejects.toThrow(/the run that was broken off had 2 callbacks/);
  await expect(run(small(), [keep, callbacks.backupAndRestore('other')])).rejects.toThrow(
    'fit takes one backupAndRestore, got several',
  );
  const model = place();
  await small().save(model);
  await expect(run(small(), [callbacks.backupAndRestore(model)])).rejects.toThrow(
    /holds a model that is no backup, and would be replaced/,
  );
});

test("a callback of one's own remembers numbers, texts and tensors", async () => {
  const here = place();
  const given: unknown[] = [];
  const own = (): Callback => ({
    getState: () => ({
      seen: [1, NaN, -0, undefined, -Infinity, 'é', null, true],
      '~odd': { '~': 'a' },
      kernel: tf.tensor1d([1.5, 2]) as never,
    }),
    setState: ({ kernel, ...others }) =>
      void given.push(others, [...(kernel as unknown as tf.Tensor).dataSync()]),
  });
  await expect(run(small(), [callbacks.backupAndRestore(here), own(), broken])).rejects.toThrow();
  await run(small(), [callbacks.backupAndRestore(here), own(), {}]);
  expect(given).toEqual([
    { seen: [1, NaN, -0, undefined, -Infinity, 'é', null, true], '~odd': { '~': 'a' } },
    [1.5, 2],
  ]);
  const odd: Callback = { getState: () => ({ best: new Map() as never }), setState: () => undefined };
  await expect(run(small(), [callbacks.backupAndRestore(place()), odd])).rejects.toThrow(
    /the run\.callbacks\[1\]\.best of getState must be a number, a text/,
  );
});
