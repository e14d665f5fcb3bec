import { expect, test } from 'vitest';
import { wantsLogs } from '../callbacks/watcher.js';
import { progressReporter, type FitProgress } from './progress-reporter.js';

/** Runs epochs of batches that take so many milliseconds each; gives what was told. */
const run = (epochs: number, batches: number, ms: number, steps: number | undefined, initialEpoch = 0) => {
  const told: FitProgress[] = [];
  let time = 0;
  const reporter = progressReporter(
    (progress) => told.push(progress),
    () => time,
  );
  reporter.setParams?.({ verbose: 0, epochs, steps });
  for (let epoch = initialEpoch; epoch < epochs; epoch++) {
    void reporter.onEpochBegin?.(epoch, {});
    for (let batch = 0; batch < batches; batch++) {
      time += ms;
      void reporter.onTrainBatchEnd?.(batch, reporter[wantsLogs]?.() ? { loss: batch } : {});
    }
    void reporter.onEpochEnd?.(epoch, { loss: 0.5, val_loss: 0.25 });
  }
  return told;
};

test('the beginning and the end of each epoch are told, and each batch that takes a frame', () => {
  const told = run(2, 3, 1000, 3);
  expect(told.map(({ epoch, batch, epochEnded }) => [epoch, batch, epochEnded])).toEqual(
    [0, 1].flatMap((epoch) => [0, 1, 2, 3].map((batch) => [epoch, batch, false]).concat([[epoch, 3, true]])),
  );
  expect(told.map(({ eta }) => eta)).toEqual([undefined, 5, 4, 3, 3, 3, 2, 1, 0, 0]);
  expect(told.at(-1)).toEqual({
    epoch: 1,
    epochs: 2,
    batch: 3,
    steps: 3,
    logs: { loss: 0.5, val_loss: 0.25 },
    eta: 0,
    epochEnded: true,
  });
});

test('quick batches are told once a frame, and their losses read less often', () => {
  const told = run(1, 100, 2, 100);
  expect(told.length).toBeLessThan(20);
  expect(new Set(told.map(({ logs }) => logs['loss'])).size).toBeLessThan(6);
});

test('steps that nobody knows are counted in the first epoch; an initial epoch counts for nothing', () => {
  const told = run(4, 2, 1000, undefined, 2);
  expect(told.map(({ steps }) => steps)).toEqual([undefined, undefined, undefined, 2, 2, 2, 2, 2]);
  expect(told[3]?.eta).toBe(2);
});
