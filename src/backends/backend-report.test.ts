import { cpus } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { backendReport, useBackend } from './index.js';

test('the report says what computes', async () => {
  await useBackend('wasm');
  expect(backendReport()).toMatchObject({
    name: 'wasm',
    version: '4.22.0',
    simd: true,
    threads: 1,
    floatPrecision: 32,
    device: cpus()[0]!.model,
  });
  await useBackend('cpu');
  const before = backendReport().memory;
  const tensor = tf.ones([4]);
  expect(backendReport()).toMatchObject({
    name: 'cpu',
    simd: undefined,
    memory: { tensors: before.tensors + 1 },
  });
  tensor.dispose();
});
