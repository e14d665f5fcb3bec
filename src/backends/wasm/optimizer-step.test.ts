import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from '../use-backend.js';

beforeAll(async () => {
  await useBackend('wasm');
});

/** Runs a step's kernel on 10 random values (a vector and a half, and then some); gives inputs and results. */
function step(name: string, inputs: readonly string[], attributes: Record<string, number>) {
  const before = tf.memory().numTensors;
  const tensors = Object.fromEntries(
    inputs.map((input) => [input, input === 'velocity' ? tf.randomUniform([5, 2]) : tf.randomNormal([5, 2])]),
  );
  const outcome = tf.engine().runKernel(name, tensors, attributes) as unknown as tf.Tensor[];
  const given = inputs.map((input) => tensors[input]!.dataSync());
  const results = outcome.map((tensor) => {
    expect(tensor.shape).toEqual([5, 2]);
    return tensor.dataSync();
  });
  tf.dispose([outcome, tensors]);
  expect(tf.memory().numTensors).toBe(before);
  return { given, results };
}

function expectEach(
  { given, results }: ReturnType<typeof step>,
  formula: (...values: number[]) => readonly number[],
): void {
  for (let i = 0; i < 10; i++) {
    const expected = formula(...given.map((values) => values[i]!));
    expect(results.length).toBe(expected.length);
    results.forEach((values, index) => expect(values[i]).toBeCloseTo(expected[index]!, 5));
  }
}

describe('the steps of optimizers', () => {
  it('AdamStep', () => {
    const attributes = { rate: 0.01, oneMinusBeta1: 0.1, oneMinusBeta2: 0.001, epsilon: 1e-7 };
    expectEach(
      step('AdamStep', ['value', 'gradient', 'momentum', 'velocity'], attributes),
      (value, g, m, v) => {
        const newM = 0.9 * m! + 0.1 * g!;
        const newV = 0.999 * v! + 0.001 * g! ** 2;
        return [value! - (0.01 * newM) / (Math.sqrt(newV) + 1e-7), newM, newV];
      },
    );
  });

  it('RMSpropStep', () => {
    const attributes = { rate: 0.01, rho: 0.9, oneMinusRho: 0.1, epsilon: 1e-7 };
    expectEach(step('RMSpropStep', ['value', 'gradient', 'velocity'], attributes), (value, g, v) => {
      const newV = 0.9 * v! + 0.1 * g! ** 2;
      return [value! - (0.01 * g!) / Math.sqrt(newV + 1e-7), newV];
    });
  });

  it('SGDStep, SGDMomentumStep and SGDNesterovStep', () => {
    expectEach(step('SGDStep', ['value', 'gradient'], { rate: 0.1 }), (value, g) => [value! - 0.1 * g!]);
    const inputs = ['value', 'gradient', 'velocity'];
    const attributes = { rate: 0.1, momentum: 0.9 };
    expectEach(step('SGDMomentumStep', inputs, attributes), (value, g, v) => {
      const newV = 0.9 * v! - 0.1 * g!;
      return [value! + newV, newV];
    });
    expectEach(step('SGDNesterovStep', inputs, attributes), (value, g, v) => {
      const newV = 0.9 * v! - 0.1 * g!;
      return [value! + 0.9 * newV - 0.1 * g!, newV];
    });
  });

  it('refuse shapes that differ', () => {
    const [value, gradient] = [tf.ones([2, 3]), tf.ones([3, 2])];
    expect(() => tf.engine().runKernel('SGDStep', { value, gradient }, { rate: 1 })).toThrow(
      'SGDStep needs inputs of one shape, got value [2,3] and gradient [3,2]',
    );
    tf.dispose([value, gradient]);
  });
});
