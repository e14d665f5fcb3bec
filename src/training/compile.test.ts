import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { layers, sequential } from '../index.js';

/** What real Keras prints: fixtures/make_models.py. */
const { texts } = JSON.parse(
  readFileSync(new URL('../../fixtures/keras/summaries.json', import.meta.url), 'utf8'),
) as { texts: Record<string, string> };

beforeAll(() => tf.setBackend('cpu').then(() => undefined));

test('the summary of a trained model counts what its optimizer keeps, as Keras does', async () => {
  const { dense, flatten } = layers;
  const mlp = sequential([28, 28], [flatten(), dense(128, { activation: 'relu' }), dense(10)], {
    name: 'mlp',
  });
  const trained = mlp.compile({ optimizer: 'adam', loss: 'mse' });
  const printed = () => {
    const lines: string[] = [];
    trained.summary({ lineLength: 80, printFn: (line) => lines.push(line) });
    return `${lines.join('\n')}\n`;
  };
  expect(printed()).toBe(texts['mlp']);
  await trained.fit(tf.zeros([1, 28, 28]), tf.zeros([1, 10]), { verbose: 0 });
  expect(printed()).toBe(texts['mlp, compiled']);
});

test('what compile gave is compiled again, after a layer was frozen: weights stay, and the new one trains the rest', async () => {
  const { dense } = layers;
  const x = [[1, 2], [3, 4]]; // prettier-ignore
  const y = [[1], [0]];
  const first = sequential([2], [dense(3, { name: 'body' }), dense(1)]).compile({ loss: 'mse', seed: 1 });
  await first.fit(x, y, { verbose: 0 });
  const weightsOf = () => first.getWeights().map((weight) => [...weight.dataSync()]);
  const before = weightsOf();
  first.getLayer('body').trainable = false;
  const tuned = first.compile({ loss: 'mae', metrics: ['mse'], optimizer: 'adam' });
  expect(weightsOf()).toEqual(before);
  expect(tuned.layers.map(({ trainable }) => trainable)).toEqual([false, true]);
  expect(tuned.countParams()).toBe(13);
  const { history } = await tuned.fit(x, y, { verbose: 0 });
  expect(Object.keys(history)).toEqual(['loss', 'mse']);
  const after = weightsOf();
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
  expect(after[2]).not.toEqual(before[2]);
  await expect(first.fit(x, y, { verbose: 0 })).rejects.toThrow('was compiled again since');
});
