import { expect, test, vi } from 'vitest';
import { runOver, wantsLogs, type Watcher } from '../callbacks/watcher.js';
import { progressBar } from './progress-bar.js';

/** A place to look into, whose clock the test sets. */
const place = (isTTY: boolean, columns = 200) => {
  const written: string[] = [];
  const at = { time: 0 };
  const stream = { write: (text: string) => void written.push(text) };
  return { written, at, where: { stream, isTTY, columns, now: () => at.time } };
};

/** Runs epochs of three steps, a second each. */
const train = async (bar: Watcher, at: { time: number }, epochs: number, steps: number | undefined) => {
  bar.setParams?.({ verbose: 1, epochs, steps });
  await bar.onTrainBegin?.({});
  for (let epoch = 0; epoch < epochs; epoch++) {
    await bar.onEpochBegin?.(epoch, {});
    for (let step = 0; step < 3; step++) {
      at.time += 1000;
      await bar.onTrainBatchEnd?.(step, bar[wantsLogs]?.() ? { loss: 3 - step } : {});
    }
    await bar.onTestBegin?.({});
    await bar.onTestBatchEnd?.(0, {});
    await bar.onTestEnd?.({ loss: 9 });
    await bar.onEpochEnd?.(epoch, { loss: 0.25, accuracy: 0.9, val_accuracy: 0.5, val_loss: 1e-4 });
  }
  await bar.onTrainEnd?.({});
};

/** What is left to see of what was written to a terminal: the last text of each line, without colours. */
const lastOfEachLine = (written: readonly string[]): string[] =>
  written
    .join('')
    .split('\n')
    .map((line) =>
      line
        .replace(/\u001b\[\d*m|\u001b\[0?K/g, '')
        .split(/\u001b\[1G|\r/)
        .at(-1)!,
    );

const finished = ' - accuracy: 0.9000 - loss: 0.2500 - val_accuracy: 0.5000 - val_loss: 1.0000e-04';

test.each([1, 2] as const)(
  'verbose %s without a terminal: a line an epoch, no control characters',
  async (verbose) => {
    const { written, at, where } = place(false);
    await train(progressBar(verbose, where), at, 2, 3);
    expect(written).toEqual([
      'Epoch 1/2\n',
      `3/3 - 3s - 1s/step${finished}\n`,
      'Epoch 2/2\n',
      `3/3 - 3s - 1s/step${finished}\n`,
    ]);
  },
);

test('a page has no stream: lines go to the console', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await train(progressBar(2), { time: 0 }, 1, 3);
    // Keras counts epochs only where there are several
    expect(log.mock.calls).toEqual([
      [expect.stringMatching(/^3\/3 - 0s - \d+us\/step - accuracy: 0\.9000 - loss/)],
    ]);
  } finally {
    log.mockRestore();
  }
});

test('a terminal has a bar that is drawn over, and left standing when the epoch ends', async () => {
  const { written, at, where } = place(true);
  await train(progressBar(1, where), at, 2, 3);
  const done = `3/3 ━━━━━━━━━━━━━━━━━━━━ 3s 1s/step${finished}`;
  expect(lastOfEachLine(written)).toEqual(['Epoch 1/2', done, 'Epoch 2/2', done, '']);
  const all = written.join('');
  expect(all).toContain('1/3 ━━━━━━               2s 1s/step - loss: 3.0000');
  expect(all).toContain('2/3 ━━━━━━━━━━━━━        1s 1s/step - loss: 2.0000');
  // neither the cursor nor the wrapping of lines is touched: a run that is killed leaves the terminal as it was
  expect(all).not.toContain('\u001b[?');
});

test('a bar that is not due neither draws nor reads losses', async () => {
  const { written, at, where } = place(true);
  const bar = progressBar(1, where);
  bar.setParams?.({ verbose: 1, epochs: 1, steps: 100 });
  await bar.onTrainBegin?.({});
  await bar.onEpochBegin?.(0, {});
  const wanted: boolean[] = [];
  for (let step = 0; step < 4; step++) {
    at.time += 50;
    wanted.push(bar[wantsLogs]?.() ?? true);
    void bar.onTrainBatchEnd?.(step, {});
  }
  expect(wanted).toEqual([true, false, true, false]);
  expect(written.join('')).not.toContain('2/100');
  await bar.onTestBegin?.({});
  at.time += 1000;
  expect(bar[wantsLogs]?.()).toBe(false);
  bar[runOver]?.();
});

test('steps that nobody knows are counted in the first epoch', async () => {
  const { written, at, where } = place(true);
  await train(progressBar(1, where), at, 2, undefined);
  const all = written.join('');
  expect(all).toContain('      2/Unknown 2s 1s/step - loss: 2.0000');
  expect(lastOfEachLine(written)[1]).toBe(`3/3 ━━━━━━━━━━━━━━━━━━━━ 3s 1s/step${finished}`);
  expect(all.split('Epoch 2/2')[1]).toContain('2/3 ━━━━━━━━━━━━━        1s 1s/step');
});

test('evaluate and predict have a bar of their own', async () => {
  const { written, at, where } = place(true);
  const bar = progressBar(1, where);
  bar.setParams?.({ verbose: 1, epochs: 1, steps: 12 });
  await bar.onTestBegin?.({});
  for (let step = 0; step < 12; step++) {
    at.time += 2;
    await bar.onTestBatchEnd?.(step, {});
  }
  await bar.onTestEnd?.({ loss: 0.5, accuracy: 0.75 });
  await bar.onPredictBegin?.({});
  at.time += 2;
  await bar.onPredictBatchEnd?.(0, {});
  await bar.onPredictEnd?.({});
  expect(lastOfEachLine(written)).toEqual([
    '12/12 ━━━━━━━━━━━━━━━━━━━━ 0s 2ms/step - accuracy: 0.7500 - loss: 0.5000',
    ' 1/12 ━                    0s 2ms/step',
    '',
  ]);
});

test('a run that fails leaves its bar, ends the line, and leaves no timer to wait for', async () => {
  const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const { written, at, where } = place(true);
  const bar = progressBar(1, where);
  bar.setParams?.({ verbose: 1, epochs: 1, steps: 3 });
  await bar.onEpochBegin?.(0, {});
  at.time += 1000;
  void bar.onTrainBatchEnd?.(0, { loss: 1 });
  // one of vitest's own may have ended meanwhile
  expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length).toBeLessThanOrEqual(
    before,
  );
  bar[runOver]?.();
  bar[runOver]?.();
  expect(lastOfEachLine(written)).toEqual(['1/3 ━━━━━━               2s 1s/step - loss: 1.0000', '']);
});

test('a narrow terminal cuts the line', async () => {
  const { written, at, where } = place(true, 30);
  await train(progressBar(1, where), at, 1, 3);
  expect(lastOfEachLine(written)[0]).toBe('3/3 ━━━━━━━━━━━━━━━━━━━━ 3s 1s');
});

test('a terminal that does not say how wide it is is taken for 80 columns', async () => {
  const { written, at, where } = place(true, 0);
  await train(progressBar(1, where), at, 1, 3);
  expect(lastOfEachLine(written)[0]).toMatch(/^3\/3 ━{20} 3s 1s\/step - accuracy: 0\.9000.*$/);
  expect(lastOfEachLine(written)[0]).toHaveLength(80);
});

test('verbose 0 is silent, and others are refused', () => {
  expect(progressBar(0)).toEqual({});
  expect(() => progressBar(3 as 2)).toThrow(/verbose must be 0/);
});
