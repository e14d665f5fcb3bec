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
