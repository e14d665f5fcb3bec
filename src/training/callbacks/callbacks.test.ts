import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test, vi } from 'vitest';
import { callbacks, layers, sequential, type Callback } from '../../index.js';
import { callbackList } from './callback-list.js';
import type { ModelInTraining } from './callback.js';
import { checkpointPath } from './model-checkpoint.js';

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

/** Runs a callback over some values of a watched number; gives how many epochs it bore. */
const watch = async (callback: Callback, name: string, values: readonly number[]) => {
  const { model, calls } = fakeModel();
  callback.setModel?.(model);
  await callback.onTrainBegin?.({});
  let epoch = 0;
  for (; epoch < values.length && !model.stopTraining; epoch++) {
    model.weight = epoch;
    await callback.onEpochBegin?.(epoch, {});
    await callback.onEpochEnd?.(epoch, { [name]: values[epoch]! });
  }
  await callback.onTrainEnd?.({});
  return { epochs: epoch, weight: model.weight, calls };
};

test('early stopping bears `patience` epochs, and puts the best weights back', async () => {
  const before = tf.memory().numTensors;
  const values = [5, 4, 3, 3.5, 3.4, 3.3, 1];
  expect((await watch(callbacks.earlyStopping({ patience: 2 }), 'val_loss', values)).epochs).toBe(5);
  const restoring = callbacks.earlyStopping({ patience: 2, restoreBestWeights: true });
  expect((await watch(restoring, 'val_loss', values)).weight).toBe(2);
  expect([restoring.best, restoring.bestEpoch, restoring.stoppedEpoch]).toEqual([3, 2, 4]);
  expect(tf.memory().numTensors).toBe(before);
});

test('accuracies go up, and a baseline must be bettered', async () => {
  const up = callbacks.earlyStopping({ monitor: 'val_accuracy', patience: 1 });
  expect((await watch(up, 'val_accuracy', [0.1, 0.2, 0.15, 0.3])).epochs).toBe(3);
  const baseline = callbacks.earlyStopping({ monitor: 'loss', baseline: 1, patience: 2 });
  expect((await watch(baseline, 'loss', [5, 5, 4])).epochs).toBe(2);
});

test('what the logs lack is said', async () => {
  await expect(watch(callbacks.earlyStopping(), 'loss', [1])).rejects.toThrow(
    "earlyStopping watches 'val_loss', but the logs have loss; give fit validationData or a validationSplit",
  );
});

test('checkpoints are saved where the template says, the best only if asked', async () => {
  expect(checkpointPath('m/{epoch:02d}-{val_loss:.2f}', 0, { val_loss: 0.456 })).toBe('m/01-0.46');
  const each = await watch(callbacks.modelCheckpoint('m/{epoch}'), 'val_loss', [3, 4]);
  expect(each.calls).toEqual(['save m/1', 'save m/2']);
  const best = callbacks.modelCheckpoint('m/{epoch}', { saveBestOnly: true, saveWeightsOnly: true });
  expect((await watch(best, 'val_loss', [3, 4, 2])).calls).toEqual(['weights m/1', 'weights m/3']);
});

test('hooks of classes are called on their instance, and misspelt ones are refused', async () => {
  class Counter implements Callback {
    epochs = 0;
    onEpochEnd() {
      this.epochs += 1;
    }
  }
  const counter = new Counter();
  const { model } = fakeModel();
  const params = { verbose: 0, epochs: 1, steps: 1 } as const;
  await callbackList([counter], model, params).onEpochEnd(0, {});
  expect(counter.epochs).toBe(1);
  expect(() => callbackList([{ onEpochEnds: vi.fn() } as Callback], model, params)).toThrow(
    "there is no hook 'onEpochEnds'; did you mean 'onEpochEnd'?",
  );
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
  expect(epoch.length).toBeLessThan(5);
  expect(history.loss.length).toBe(epoch.length);
  net.dispose();
});
