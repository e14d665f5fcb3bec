import { expect, test } from 'vitest';
import { progressBar } from './progress-bar.js';
import { showDuration, showNumber, showPace } from './progress-lines.js';

test('numbers and times read as Keras prints them', () => {
  expect([0.5, 0, 1e-4, 123.45678].map(showNumber)).toEqual(['0.5000', '0.0000', '1.0000e-4', '123.4568']);
  expect([400, 3000, 65_000].map(showDuration)).toEqual(['0s', '3s', '1:05']);
  expect([showPace(2000, 1000), showPace(500, 1000), showPace(4000, 2)]).toEqual([
    '2ms/step',
    '500us/step',
    '2s/step',
  ]);
});

test('without a terminal, an epoch is a line without control characters', async () => {
  const lines: string[] = [];
  let time = 0;
  const bar = progressBar(1, {
    line: (text) => lines.push(text),
    terminal: undefined,
    now: () => (time += 3000),
  });
  bar.setParams?.({ verbose: 1, epochs: 2, steps: 3 });
  await bar.onTrainBegin?.({});
  await bar.onEpochBegin?.(0, {});
  for (let step = 0; step < 3; step++) await bar.onTrainBatchBegin?.(step, {});
  await bar.onEpochEnd?.(0, { accuracy: 0.9, loss: 0.25 });
  expect(lines).toEqual(['Epoch 1/2', '3/3 - 3s - 1s/step - accuracy: 0.9000 - loss: 0.2500']);
});

test('verbose 0 is silent, and others are refused', () => {
  expect(progressBar(0)).toEqual({});
  expect(() => progressBar(3 as 2)).toThrow(/verbose must be 0/);
});
