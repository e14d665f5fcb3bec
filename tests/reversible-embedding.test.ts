// What of tables that go back no fixture of Keras holds: masks, training by both ways, files, and what is refused.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { input, layers, loadModel, losses, model, optimizers, type AnyModel } from '../src/index.js';
import { emitModel } from '../src/tfjs/emitter.js';
import { forward } from '../src/tfjs/forward.js';
import './on-cpu.js';

const { reversibleEmbedding } = layers;
const made: { dispose(): void }[] = [];
afterAll(() => made.forEach((each) => each.dispose()));

const tokens = [
  [1, 2, 0],
  [4, 3, 1],
];

/** Guesses each token again, by one table for both ways. */
const again = (tieWeights: boolean) => {
  const words = input([3], { dtype: 'int32' });
  const table = reversibleEmbedding(5, 4, { tieWeights, maskZero: true });
  const net = model({ inputs: words, outputs: table(table(words), { reverse: true }) });
  made.push(net);
  return net;
};

test('the way there begins a mask, the way back ends it', () => {
  const words = input([3], { dtype: 'int32' });
  const table = reversibleEmbedding(5, 4, { maskZero: true });
  const there = table(words);
  const net = model({ inputs: words, outputs: [there, table(there, { reverse: true })] });
  made.push(net);
  emitModel(net as unknown as AnyModel);
  const x = tf.tensor2d(tokens, [2, 3], 'int32');
  const [first, second] = forward(net as unknown as AnyModel, [{ tensor: x, mask: undefined }], false);
  expect([...first!.mask!.dataSync()]).toEqual([1, 1, 0, 1, 1, 1]);
  expect(second!.mask).toBeUndefined();
  x.dispose();
});

test.each([true, false])('tokens are learned by both ways, with tied weights %s', async (tied) => {
  const net = again(tied);
  expect(net.countParams()).toBe(tied ? 20 : 40);
  const trained = net.compile({
    optimizer: optimizers.adam({ learningRate: 0.1 }),
    loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
    seed: 1,
  });
  const { history } = await trained.fit(tokens, tokens, { epochs: 30, verbose: 0 });
  const first = history.loss[0]!;
  expect(history.loss.at(-1)!).toBeLessThan(first - 0.01);
});

test('a way that no call goes leaves its table as it is', async () => {
  const net = input([3], { dtype: 'int32' }).reversibleEmbedding(5, 4, { tieWeights: false }).toModel();
  made.push(net);
  const weights = () =>
    net.getWeights().map((weight) => {
      const values = [...weight.dataSync()];
      weight.dispose();
      return values;
    });
  const [table, back] = weights();
  const vectors = tokens.map((row) => row.map(() => [1, 1, 1, 1]));
  await net.compile({ loss: 'mse' }).fit(tokens, vectors, { verbose: 0 });
  const [trained, same] = weights();
  expect(trained).not.toEqual(table);
  expect(same).toEqual(back);
});

test('a file keeps which way each call goes', async () => {
  const net = again(true);
  const folder = await mkdtemp(join(tmpdir(), 'shapewright-'));
  try {
    await net.save(join(folder, 'again'));
    const loaded = await loadModel(join(folder, 'again'), { input: [3], output: [3, 5] });
    made.push(loaded);
    const [before, after] = [await net.predict(tokens), await loaded.predict(tokens)];
    expect(after.dataSync()).toEqual(before.dataSync());
    [before, after].forEach((each) => each.dispose());
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('vectors that go back are as long as those of the table', () => {
  const table = reversibleEmbedding(5, 4) as unknown as (x: unknown, more?: object) => unknown;
  expect(() => table(input([3, 2]), { reverse: true })).toThrow(
    'reversibleEmbedding: reverse needs [batch, ..., 4], got [null, 3, 2]',
  );
  expect(() => table(input([4]), { revers: true })).toThrow("has no option 'revers'");
});
