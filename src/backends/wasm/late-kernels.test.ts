import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { input, useBackend } from '../../index.js';
import { loadLateKernels } from './late-kernels.js';

const isThere = (name: string): boolean =>
  (tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined) !== undefined;

it('what a model needs is loaded with it, before its first batch, and nothing else', async () => {
  await useBackend('wasm');
  const names = ['AdamStep', 'SGDStep', 'LSTMSequence', 'LSTMSequenceGrad', 'GRUSequence'];
  expect(names.filter(isThere)).toEqual([]);
  const net = input([4]).dense(2).toModel().compile({ optimizer: 'adam', loss: 'mse' });
  expect(names.filter(isThere)).toEqual([]);
  const { kernelNames } = await tf.profile(async () => {
    await net.fit([[1, 2, 3, 4]], [[1, 2]], { verbose: 0, compiledStep: false });
    return tf.scalar(0);
  });
  expect(kernelNames).toContain('AdamStep');
  expect(names.filter(isThere)).toEqual(['AdamStep']);
  const recurrent = input([3, 2]).lstm(2).toModel();
  const { kernelNames: first } = await tf.profile(
    async () => (await recurrent.predict([[[1, 2], [3, 4], [5, 6]]])) as unknown as tf.Tensor, // prettier-ignore
  );
  expect(first).toContain('LSTMSequence');
  expect(names.filter(isThere)).toEqual(['AdamStep', 'LSTMSequence', 'LSTMSequenceGrad']);
});

it('what no backend offers is passed over', async () => {
  await loadLateKernels(['toString', 'NoSuchStep']);
  expect(isThere('NoSuchStep')).toBe(false);
});
