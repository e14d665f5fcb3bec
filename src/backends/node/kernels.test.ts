// Our kernels in Node against plain JavaScript's: one step of Adam on a large variable, and the gradient of relu.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { adam } from '../../training/optimizers/adam.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { useBackend } from '../use-backend.js';
import { adamStep } from './adam-step.js';

const absent = await useBackend('node').then(
  () => undefined,
  (error: Error) => error.message,
);

const values = (size: number, phase: number) => tf.tidy(() => tf.sin(tf.range(phase, phase + size)));

/** A variable after three steps of Adam, and its slots. */
const threeSteps = (size: number): number[] => {
  const state = adam({ learningRate: 0.01 }).create();
  const first = values(size, 0);
  const variable = tf.variable(first);
  first.dispose();
  for (let step = 1; step <= 3; step++) {
    const gradient = values(size, 10 * step);
    state.apply([
      {
        name: 'dense/kernel',
        variable: variable as unknown as Tensor,
        gradient: gradient as unknown as Tensor,
      },
    ]);
    gradient.dispose();
  }
  const found = [variable, ...state.slots().map(({ tensor }) => native(tensor))].flatMap((tensor) => [
    ...tensor.dataSync(),
  ]);
  variable.dispose();
  state.dispose();
  return found;
};

const onEach = async <T>(run: () => T): Promise<readonly [T, T]> => {
  await useBackend('cpu');
  const wanted = run();
  await useBackend('node');
  return [wanted, run()];
};

describe.skipIf(absent)('kernels of ours in Node', () => {
  test.each([10, adamStep.smallest, 50_000])(
    "three steps of Adam on %i numbers are plain JavaScript's",
    async (size) => {
      const [wanted, found] = await onEach(() => threeSteps(size));
      expect(found.length).toBe(3 * size);
      const worst = Math.max(...found.slice(0, 1000).map((value, i) => Math.abs(value - wanted[i]!)));
      expect(worst).toBeLessThan(1e-6);
      for (let i = 0; i < found.length; i++) if (Math.abs(found[i]! - wanted[i]!) > 1e-6) expect(i).toBe(-1);
    },
  );

  test('steps leave no tensors behind', async () => {
    await useBackend('node');
    const before = tf.memory().numTensors;
    threeSteps(adamStep.smallest);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the gradient of relu passes where the input is above zero', async () => {
    const gradient = () =>
      [
        ...tf
          .grad((x) => tf.sum(tf.mul(tf.relu(x), x)))(tf.tensor1d([-1, 0, 2, 3]))
          .dataSync(),
      ] as number[];
    const [wanted, found] = await onEach(gradient);
    expect(found).toEqual(wanted);
    expect(found).toEqual([0, 0, 4, 6]);
  });
});
