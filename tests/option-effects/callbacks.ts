// Callbacks: what their options change of a run whose numbers are given.
import * as tf from '@tensorflow/tfjs-core';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { callbackList } from '../../src/training/callbacks/callback-list.js';
import type { Callback, ModelInTraining } from '../../src/training/callbacks/callback.js';
import { heldMeans, type Means } from '../../src/training/callbacks/watcher.js';
import { hooks } from '../../src/training/callbacks/hooks.js';
import { layers, sequential } from '../../src/index.js';
import { readEvents } from '../callbacks/read-events.js';
import type { Effect, Effects } from './effects.js';
import type { Seen, Untyped } from './observe.js';

const folder = join(tmpdir(), `shapewright-effects-${process.pid}`);
const place = (name: string) => join(folder, name);

/** What arguments that must be there are. */
export const callbackSamples = {
  filepath: 'm/{epoch}',
  filename: place('log.csv'),
  backupDir: place('backup'),
  schedule: () => 0.3,
};

/** What a run logs, epoch by epoch; the loss of its last batch is none. */
const epochs = [
  { loss: 9, accuracy: 0.1, val_loss: 5, val_accuracy: 0.5 },
  { loss: 8, accuracy: 0.2, val_loss: 4, val_accuracy: 0.6 },
  { loss: 8.5, accuracy: 0.3, val_loss: 3.5, val_accuracy: 0.7 },
  { loss: 8, accuracy: 0.4, val_loss: 3.8, val_accuracy: 0.8 },
  { loss: 7, accuracy: 0.5, val_loss: 3.7, val_accuracy: 0.7 },
  { loss: 6, accuracy: 0.6, val_loss: 3.6, val_accuracy: 0.9 },
  { loss: 5, accuracy: 0.7, val_loss: 1, val_accuracy: 0.8 },
];

/** Runs something, and gives what it printed, sent and threw meanwhile. */
const overheard = async (run: () => Promise<void>) => {
  const [log, post] = [console.log, globalThis.fetch];
  const said: unknown[] = [];
  console.log = (...words: unknown[]) => void said.push(words);
  globalThis.fetch = (url, init) => {
    said.push([url, init?.headers, String(init?.body as string)]);
    return Promise.resolve(new Response());
  };
  try {
    await run();
  } catch (error) {
    said.push((error as Error).message);
  } finally {
    console.log = log;
    globalThis.fetch = post;
  }
  return said;
};

/** All files of a folder, with what stands in them. */
const filesIn = (path: string): (readonly string[])[] =>
  existsSync(path)
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name, parentPath }) => [name, readFileSync(join(parentPath, name), 'latin1')])
    : [];

/** What lies in the folder after each batch of a real run, how many different descriptions there were, and what is left. */
const seenOfBackup = async (callback: Callback): Promise<Seen> => {
  const net = sequential([1], [layers.dense(1)]).compile({ loss: 'mse', seed: 1 });
  const [seen, described]: [unknown[], Set<string>] = [[], new Set()];
  const look = () => {
    const files = filesIn(folder).map(([name, text]) => [name!.replace(/[0-9a-f]{16}/, ''), text!] as const);
    files.forEach(([name, text]) => name === 'model.json' && described.add(text));
    seen.push(files.map(([name]) => name).sort(), described.size);
  };
  const [x, y] = [
    [[1], [2], [3], [4]],
    [[1], [2], [3], [4]],
  ];
  const options = { epochs: 3, batchSize: 2, verbose: 0 } as const;
  await net.fit(x, y, { ...options, callbacks: [callback, { onTrainBatchBegin: look }] });
  look();
  net.dispose();
  return { run: [seen, readdirSync(folder)] };
};

/** The values of event files after a real run: their runs, tags and steps. */
const seenOfTensorBoard = async (callback: Callback): Promise<Seen> => {
  const net = sequential([1], [layers.dense(2), layers.dense(1)]).compile({ loss: 'mse', seed: 1 });
  const [x, y] = [
    [[1], [2], [3], [4], [5]],
    [[1], [2], [3], [4], [5]],
  ];
  const options = { epochs: 4, batchSize: 2, validationSplit: 0.2, verbose: 0 } as const;
  const home = process.cwd();
  process.chdir(folder);
  try {
    await net.fit(x, y, { ...options, callbacks: [callback] });
  } finally {
    process.chdir(home);
    net.dispose();
  }
  const paths = readdirSync(folder, { recursive: true }) as string[];
  const files = paths.filter((path) => path.endsWith('.v2')).sort();
  const runs = files.map(async (path) => {
    const values = await readEvents(join(folder, path));
    return [dirname(path), values.map(({ tag, step }) => [tag, step])];
  });
  return { run: await Promise.all(runs) };
};

/** What a callback does in a run over `epochs`, of two batches each. */
export const seenOfCallback = async (name: string, made: Untyped): Promise<Seen> => {
  const callback = made as unknown as Callback;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  if (name === 'backupAndRestore') return seenOfBackup(callback);
  if (name === 'tensorBoard') return seenOfTensorBoard(callback);
  const did: unknown[] = [];
  let weight = 0;
  const model: ModelInTraining & { readonly [heldMeans]: Means } = {
    [heldMeans]: {
      shown: false,
      show: (shown) => void did.push(['means', shown]),
      settle: () => void did.push('settled'),
    },
    stopTraining: false,
    optimizer: { learningRate: 0.1, iterations: 0 },
    getWeights: () => [tf.scalar(weight) as never],
    setWeights: ([value]) => void did.push(['weights of epoch', value!.dataSync()[0]]),
    save: async (path) => void did.push(['save', path]),
    saveWeights: async (path) => void did.push(['save weights', path]),
  };
  const params = { verbose: 0, epochs: epochs.length, steps: 2 } as const;
  const said = await overheard(async () => {
    const list = callbackList([callback], model, params);
    try {
      await list.onTrainBegin({});
      for (weight = 0; weight < epochs.length && !model.stopTraining; weight++) {
        await list.onEpochBegin(weight, {});
        for (const batch of [0, 1]) {
          await list.onTrainBatchBegin(batch, {});
          await list.onTrainBatchEnd(batch, { loss: weight === 6 ? NaN : 9 - weight });
        }
        await list.onTestBegin({});
        await list.onTestBatchBegin(0, {});
        await list.onTestBatchEnd(0, {});
        await list.onTestEnd({});
        const logs = { ...epochs[weight]! };
        await list.onEpochEnd(weight, logs);
        did.push([logs, model.optimizer.learningRate]);
      }
      did.push(['epochs', weight]);
      await list.onTrainEnd({});
      await list.onPredictBegin({});
      await list.onPredictBatchBegin(0, {});
      await list.onPredictBatchEnd(0, {});
      await list.onPredictEnd({});
      await callback.getState?.();
      await callback.setState?.({});
    } finally {
      list.close();
    }
    // what was kept for a second run of the same callback
    if (callback.onEpochEnd && existsSync(place('log.csv'))) {
      await callback.onTrainBegin?.({});
      await callback.onEpochEnd(0, { loss: 1 });
    }
  });
  return { run: [did, said, filesIn(folder)] };
};

const inRun = (values: readonly unknown[], besides: Effect['besides'] = {}): Effect => ({
  values,
  seen: 'run',
  besides,
});
const best = { saveBestOnly: true };
const says = (word: string) => () => console.log(word);

export const ofCallback: Readonly<Record<string, Effects>> = {
  earlyStopping: {
    monitor: inRun(['loss', 'val_accuracy']),
    minDelta: inRun([0.6, 2]),
    patience: inRun([2, 3]),
    verbose: inRun([1]),
    mode: inRun(['max']),
    baseline: inRun([1], { patience: 2 }),
    restoreBestWeights: inRun([true]),
    startFromEpoch: inRun([3]),
  },
  modelCheckpoint: {
    filepath: inRun(['n/{epoch}', 'o/{val_loss:.1f}']),
    monitor: inRun(['loss', 'val_accuracy'], best),
    verbose: inRun([1]),
    saveBestOnly: inRun([true]),
    saveWeightsOnly: inRun([true]),
    mode: inRun(['max'], best),
    saveFreq: inRun([1, 3]),
    initialValueThreshold: inRun([3.65, 2], best),
  },
  learningRateScheduler: {
    schedule: inRun([(epoch: number) => epoch, (_: number, rate: number) => rate / 2]),
    verbose: inRun([1]),
  },
  reduceLROnPlateau: {
    monitor: inRun(['loss', 'val_accuracy'], { patience: 1 }),
    factor: inRun([0.5, 0], { patience: 1 }),
    patience: inRun([1, 2]),
    verbose: inRun([1], { patience: 1 }),
    mode: inRun(['max'], { patience: 1 }),
    minDelta: inRun([0.6, 2], { patience: 1 }),
    cooldown: inRun([2, 4], { patience: 1, minDelta: 9 }),
    minLr: inRun([0.05, 0.2], { patience: 1 }),
  },
  swapEMAWeights: { swapOnEpoch: inRun([true]) },
  terminateOnNaN: { raiseError: inRun([true]) },
  lambdaCallback: Object.fromEntries(hooks.map((hook) => [hook, inRun([says('one'), says('two')])])),
  remoteMonitor: {
    root: inRun(['http://one', 'https://two:99']),
    path: inRun(['', '/epochs']),
    field: inRun(['one', 'two']),
    headers: inRun([{ one: '1' }, { two: '2' }]),
    sendAsJson: inRun([true]),
  },
  backupAndRestore: {
    backupDir: inRun([place('one'), place('two/three')], { deleteCheckpoint: false }),
    saveFreq: inRun([1, 3]),
    doubleCheckpoint: inRun([true]),
    deleteCheckpoint: inRun([false]),
  },
  tensorBoard: {
    logDir: inRun(['one', 'two/three']),
    histogramFreq: inRun([1, 2]),
    writeGraph: inRun([false]),
    writeImages: inRun([true], { histogramFreq: 2 }),
    writeStepsPerSecond: inRun([true]),
    updateFreq: inRun(['batch', 2]),
  },
  csvLogger: {
    filename: inRun([place('one.csv'), place('two/three.csv')]),
    separator: inRun([';', '.']),
    append: inRun([true]),
  },
};
