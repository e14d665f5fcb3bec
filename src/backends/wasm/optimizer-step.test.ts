import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import * as optimizers from '../../training/optimizers/index.js';
import type { Gradient } from '../../training/optimizers/index.js';
import { useBackend } from '../use-backend.js';
import { lateNames, loadLateKernels } from './late-kernels.js';

beforeAll(async () => {
  await useBackend('wasm');
  await loadLateKernels(lateNames);
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

  it.each([
    [
      'AdamStep',
      ['momentum', 'velocity'],
      { rate: 0.001, oneMinusBeta1: 0.1, oneMinusBeta2: 0.1, epsilon: 1e-7 },
    ],
    [
      'AmsgradStep',
      ['momentum', 'velocity', 'largest'],
      { rate: 0.001, oneMinusBeta1: 0.1, oneMinusBeta2: 0.1, epsilon: 1e-7 },
    ],
    ['AdamaxStep', ['momentum', 'norm'], { rate: 0.001, oneMinusBeta1: 0.1, beta2: 0.9, epsilon: 1e-7 }],
    [
      'NadamStep',
      ['momentum', 'velocity'],
      {
        ...{ rate: 0.001, ofMomentum: 0.9, ofGradient: 0.1, spread: 1 },
        ...{ oneMinusBeta1: 0.1, oneMinusBeta2: 0.1, epsilon: 1e-7 },
      },
    ],
    [
      'LambStep',
      ['momentum', 'velocity'],
      {
        ...{ rate: 0.001, ofMomentum: 1, ofVelocity: 1 },
        ...{ oneMinusBeta1: 0.1, oneMinusBeta2: 0.1, epsilon: 1e-7 },
      },
    ],
    ['AdadeltaStep', ['squares', 'moves'], { rate: 1, rho: 0.9, oneMinusRho: 0.1, epsilon: 1e-7 }],
    ['RMSpropStep', ['velocity'], { rate: 0.001, rho: 0.9, oneMinusRho: 0.1, epsilon: 1e-7 }],
    [
      'RMSpropCenteredMomentumStep',
      ['velocity', 'carried', 'average'],
      { rate: 0.001, rho: 0.9, oneMinusRho: 0.1, epsilon: 1e-7, momentum: 0.9 },
    ],
    ['SGDMomentumStep', ['velocity'], { rate: 0.001, momentum: 0.9 }],
    ['SGDNesterovStep', ['velocity'], { rate: 0.001, momentum: 0.9 }],
    [
      'LionStep',
      ['momentum'],
      {
        ...{ rate: 0.001, beta1: 0.9, oneMinusBeta1: 0.1, beta2: 0.9, oneMinusBeta2: 0.1, one: 1 },
        huge: 2 ** 100,
      },
    ],
  ])(
    '%s lets what fades be zero, never a denormal number, in 1,000 steps without a gradient',
    (name, slots, attributes) => {
      // seven: a vector, and three beside it
      const gradient = tf.zeros([7]);
      let state = ['value', ...slots].map(() => tf.fill([7], 0.5));
      let denormals = 0;
      for (let step = 0; step < 1000; step++) {
        const [value, ...rest] = state;
        const inputs = Object.fromEntries(slots.map((slot, i) => [slot, rest[i]!]));
        const next = tf
          .engine()
          .runKernel(name, { value: value!, gradient, ...inputs }, attributes) as unknown as tf.Tensor[];
        tf.dispose(state);
        state = next;
        for (const tensor of state.slice(1))
          for (const number of tensor.dataSync())
            if (number !== 0 && Math.abs(number) < 2 ** -126) denormals++;
      }
      expect(denormals).toBe(0);
      // what only ever grows stays: AMSGrad's largest mean of squares
      const kept = slots.indexOf('largest');
      state.slice(1).forEach((tensor, i) => {
        if (i !== kept) expect([...tensor.dataSync()]).toEqual(new Array(7).fill(0));
      });
      tf.dispose([gradient, ...state]);
    },
  );

  it('a slot that is NaN does not fade, nor what is small where epsilon is next to nothing', () => {
    const [value, gradient] = [tf.zeros([6]), tf.zeros([6])];
    const momentum = tf.tensor1d([Number.NaN, 1, 1e-25, 1e-18, 1e-25, 1e-18]);
    const velocity = tf.tensor1d([Number.NaN, 1, 1e-33, 1e-20, 1e-33, 1e-20]);
    const slots = (epsilon: number) => {
      const attributes = { rate: 0.001, oneMinusBeta1: 0, oneMinusBeta2: 0, epsilon };
      const results = tf
        .engine()
        .runKernel('AdamStep', { value, gradient, momentum, velocity }, attributes) as unknown as tf.Tensor[];
      const found = results
        .slice(1)
        .map((tensor) => [...tensor.dataSync()].map((x) => Number(x.toPrecision(3))));
      tf.dispose(results);
      return found;
    };
    expect(slots(1e-7)).toEqual([
      [Number.NaN, 1, 0, 1e-18, 0, 1e-18],
      [Number.NaN, 1, 0, 1e-20, 0, 1e-20],
    ]);
    expect(slots(0)).toEqual([
      [Number.NaN, 1, 1e-25, 1e-18, 1e-25, 1e-18],
      [Number.NaN, 1, 1e-33, 1e-20, 1e-33, 1e-20],
    ]);
    tf.dispose([value, gradient, momentum, velocity]);
  });

  const { adadelta, adafactor, adagrad, adam, adamW, adamax, ftrl, lamb, lion, muon, nadam, rmsprop, sgd } =
    optimizers;
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
    ['RMSpropCenteredMomentumStep', rmsprop({ centered: true, momentum: 0.5 })],
    ['LambStep', lamb()],
    ['AdafactorVectorStep', adafactor()],
    ['AdamStep', muon()],
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

  it.each([
    ['adafactor', adafactor({ learningRate: 0.1 }), [4, 5], 'AdafactorStep'],
    ['adafactor', adafactor({ learningRate: 0.1 }), [2, 3, 4, 5], 'AdafactorStep'],
    ['adafactor', adafactor({ learningRate: 0.1 }), [1, 1], 'AdafactorStep'],
    ['adafactor', adafactor({ learningRate: 0.1 }), [0, 3], 'AdafactorStep'],
    ['muon', muon({ learningRate: 0.1 }), [4, 9], 'MuonStep'],
    ['muon', muon({ learningRate: 0.1, nesterov: false, rmsRate: null }), [9, 4], 'MuonStep'],
    ['muon', muon({ learningRate: 0.1 }), [1, 1], 'MuonStep'],
    ['lamb', lamb({ learningRate: 0.1 }), [4, 5], 'LambStep'],
    ['rmsprop', rmsprop({ centered: true, momentum: 0.9 }), [4, 5], 'RMSpropCenteredMomentumStep'],
  ])('%s (%#) takes the steps of single operations', async (_, optimizer, shape, kernel) => {
    const run = async () => {
      const state = optimizer.create();
      const first = tf.randomNormal(shape, 0, 1, 'float32', 1);
      const variable = tf.variable(first);
      const names: string[] = [];
      for (let step = 0; step < 4; step++) {
        const gradient = tf.randomNormal(shape, 0, 1, 'float32', step + 2);
        const placed = { name: 'a', variable, gradient } as unknown as Gradient;
        names.push(...(await tf.profile(() => state.apply([placed]))).kernelNames);
        gradient.dispose();
      }
      const values = [variable, ...state.slots().map(({ tensor }) => tensor as unknown as tf.Tensor)].map(
        (tensor) => [...tensor.dataSync()],
      );
      state.dispose();
      tf.dispose([first, variable]);
      return { names, values };
    };
    const before = tf.memory().numTensors;
    const one = await run();
    const own = tf.getKernel(kernel, 'wasm');
    tf.unregisterKernel(kernel, 'wasm');
    const many = await run().finally(() => tf.registerKernel(own));
    expect(one.names).toContain(kernel);
    expect(many.names).not.toContain(kernel);
    one.values.forEach((values, i) =>
      values.forEach((value, k) => expect(value).toBeCloseTo(many.values[i]![k]!, 5)),
    );
    expect(tf.memory().numTensors).toBe(before);
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
