// JavaScript's objects after a thousand steps of each kind of run: as many as there were, counted one by one.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const steps = process.env['CI'] ? 1000 : 300;

/** Runs in a process of its own, whose garbage can be collected at will: bytes come and go with compiled code, objects do not. */
const program = `
import { queryObjects } from 'node:v8';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential, useBackend } from 'shapewright';
import { serveTraining, trainingWorker } from 'shapewright/worker';

await useBackend('cpu');
const steps = ${steps};
const quiet = { verbose: 0 };
const x = Array.from({ length: 4 }, (_, i) => [i / 4, (i % 3) / 3]);
const y = x.map(([a, b]) => [a - b]);
const batch = () => ({ xs: tf.tensor2d(x), ys: tf.tensor2d(y) });
function* endless() { for (;;) yield batch(); }
const net = sequential([2], [layers.dense(2), layers.dropout(0.1), layers.dense(1)]).compile({
  loss: 'mse', optimizer: 'adam', metrics: ['mae', 'r2_score'], weightedMetrics: ['mse'],
});
const { port1, port2 } = new MessageChannel();
serveTraining({}, port2);
port1.start();
port2.start();
const worker = trainingWorker(port1, { backend: 'cpu' });
const times = async (run) => { for (let i = 0; i < steps; i++) await run(); };
const kept = [];
const runs = {
  fit: () => net.fit(x, y, { ...quiet, batchSize: 1, epochs: steps / 4 }),
  'fit on batches': () => net.fit(endless, { ...quiet, stepsPerEpoch: steps }),
  'fit on a sequence, validated': () =>
    net.fit({ length: 10, at: batch }, { ...quiet, epochs: steps / 10, validationData: [x, y] }),
  'fit in a worker': () => net.fit(endless, { ...quiet, stepsPerEpoch: steps, worker }),
  trainOnBatch: () => times(() => net.trainOnBatch(x, y)),
  testOnBatch: () => times(() => net.testOnBatch(x, y)),
  predictOnBatch: () => times(async () => (await net.predictOnBatch(x)).dispose()),
  evaluate: () => net.evaluate(endless, { ...quiet, steps }),
  'evaluate in a worker': () => net.evaluate(endless, { ...quiet, steps, worker }),
  predict: async () => (await net.predict(endless, { steps })).dispose(),
  'a leak of one object a step': () => times(() => kept.push({ at: kept.length })),
};
const turn = () => new Promise((resume) => setTimeout(resume, 20));
const objects = async () => {
  await turn();
  gc();
  await turn();
  return queryObjects(Object, { format: 'count' });
};
const found = {};
for (const [name, run] of Object.entries(runs)) {
  // what is made once, and kept, is made by then
  await run();
  const before = await objects();
  await run();
  found[name] = (await objects()) - before;
}
console.log(JSON.stringify(found));
process.exit(0);
`;

test('a thousand steps leave as many objects on the heap of JavaScript as there were', async () => {
  const args = ['--expose-gc', '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { 'a leak of one object a step': leak, ...found } = JSON.parse(
    stdout.trim().split('\n').at(-1)!,
  ) as Readonly<Record<string, number>>;
  expect(leak).toBeGreaterThanOrEqual(steps - 10);
  // a few that tfjs keeps of the last run; a leak of one small object a step would be a multiple of it
  expect(Object.entries(found).filter(([, objects]) => objects > steps / 5)).toEqual([]);
}, 300_000);
