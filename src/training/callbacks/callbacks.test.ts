import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { callbacks, layers, sequential, type Callback } from '../../index.js';
import { callbackList } from './callback-list.js';
import type { ModelInTraining, TrainingParams } from './callback.js';
import { wantsLogs, type Watcher } from './watcher.js';

beforeAll(() => tf.setBackend('cpu'));

/** A model whose only weight is a number that the test sets. */
const fakeModel = () => {
  const calls: string[] = [];
  const model: ModelInTraining & { weight: number } = {
    weight: 0,
    stopTraining: false,
    optimizer: { learningRate: 0.1, iterations: 0 },
    getWeights: () => [tf.scalar(model.weight) as never],
    setWeights: ([value]) => void (model.weight = value!.dataSync()[0]!),
    save: async (path) => void calls.push(`save ${path}`),
    saveWeights: async (path) => void calls.push(`weights ${path}`),
  };
  return { model, calls };
};

/** Runs a callback over some values of a watched number, where there is one; gives how many epochs it bore. */
const watch = async (
  callback: Callback,
  name: string,
  values: readonly (number | undefined)[],
  { batches = 0, from = 0, ...more }: Partial<TrainingParams> & { batches?: number; from?: number } = {},
) => {
  const { model, calls } = fakeModel();
  const params = { verbose: 0, epochs: values.length, steps: batches, ...more } as const;
  const list = callbackList([callback], model, params);
  try {
    await list.onTrainBegin({});
    let epoch = 0;
    for (; epoch < values.length && !model.stopTraining; epoch++) {
      model.weight = epoch;
      await list.onEpochBegin(from + epoch, {});
      for (let batch = 0; batch < batches; batch++) await list.onTrainBatchEnd(batch, { loss: batch });
      const value = values[epoch];
      await list.onEpochEnd(from + epoch, { loss: 9, ...(value === undefined ? {} : { [name]: value }) });
    }
    await list.onTrainEnd({});
    return { epochs: epoch, weight: model.weight, calls };
  } finally {
    list.close();
  }
};

/** What is printed while something runs. */
const printed = async (run: () => Promise<unknown>): Promise<string[]> => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await run();
    return log.mock.calls.map(([text]) => String(text));
  } finally {
    log.mockRestore();
  }
};

const seen = ({ wait, stoppedEpoch, best, bestEpoch }: ReturnType<typeof callbacks.earlyStopping>) => ({
  wait,
  stoppedEpoch,
  best,
  bestEpoch,
});

test('early stopping bears `patience` epochs, and puts the best weights back', async () => {
  const before = tf.memory().numTensors;
  const values = [5, 4, 3, 3.5, 3.4, 3.3, 1];
  const plain = await watch(callbacks.earlyStopping({ patience: 2 }), 'val_loss', values);
  expect([plain.epochs, plain.weight]).toEqual([5, 4]);
  const restoring = callbacks.earlyStopping({ patience: 2, restoreBestWeights: true });
  expect((await watch(restoring, 'val_loss', values)).weight).toBe(2);
  expect(seen(restoring)).toEqual({ wait: 2, stoppedEpoch: 4, best: 3, bestEpoch: 2 });
  expect(tf.memory().numTensors).toBe(before);
});

test('the best weights come back also where training ended by itself, and a second run begins anew', async () => {
  const before = tf.memory().numTensors;
  const stop = callbacks.earlyStopping({ patience: 9, restoreBestWeights: true });
  const whole = await watch(stop, 'val_loss', [3, 1, 2]);
  expect([whole.epochs, whole.weight]).toEqual([3, 1]);
  expect(seen(stop)).toEqual({ wait: 1, stoppedEpoch: 0, best: 1, bestEpoch: 1 });
  expect((await watch(stop, 'val_loss', [7, 8])).weight).toBe(0);
  expect(stop.best).toBe(7);
  expect(tf.memory().numTensors).toBe(before);
});

test('a run that fails leaves no copies of weights', async () => {
  const before = tf.memory().numTensors;
  const stop = callbacks.earlyStopping({ patience: 9, restoreBestWeights: true });
  await expect(watch(stop, 'val_loss', [3, undefined])).rejects.toThrow(/the logs have loss/);
  expect(tf.memory().numTensors).toBe(before);
});

test('no epoch before startFromEpoch counts, and the first epoch of all never stops', async () => {
  const late = callbacks.earlyStopping({ startFromEpoch: 3 });
  expect((await watch(late, 'val_loss', [1, 2, 3, 4, 5, 6])).epochs).toBe(5);
  expect(seen(late)).toEqual({ wait: 1, stoppedEpoch: 4, best: 4, bestEpoch: 3 });
  expect((await watch(callbacks.earlyStopping(), 'val_loss', [1, 1, 1])).epochs).toBe(2);
});

test('accuracies go up, changes below minDelta do not count, and a baseline must be bettered', async () => {
  const up = callbacks.earlyStopping({ monitor: 'val_accuracy', patience: 1 });
  expect((await watch(up, 'val_accuracy', [0.1, 0.2, 0.15, 0.3])).epochs).toBe(3);
  const coarse = callbacks.earlyStopping({ minDelta: -0.5, patience: 2 });
  expect((await watch(coarse, 'val_loss', [5, 4.75, 4.5, 4])).epochs).toBe(3);
  const baseline = callbacks.earlyStopping({ monitor: 'val_loss', baseline: 1, patience: 2 });
  expect((await watch(baseline, 'val_loss', [5, 5, 4])).epochs).toBe(2);
  const bettered = callbacks.earlyStopping({ monitor: 'val_loss', baseline: 1, patience: 2 });
  expect((await watch(bettered, 'val_loss', [5, 0.5, 0.6, 0.7, 0.8])).epochs).toBe(4);
});

test('epochs that fit leaves unvalidated are passed over', async () => {
  const stop = callbacks.earlyStopping({ patience: 1 });
  const values = [undefined, 2, undefined, 3, undefined, 1];
  expect((await watch(stop, 'val_loss', values, { validationFreq: 2 })).epochs).toBe(4);
  const save = callbacks.modelCheckpoint('m/{epoch}', { saveBestOnly: true });
  expect((await watch(save, 'val_loss', values, { validationFreq: 2 })).calls).toEqual([
    'save m/2',
    'save m/6',
  ]);
});

test('early stopping says what it does where asked', async () => {
  const stop = callbacks.earlyStopping({ verbose: 1, restoreBestWeights: true });
  expect(await printed(() => watch(stop, 'val_loss', [1, 2, 3]))).toEqual([
    'Epoch 2: early stopping',
    'Restoring model weights from the end of the best epoch: 1.',
  ]);
});

test.each([
  [{ patiense: 3 }, "earlyStopping has no option 'patiense'; did you mean 'patience'?"],
  [{ patience: 1.5 }, 'earlyStopping: patience must be a whole number, zero or more, got 1.5'],
  [{ startFromEpoch: -1 }, 'startFromEpoch must be a whole number, zero or more, got -1'],
  [{ minDelta: NaN }, 'minDelta must be a number, got NaN'],
  [{ baseline: '1' }, 'baseline must be a number, got "1"'],
  [{ restoreBestWeights: 'yes' }, 'restoreBestWeights must be true or false, got "yes"'],
  [{ mode: 'least' }, "mode must be 'auto', 'min' or 'max', got"],
  [{ monitor: '' }, "monitor must be a name of the logs such as 'val_loss', got"],
  [{ verbose: 2 }, 'verbose must be 0 or 1, got 2'],
  [null, 'earlyStopping takes its options as an object, got null'],
  ['val_loss', 'earlyStopping takes its options as an object, got "val_loss"'],
])('options that make no sense are refused, case %#', (options, sentence) => {
  expect(() => callbacks.earlyStopping(options as object)).toThrow(sentence);
});

test('checkpoints are saved each epoch where the template says, the best only if asked', async () => {
  const each = await watch(callbacks.modelCheckpoint('m/{epoch:02d}-{val_loss:.2f}'), 'val_loss', [3, 4.567]);
  expect(each.calls).toEqual(['save m/01-3.00', 'save m/02-4.57']);
  const best = callbacks.modelCheckpoint('m/{epoch}', { saveBestOnly: true, saveWeightsOnly: true });
  expect((await watch(best, 'val_loss', [3, 4, 2])).calls).toEqual(['weights m/1', 'weights m/3']);
  // what was best lasts, so that a second run does not overwrite a better model
  expect((await watch(best, 'val_loss', [2.5, 1])).calls).toEqual(['weights m/2']);
  const threshold = callbacks.modelCheckpoint('m/{epoch}', {
    saveBestOnly: true,
    initialValueThreshold: 2.5,
  });
  expect((await watch(threshold, 'val_loss', [3, 2])).calls).toEqual(['save m/2']);
});

test('checkpoints are saved every so many batches, counted on from epoch to epoch', async () => {
  const save: Watcher = callbacks.modelCheckpoint('m/{epoch}-{batch:02d}-{loss:.0f}', { saveFreq: 4 });
  expect((await watch(save, 'val_loss', [1, 1], { batches: 5 })).calls).toEqual([
    'save m/1-04-3',
    'save m/2-03-2',
  ]);
  const best = callbacks.modelCheckpoint('m/{batch}', { saveFreq: 1, saveBestOnly: true, monitor: 'loss' });
  expect((await watch(best, 'val_loss', [1], { batches: 3 })).calls).toEqual(['save m/1']);
});

test('the losses of a batch are wanted only where it is saved', () => {
  const save: Watcher = callbacks.modelCheckpoint('m', { saveFreq: 3 });
  const wanted = Array.from({ length: 7 }, (_, batch) => {
    const wants = save[wantsLogs]?.();
    void save.onTrainBatchEnd?.(batch, {});
    return wants;
  });
  expect(wanted).toEqual([false, false, true, false, false, true, false]);
});

test('checkpoints are told of where asked', async () => {
  const save = callbacks.modelCheckpoint('m/{epoch}', { saveBestOnly: true, verbose: 1 });
  expect(await printed(() => watch(save, 'val_loss', [3, 4, 2]))).toEqual([
    'Epoch 1: val_loss improved from None to 3.00000',
    'Epoch 1: saving model to m/1',
    'Epoch 2: val_loss did not improve from 3.00000',
    'Epoch 3: val_loss improved from 3.00000 to 2.00000',
    'Epoch 3: saving model to m/3',
  ]);
});

test('a save that fails stops training with its error', async () => {
  const { model } = fakeModel();
  const full = { ...model, save: () => Promise.reject(new Error('no space left')) };
  const params = { verbose: 0, epochs: 1, steps: 1 } as const;
  const list = callbackList([callbacks.modelCheckpoint('m')], full, params);
  await expect(list.onEpochEnd(0, { loss: 1 })).rejects.toThrow('no space left');
});

test.each([
  ['m', { saveFrequency: 3 }, "modelCheckpoint has no option 'saveFrequency'; it takes"],
  ['m', { saveFreq: 0 }, "saveFreq must be 'epoch' or a whole number of batches above zero, got 0"],
  [
    'm',
    { saveFreq: 2, saveBestOnly: true },
    "'val_loss' is not known between batches; watch 'loss', or save each epoch",
  ],
  ['m', { saveBestOnly: true, monitor: 'reward' }, "say mode: 'max' or mode: 'min'"],
  ['m', { mode: 'up' }, "mode must be 'auto', 'min' or 'max', got \"up\""],
  ['', {}, 'modelCheckpoint: filepath must be a text'],
])('checkpoints that could not be saved are refused, case %#', (path, options, sentence) => {
  expect(() => callbacks.modelCheckpoint(path, options as object)).toThrow(sentence);
});

test('a run stops early and keeps its history', async () => {
  const net = sequential([1], [layers.dense(1)]).compile({ optimizer: 'sgd', loss: 'mse', seed: 3 });
  const x = [[0], [1], [2], [3]];
  const stop = callbacks.earlyStopping({ monitor: 'loss', minDelta: 100 });
  const { history, epoch } = await net.fit(x, [[0], [2], [4], [6]], {
    epochs: 50,
    verbose: 0,
    callbacks: [stop],
  });
  expect(epoch).toEqual([0, 1]);
  expect(history.loss.length).toBe(2);
  net.dispose();
});

test('a callback may stand by itself, in fit, evaluate and predict', async () => {
  const seen: string[] = [];
  const watching: Callback = {
    onEpochEnd: () => void seen.push('epoch'),
    onTestEnd: () => void seen.push('test'),
    onPredictEnd: () => void seen.push('predict'),
  };
  const net = sequential([1], [layers.dense(1)]).compile({ loss: 'mse' });
  await net.fit([[1]], [[2]], { verbose: 0, callbacks: watching });
  await net.evaluate([[1]], [[2]], { verbose: 0, callbacks: watching });
  (await net.predict([[1]], { callbacks: watching })).dispose();
  expect(seen).toEqual(['epoch', 'test', 'predict']);
  const { history } = await net.fit([[1]], [[2]], {
    verbose: 0,
    callbacks: callbacks.learningRateScheduler(() => 0.5),
  });
  expect(history.learning_rate).toEqual([0.5]);
  await expect(
    net.fit([[1]], [[2]], { verbose: 0, callbacks: { onBatchEnd: () => undefined } as Callback }),
  ).rejects.toThrow("did you mean 'onTrainBatchEnd'?");
  net.dispose();
});
