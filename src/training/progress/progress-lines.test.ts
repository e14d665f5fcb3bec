import { expect, test } from 'vitest';
import { plainLine, showElapsed, showLeft, showLogs, showNumber, showPace } from './progress-lines.js';
import { barLine } from './bar-line.js';
import { stopwatch } from './stopwatch.js';

// the expected texts are what Keras 3's Progbar prints
test('numbers, times and paces read as Keras prints them', () => {
  expect([0.5, 123.45678, -2, 1e-3, 1e-4, -2.5e-12, 0].map(showNumber)).toEqual([
    '0.5000',
    '123.4568',
    '-2.0000',
    '1.0000e-03',
    '1.0000e-04',
    '-2.5000e-12',
    '0.0000e+00',
  ]);
  expect([NaN, Infinity, -Infinity].map(showNumber)).toEqual(['nan', 'inf', '-inf']);
  expect([400, 3000, 65_000].map(showElapsed)).toEqual(['0s', '3s', '65s']);
  expect([900, 60_000, 65_000, 3_723_000].map(showLeft)).toEqual(['0s', '60s', '1:05', '1:02:03']);
  expect([2, 0.5, 2000, 0].map(showPace)).toEqual(['2ms/step', '500us/step', '2s/step', '0s/step']);
});

test('logs are in the order of their names, those of validation last', () => {
  expect(showLogs({ val_accuracy: 4, loss: 2, val_auc: 5, zeta: 3, accuracy: 1 })).toBe(
    ' - accuracy: 1.0000 - loss: 2.0000 - zeta: 3.0000 - val_accuracy: 4.0000 - val_auc: 5.0000',
  );
});

const progress = { done: 8, steps: 100, elapsed: 4000, pace: 500, logs: { loss: 1 }, finished: false };

test('counts keep their width', () => {
  expect(plainLine(progress)).toBe('  8/100 - 4s - 500ms/step - loss: 1.0000');
  expect(barLine(progress, 99, false)).toBe('  8/100 ━                    46s 500ms/step - loss: 1.0000');
});

test('colours take no room, and are closed where the line is cut', () => {
  const all = barLine(progress, 99, true);
  expect(all).toBe(
    `\u001b[1m  8/100\u001b[0m \u001b[32m━\u001b[0m\u001b[37m${'━'.repeat(19)}\u001b[0m \u001b[1m46s\u001b[0m 500ms/step - loss: 1.0000`,
  );
  expect(barLine(progress, 10, true)).toBe(
    '\u001b[1m  8/100\u001b[0m \u001b[32m━\u001b[0m\u001b[37m━\u001b[0m',
  );
});

test('the first step is left out of the pace once there are others', () => {
  let time = 0;
  const watch = stopwatch(() => time);
  expect(watch.pace()).toBe(0);
  time = 1000;
  watch.reach(1);
  expect(watch.pace()).toBe(1000);
  time = 1020;
  watch.reach(11);
  expect([watch.pace(), watch.elapsed()]).toEqual([2, 1020]);
});
