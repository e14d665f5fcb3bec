// The real TensorBoard reads what tensorBoard writes; skipped, by name, where there is none (`.ci/run` installs it).
import * as tf from '@tensorflow/tfjs-core';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callbacks, input, layers, model, sequential } from '../../src/index.js';

const python = process.env['TENSORBOARD_PYTHON'] ?? '.tensorflow/bin/python';
const isThere = spawnSync(python, ['-c', 'import tensorboard']).status === 0;
if (!isThere) console.warn('skipped: the real TensorBoard is not installed in .tensorflow (see .ci/run)');

interface Read {
  readonly scalars: Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;
  readonly histograms: Readonly<Record<string, readonly number[]>>;
  readonly images: Readonly<Record<string, number>>;
  readonly graph: Readonly<Record<string, readonly string[]>>;
}

test.skipIf(!isThere)('the real TensorBoard reads scalars, histograms, images and the graph', async () => {
  await tf.setBackend('cpu');
  const logDir = await mkdtemp(join(tmpdir(), 'shapewright-'));
  const a = input([3], { name: 'a' });
  const inside = sequential([3], [layers.dense(4, { name: 'deep' })], { name: 'inside' });
  const merged = layers.add({ name: 'sum' })([a.dense(4, { name: 'left' }), inside(a)]);
  const net = model({ inputs: a, outputs: merged.dense(1, { name: 'last' }), name: 'whole' }).compile({
    loss: 'mse',
    metrics: ['mae'],
    seed: 1,
  });
  const x = Array.from({ length: 20 }, (_, i) => [i / 20, Math.sin(i), 1]);
  const y = x.map((row) => [row[1]]) as number[][];
  const { history } = await net.fit(x, y, {
    epochs: 3,
    batchSize: 5,
    validationSplit: 0.2,
    verbose: 0,
    callbacks: [callbacks.tensorBoard({ logDir, histogramFreq: 1, writeImages: true, updateFreq: 'batch' })],
  });
  const read = (run: string): Read => {
    const script = new URL('./read_events.py', import.meta.url).pathname;
    const { stdout, stderr, status } = spawnSync(python, [script, join(logDir, run)], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Read;
  };
  const [train, validation] = [read('train'), read('validation')];
  const steps = (values: readonly number[]) => values.map((value, step) => [step, Math.fround(value)]);
  expect(train.scalars['epoch_loss']).toEqual(steps(history.loss));
  expect(train.scalars['batch_mae']).toHaveLength(12);
  expect(Object.keys(train.scalars).sort()).toEqual([
    'batch_loss',
    'batch_mae',
    'epoch_learning_rate',
    'epoch_loss',
    'epoch_mae',
  ]);
  expect(validation.scalars['epoch_mae']).toEqual(steps(history.val_mae));
  expect(validation.scalars['evaluation_loss_vs_iterations']!.map(([step]) => step)).toEqual([4, 8, 12]);
  expect(train.histograms['left/kernel/histogram']).toEqual([12, 12, 12]);
  expect(train.images['last/kernel/image']).toBe(3);
  expect(train.graph).toEqual({
    'whole/a': [],
    'whole/left': ['whole/a'],
    'whole/inside/input_layer': ['whole/a'],
    'whole/inside/deep': ['whole/inside/input_layer'],
    'whole/sum': ['whole/left', 'whole/inside/deep'],
    'whole/last': ['whole/sum'],
  });
  net.dispose();
  await rm(logDir, { recursive: true });
});
