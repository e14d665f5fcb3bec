// A function as a layer: held to what was said of it, and kept out of files in a sentence.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { input, layers, sequential, useBackend } from '../src/index.js';

beforeAll(() => useBackend('cpu'));

test('what it gives is held to the shape that was said, when it runs', async () => {
  const wrong = input([4])
    .lambda((x: tf.Tensor) => tf.sum(x, -1, true))
    .toModel();
  await expect(wrong.predict(tf.ones([2, 4]))).rejects.toThrow(
    'lambda: call must give [null, 4], as outputShape says; it gave [2, 1]',
  );
  const said = input([4])
    .lambda((x: tf.Tensor) => tf.sum(x, -1, true), { outputShape: ([batch]) => [batch ?? null, 1] })
    .toModel();
  expect([...(await (await said.predict(tf.ones([2, 4]))).data())]).toEqual([4, 4]);
  expect(() => layers.lambda((x: tf.Tensor) => x, { outputShape: () => 'no such rows' })(input([4]))).toThrow(
    'no such rows',
  );
});

test('one function in two layers is two functions, with shapes of their own', async () => {
  const row = (x: tf.Tensor) => tf.reshape(x, [x.shape[0]!, -1]);
  const net = sequential(
    [2, 3],
    [
      layers.lambda(row, { outputShape: [6] }),
      layers.reshape([6, 1]),
      layers.lambda(row, { outputShape: [6] }),
    ],
  );
  expect(net.outputShape).toEqual([null, 6]);
  expect((await net.predict(tf.ones([5, 2, 3]))).shape).toEqual([5, 6]);
});

test('it knows training from the rest, and draws by the seed of the model', async () => {
  const noisy = () =>
    input([3])
      .lambda((x: tf.Tensor, { training, seed }) =>
        training ? tf.add(x, tf.randomNormal(x.shape, 0, 1, 'float32', seed)) : x,
      )
      .dense(1, { kernelInitializer: 'ones' })
      .toModel()
      .compile({ loss: 'mse', optimizer: 'sgd', seed: 3 });
  const losses = [];
  for (const net of [noisy(), noisy()])
    losses.push((await net.fit(tf.ones([4, 3]), tf.zeros([4, 1]), { verbose: 0 })).history.loss[0]);
  expect(losses[0]).toBe(losses[1]);
  expect(losses[0]).not.toBeCloseTo(9);
});

test('a file cannot hold it, and says what can', async () => {
  const net = sequential([2], [layers.lambda((x: tf.Tensor) => tf.neg(x))]);
  await expect(net.save('nowhere')).rejects.toThrow(
    "layer 'lambda' has a function, which neither a file nor a worker can be given; make it by defineLayer, whose layers can be",
  );
});
