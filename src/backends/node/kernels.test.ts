// Our kernels in Node against plain JavaScript's: steps of optimizers on large variables, and the gradient of relu.
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import * as optimizers from '../../training/optimizers/index.js';
import type { Optimizer } from '../../training/optimizers/index.js';
import { native } from '../../tfjs/native.js';
import type { Tensor } from '../../tfjs/tensor.js';
import { useBackend } from '../use-backend.js';
import {
  adadeltaStep,
  adamaxStep,
  adamStep,
  amsgradStep,
  ftrlStep,
  rmspropCenteredMomentumStep,
  rmspropMomentumStep,
} from './optimizer-steps.js';

const absent = await useBackend('node').then(
  () => undefined,
  (error: Error) => error.message,
);

const values = (size: number, phase: number) => tf.tidy(() => tf.sin(tf.range(phase, phase + size)));

const { adadelta, adam, adamax, ftrl, rmsprop } = optimizers;
const steps = [
  [adamStep, adam({ learningRate: 0.01 })],
  [amsgradStep, adam({ learningRate: 0.01, amsgrad: true })],
  [adamaxStep, adamax({ learningRate: 0.01 })],
  [adadeltaStep, adadelta({ learningRate: 0.5 })],
  [
    ftrlStep,
    ftrl({
      learningRate: 0.5,
      l1RegularizationStrength: 0.01,
      l2RegularizationStrength: 0.02,
      l2ShrinkageRegularizationStrength: 0.03,
      beta: 0.1,
    }),
  ],
  [rmspropMomentumStep, rmsprop({ learningRate: 0.01, momentum: 0.9 })],
  [rmspropCenteredMomentumStep, rmsprop({ learningRate: 0.01, momentum: 0.9, centered: true })],
] as const;

/** A variable after three steps of an optimizer, and its slots. */
const threeSteps = (optimizer: Optimizer, size: number): number[] => {
  const state = optimizer.create();
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
  for (const [kernel, optimizer] of steps)
    test.each([10, kernel.smallest, kernel.smallest + 3])(
      `three steps by ${kernel.kernelName} of %i numbers are plain JavaScript's`,
      async (size) => {
        const [wanted, found] = await onEach(() => threeSteps(optimizer, size));
        expect(found.length).toBe(wanted.length);
        const worst = found.reduce(
          (most, value, i) =>
            Math.max(most, Math.abs(value - wanted[i]!) / Math.max(1, Math.abs(wanted[i]!))),
          0,
        );
        expect(worst).toBeLessThan(1e-6);
      },
    );

  test('steps take one pass over what is large, and leave no tensors behind', async () => {
    await useBackend('node');
    for (const [kernel, optimizer] of steps) {
      const before = tf.memory().numTensors;
      const { kernelNames } = await tf.profile(() => void threeSteps(optimizer, kernel.smallest));
      expect(kernelNames).toContain(kernel.kernelName);
      expect(tf.memory().numTensors).toBe(before);
    }
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
