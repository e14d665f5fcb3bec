import * as tf from '@tensorflow/tfjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { input, layers, loadModel, sequential, useBackend } from '../src/index.js';
import { writeRecipe } from '../src/worker/recipe.js';

const folder = mkdtempSync(join(tmpdir(), 'hub-layer-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => useBackend('cpu'));

const { dense, dropout, hubLayer } = layers;
const words = ['good', 'bad', 'film', 'story'];
const texts = ['good film', 'bad film', 'good story', 'bad story'];

/** Texts in, 20 numbers out, as the model that the seed of a hub has. */
const embed = () =>
  input([], { dtype: 'string', name: 'text' })
    .textVectorization({ vocabulary: words, outputMode: 'count' })
    .dense(20, { name: 'numbers' })
    .dropout(0.5)
    .toModel({ name: 'embed' });

const lines = (model: { summary(options: { printFn: (line: string) => void }): void }): string => {
  const all: string[] = [];
  model.summary({ printFn: (line) => all.push(line) });
  return all.join('\n');
};

test('texts in, under two dense layers, by its own name and count, frozen and saved with the rest', async () => {
  const model = sequential([], [hubLayer(embed()), dense(16, { activation: 'relu' }), dense(1)], {
    dtype: 'string',
  });
  const table = lines(model);
  expect(table).toMatch(/keras_layer \(KerasLayer\) +│ \(None, 20\) +│ +120/);
  expect(table).toContain('Total params: 473');
  expect(table).toContain('Non-trainable params: 120');
  const trained = model.compile({ optimizer: 'adam', loss: 'mse', seed: 2 });
  const before = trained.getWeights().map((each) => each.dataSync());
  const { history } = await trained.fit(texts, [1, 0, 1, 0], { epochs: 30, verbose: 0 });
  expect(history.loss.at(-1)).toBeLessThan(history.loss[0]!);
  const after = trained.getWeights().map((each) => each.dataSync());
  expect(after.map((values, i) => values.join() === before[i]!.join())).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  // what it holds is in inference: its dropout drops nothing
  const numbers = embed();
  numbers.setWeights(trained.getWeights().slice(0, 2));
  await trained.save(join(folder, 'whole'));
  const loaded = await loadModel(join(folder, 'whole'), { input: [], output: [1], texts: true });
  const [ours, theirs] = [await trained.predict(texts), await loaded.predict(texts)];
  expect(await theirs.data()).toEqual(await ours.data());
  expect(lines(loaded)).toContain('Non-trainable params: 120');
});

test('is in inference while it is frozen, and trains where it is to', async () => {
  const run = async (trainable: boolean) => {
    const inner = sequential([4], [dense(3, { kernelInitializer: 'ones' }), dropout(0.5)], { name: 'inner' });
    const model = sequential([4], [hubLayer(inner, { trainable }), dense(1, { kernelInitializer: 'ones' })]);
    const trained = model.compile({ optimizer: 'sgd', loss: 'mse', seed: 1 });
    const { history } = await trained.fit([[1, 2, 3, 4]], [[30]], { epochs: 1, verbose: 0 });
    const [kernel] = inner.getWeights();
    return { loss: history.loss[0], changed: kernel!.dataSync().some((value) => value !== 1) };
  };
  expect(await run(false)).toEqual({ loss: 0, changed: false });
  const { loss, changed } = await run(true);
  expect(loss).not.toBe(0);
  expect(changed).toBe(true);
});

/** A tf.GraphModel, as far as a layer asks. */
const graphModel = () => {
  const kernel = tf.range(0, 8).reshape([4, 2]);
  return {
    inputs: [{ name: 'x', dtype: 'float32', shape: [-1, 4] }],
    outputs: [{ name: 'y' }],
    weights: { kernel: [kernel] },
    predict: (x: tf.Tensor) => tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D),
  };
};

test('a graph model of tfjs is called, counted, and stays', async () => {
  const model = sequential(
    [4],
    [dense(4, { kernelInitializer: 'identity' }), hubLayer(graphModel(), { outputShape: [2] })],
  );
  expect(model.outputShape).toEqual([null, 2]);
  expect(lines(model)).toMatch(/keras_layer \(KerasLayer\) +│ \(None, 2\) +│ +8/);
  expect(model.countParams()).toBe(28);
  const made = await model.predict([[1, 0, 0, 0]]);
  expect([...(await made.data())]).toEqual([0, 1]);
  const trained = model.compile({ optimizer: 'sgd', loss: 'mse' });
  const before = tf.memory().numTensors;
  await trained.fit([[1, 2, 3, 4]], [[0, 0]], { epochs: 2, verbose: 0 });
  expect(tf.memory().numTensors).toBe(before);
  const [kernel] = trained.getWeights();
  // the gradient goes through it
  expect(kernel!.dataSync()[0]).not.toBe(1);
  const sentence =
    'a hubLayer of a tfjs model can be given neither to a file nor to a worker; hubLayer(await loadModel(...)) can';
  await expect(trained.save(join(folder, 'graph'))).rejects.toThrow(sentence);
  expect(() => writeRecipe({ model } as never)).toThrow(sentence);
});

test('a model of layers of tfjs', async () => {
  const plain = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] });
  const model = sequential([2], [hubLayer(plain, { outputShape: [3] })]);
  expect(model.countParams()).toBe(9);
  const [ours, theirs] = [await model.predict([[1, 2]]), plain.predict(tf.tensor2d([[1, 2]])) as tf.Tensor];
  expect(await ours.data()).toEqual(await theirs.data());
});

test('sentences', async () => {
  const bare = hubLayer as unknown as (...args: readonly unknown[]) => (x: unknown) => unknown;
  expect(() => bare(graphModel())(input([4]))).toThrow(
    "hubLayer needs what a model of tfjs's gives, without the batch axis, e.g. { outputShape: [20] }",
  );
  expect(() => bare(dense(2))).toThrow(
    'hubLayer: model must be a model: what loadModel gives, a tf.GraphModel or a tf.LayersModel',
  );
  expect(() => bare(sequential([4], [dense(2)]))(input([5]))).toThrow(
    'this model needs [null, 4], got [null, 5]',
  );
  expect(() => bare(embed())(input([]))).toThrow(/hubLayer needs strings/);
  const wrong = sequential([4], [hubLayer(graphModel(), { outputShape: [3] })]);
  await expect(wrong.predict([[1, 0, 0, 0]])).rejects.toThrow(
    'call must give [null, 3], as outputShape says; it gave [1, 2]',
  );
});
