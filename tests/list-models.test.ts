// Models whose inputs and outputs are lists, as in Keras: everything that can be done with them.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { input, layers, loadModel, model } from 'shapewright';
import './on-cpu.js';
import * as doors from 'shapewright/worker';
import { openWorker } from './worker/open-worker.js';

const xa = { values: Float32Array.from({ length: 24 }, (_, i) => Math.sin(i)), shape: [8, 3] } as const;
const xb = { values: Float32Array.from({ length: 32 }, (_, i) => Math.cos(i)), shape: [8, 4] } as const;
const ya = [0, 1, 0, 1, 1, 0, 0, 1];
const yb = ya.map((label) => [label / 2]);

const twoByTwo = () => {
  const [a, b] = [input([3]), input([4])];
  const both = layers.concatenate([a, b]).dense(5, { activation: 'tanh' });
  return model({
    inputs: [a, b],
    outputs: [both.dense(2, { name: 'topic', activation: 'softmax' }), both.dense(1)],
  });
};

test('a model of lists gives a tuple, and has the names of its layers in logs', async () => {
  const two = twoByTwo();
  expect(two.inputShape).toEqual([
    [null, 3],
    [null, 4],
  ]);
  expect(two.outputShape).toEqual([
    [null, 2],
    [null, 1],
  ]);
  const trainable = two.compile({
    loss: ['sparseCategoricalCrossentropy', 'mse'],
    metrics: [['accuracy'], 'mae'],
    lossWeights: [1, 0.5],
    seed: 3,
  });
  const { history } = await trainable.fit([xa, xb], [ya, yb], {
    epochs: 2,
    verbose: 0,
    validationSplit: 0.25,
  });
  const names = ['loss', 'topic_loss', 'dense_1_loss', 'topic_accuracy', 'dense_1_mae'];
  expect(Object.keys(history).sort()).toEqual([...names, ...names.map((name) => `val_${name}`)].sort());
  const found = await trainable.evaluate([xa, xb], [ya, yb], { verbose: 0 });
  expect(found.loss).toBeCloseTo(found.topic_loss! + 0.5 * found.dense_1_loss!, 5);
  const [topic, size] = await trainable.predict([xa, xb]);
  expect(topic.shape).toEqual([8, 2]);
  expect(size.shape).toEqual([8, 1]);
  [topic, size].forEach((tensor) => tensor.dispose());
  // as in Keras, a list may come by its layers' names
  const byName = (await two.predict({
    input_layer: xa,
    input_layer_1: xb,
  } as never)) as unknown as tf.Tensor[];
  expect(byName[0]!.shape).toEqual([8, 2]);
  tf.dispose(byName);
  trainable.dispose();
});

test('a model of lists is a layer, is saved and loaded', async () => {
  const two = twoByTwo();
  const [a, b] = [input([3]), input([4])];
  const outer = model({ inputs: { a, b }, outputs: layers.concatenate(two([a, b])).dense(1) });
  const lines: string[] = [];
  two.summary({ printFn: (line) => lines.push(line) });
  expect(lines.join('\n')).toContain('topic (Dense)');
  const folder = mkdtempSync(join(tmpdir(), 'lists-'));
  try {
    const before = await two.predict([xa, xb]);
    await two.save(join(folder, 'two'));
    const back = await loadModel(join(folder, 'two'), { input: [[3], [4]], output: [[2], [1]] });
    const after = await back.predict([xa, xb]);
    expect(after[0].arraySync()).toEqual(before[0].arraySync());
    expect(after[1].arraySync()).toEqual(before[1].arraySync());
    await outer.save(join(folder, 'outer'));
    const outerBack = await loadModel(join(folder, 'outer'), { input: { a: [3], b: [4] }, output: [1] });
    const [x, y] = [await outer.predict({ a: xa, b: xb }), await outerBack.predict({ a: xa, b: xb })];
    expect(y.arraySync()).toEqual(x.arraySync());
    await expect(loadModel(join(folder, 'two'), { input: [3], output: [[2], [1]] })).rejects.toThrow(
      'a model of 2 inputs in a list',
    );
    [...before, ...after, x, y].forEach((tensor) => tensor.dispose());
    for (const each of [two, back, outer, outerBack]) each.dispose();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a model of lists trains in a worker as it does here', async () => {
  const worker = openWorker(doors);
  const begin = () => twoByTwo().compile({ loss: ['sparseCategoricalCrossentropy', 'mse'], seed: 3 });
  const [here, there] = [begin(), begin()];
  const options = { epochs: 2, batchSize: 4, verbose: 0 } as const;
  const wanted = await here.fit([xa, xb], [ya, yb], options);
  const found = await there.fit([xa, xb], [ya, yb], { ...options, worker });
  expect(found.history).toEqual(wanted.history);
  const quiet = { verbose: 0 } as const;
  expect(await there.evaluate([xa, xb], [ya, yb], { ...quiet, worker })).toEqual(
    await here.evaluate([xa, xb], [ya, yb], quiet),
  );
  const predicted = await there.predict([xa, xb], { worker });
  const wantedHere = await here.predict([xa, xb]);
  predicted.forEach((each, i) => expect(each.arraySync()).toEqual(wantedHere[i]!.arraySync()));
  [...predicted, ...wantedHere].forEach((each) => each.dispose());
  here.dispose();
  there.dispose();
});

test('what does not fit a model of lists is said in words', async () => {
  const two = twoByTwo();
  const given = two as unknown as (x: unknown) => unknown;
  expect(() => given(input([3]))).toThrow(
    'this model has several inputs: call it on a list of tensors; got a tensor',
  );
  expect(() => given([input([3])])).toThrow('this model takes a list of 2 tensors, got 1');
  expect(() => given([input([3]), input([5])])).toThrow('[null, 4], got [null, 5]');
  const compile = two.compile.bind(two) as (options: unknown) => unknown;
  expect(() => compile({ loss: ['mse'] })).toThrow('give loss as a list of 2, got 1');
  expect(() => compile({ loss: 'mse', metrics: ['mae'] })).toThrow('give metrics as a list of 2, got 1');
  expect(() => compile({ loss: 'mse', lossWeights: ['1', 2] })).toThrow(
    'lossWeights must be a list of 2 numbers',
  );
  const trainable = two.compile({ loss: 'mse' });
  await expect(trainable.fit([xa] as never, [ya, yb] as never)).rejects.toThrow(
    'x must be a list of 2: input_layer, input_layer_1; got 1',
  );
  await expect(trainable.fit([xb, xb] as never, [ya, yb] as never)).rejects.toThrow(
    'x[0] has shape [8, 4], but the model needs [batch, 3]',
  );
});
