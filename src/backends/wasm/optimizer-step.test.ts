import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import * as optimizers from '../../training/optimizers/index.js';
import type { Gradient } from '../../training/optimizers/index.js';
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
    const attributes = {
      rate: 0.01,
      oneMinusBeta1: 0.1,
      oneMinusBeta2: 0.001,
      epsilon: 1e-7,
    };
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
    const attributes = {
      rate: 0.01,
      rho: 0.9,
      oneMinusRho: 0.1,
      epsilon: 1e-7,
    };
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

  const { adadelta, adagrad, adam, adamW, adamax, ftrl, lion, nadam, rmsprop, sgd } = optimizers;
  it.each([
    ['AdadeltaStep', adadelta()],
    ['AdagradStep', adagrad()],
    ['AdamStep', adam()],
    ['AdamStep', adamW()],
    ['AmsgradStep', adam({ amsgrad: true })],
    ['AdamaxStep', adamax()],
    ['FtrlStep', ftrl()],
    ['LionStep', lion()],
    ['NadamStep', nadam()],
    ['RMSpropStep', rmsprop()],
    ['RMSpropMomentumStep', rmsprop({ momentum: 0.5 })],
    ['RMSpropCenteredStep', rmsprop({ centered: true })],
    ['SGDStep', sgd()],
    ['SGDNesterovStep', sgd({ momentum: 0.5, nesterov: true })],
  ])('%s is what the optimizer steps by', async (kernel, optimizer) => {
    const state = optimizer.create();
    const [variable, gradient] = [tf.variable(tf.ones([3])), tf.ones([3])];
    const placed = { name: 'a', variable, gradient } as unknown as Gradient;
    const { kernelNames } = await tf.profile(() => state.apply([placed]));
    expect(kernelNames).toContain(kernel);
    state.dispose();
    tf.dispose([variable, gradient]);
  });

  it('LionStep goes by the sign of the least numbers too, and keeps NaN', () => {
    const attributes = {
      rate: 1,
      beta1: 0,
      oneMinusBeta1: 1,
      beta2: 0,
      oneMinusBeta2: 1,
      one: 1,
      huge: 2 ** 100,
    };
    const gradient = tf.tensor1d([1e-45, -1e-45, 1e38, -1e38, 0, Number.NaN]);
    const zeros = tf.zeros([6]);
    const [value, momentum] = tf
      .engine()
      .runKernel(
        'LionStep',
        { value: zeros, gradient, momentum: zeros },
        attributes,
      ) as unknown as tf.Tensor[];
    expect([...value!.dataSync()]).toEqual([-1, 1, -1, 1, 0, Number.NaN]);
    tf.dispose([gradient, zeros, value!, momentum!]);
  });
});
