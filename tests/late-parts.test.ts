// What layers do in training alone is loaded by `fit`, or for plain tfjs by `registerLayers`.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { expect, test, vi } from 'vitest';

const fresh = async () => {
  vi.resetModules();
  const { input, registerLayers, useBackend } = await import('../src/index.js');
  await useBackend('cpu');
  const net = input([4, 4, 1])
    .randomInvert({ factor: 1, seed: 3 })
    .flatten()
    .dense(1, { kernelInitializer: 'ones' });
  return { net: net.toModel(), registerLayers };
};

const x = tf.zeros([1, 4, 4, 1]);
const trained = (model: unknown) =>
  tf.tidy(() => ((model as tfl.LayersModel).apply(x, { training: true }) as tf.Tensor).dataSync()[0]!);

test('plain tfjs that trains a model in the moment that it was made is told what to call', async () => {
  const { net, registerLayers } = await fresh();
  const plain = net.toLayersModel();
  expect(() => trained(plain)).toThrow(
    'what RandomInvert does in training is not loaded yet: fit of shapewright waits for it; before plain tfjs trains, call registerLayers(tf)',
  );
  registerLayers(tf);
  expect(trained(plain)).toBeCloseTo(16 * 255);
});

test('fit waits for it', async () => {
  const { net } = await fresh();
  const { history } = await net
    .compile({ optimizer: 'sgd', loss: 'mae' })
    .fit({ values: new Float32Array(16), shape: [1, 4, 4, 1] as const }, [[0]], { verbose: 0 });
  expect(history.loss[0]).toBeCloseTo(16 * 255);
});
