// What of normalized kernels no fixture of Keras holds: kernels of zeros, training, frozen weights, and what is refused.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import { input, layers, type AnyModel } from '../src/index.js';
import { emitModel } from '../src/tfjs/emitter.js';
import { forward } from '../src/tfjs/forward.js';
import './on-cpu.js';

const { batchNormalization, dense, embedding, lstm, separableConv2d, spectralNormalization } = layers;
const made: { dispose(): void }[] = [];
afterAll(() => made.forEach((each) => each.dispose()));

const kept = <M extends { dispose(): void }>(net: M): M => {
  made.push(net);
  return net;
};

/** How far a kernel stretches a vector at most, found by many steps. */
const stretch = (kernel: tf.Tensor) =>
  tf.tidy(() => {
    let v = tf.ones([kernel.shape[1]!, 1]);
    for (let i = 0; i < 200; i++) {
      const next = tf.matMul(kernel, tf.matMul(kernel, v), true);
      v = tf.div(next, tf.norm(next));
    }
    return tf.norm(tf.matMul(kernel, v)).dataSync()[0]!;
  });

test('in training a kernel comes to stretch nothing, and stays so in the weights', async () => {
  const net = kept(input([4]).spectralNormalization(dense(3), { powerIterations: 50 }).toModel());
  emitModel(net as unknown as AnyModel);
  const x = tf.ones([2, 4]);
  forward(net as unknown as AnyModel, [{ tensor: x, mask: undefined }], true);
  const [kernel, u, bias] = net.getWeights();
  expect([kernel!.shape, u!.shape, bias!.shape]).toEqual([[4, 3], [1, 3], [3]]);
  expect(stretch(kernel as unknown as tf.Tensor)).toBeCloseTo(1, 4);
  [kernel, u, bias].forEach((each) => each!.dispose());
  x.dispose();
});

test('a kernel of zeros stays as it is, and so does the vector', () => {
  const net = kept(
    input([4])
      .spectralNormalization(dense(3, { kernelInitializer: 'zeros' }))
      .toModel(),
  );
  emitModel(net as unknown as AnyModel);
  const read = () =>
    net.getWeights().map((weight) => {
      const values = [...weight.dataSync()];
      weight.dispose();
      return values;
    });
  const before = read();
  forward(net as unknown as AnyModel, [{ tensor: tf.ones([2, 4]), mask: undefined }], true);
  expect(read()).toEqual(before);
});

test('a table is normalized, too, and its vectors stay numbers with a point for indices that are whole', () => {
  const net = kept(input([3], { dtype: 'int32' }).spectralNormalization(embedding(5, 2)).toModel());
  expect(net.layers[0]!.weights.map(({ name, trainable }) => [name, trainable])).toEqual([
    ['embedding/embeddings', true],
    ['vector_u', false],
  ]);
  emitModel(net as unknown as AnyModel);
  const x = tf.tensor2d([[1, 2, 4]], [1, 3], 'int32');
  const [y] = forward(net as unknown as AnyModel, [{ tensor: x, mask: undefined }], true);
  expect(y!.tensor.dtype).toBe('float32');
  expect(Math.max(...y!.tensor.dataSync().map(Math.abs))).toBeGreaterThan(0.1);
});

test('a layer without a kernel of its own is refused', () => {
  const make = spectralNormalization as unknown as (layer: unknown, options?: object) => unknown;
  for (const layer of [batchNormalization(), lstm(3), separableConv2d(3, 2), dense(3)(input([4]))])
    expect(() => make(layer)).toThrow(
      'spectralNormalization: layer must be a layer with one kernel (dense, einsumDense, most convolutions) or an embedding, got ',
    );
  expect(() => make(dense(3), { powerIterations: 0 })).toThrow(
    'spectralNormalization: powerIterations must be a whole number above zero, got 0',
  );
  expect(() => (make(dense(3)) as (x: unknown) => unknown)(input([null]))).toThrow(
    'spectralNormalization: dense needs to know the size of the last axis, got [null, null]',
  );
});
