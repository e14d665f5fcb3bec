// Operations between layers, written in our own API: they give what Keras gives for the same ones (fixtures/files/operations.json),
// are saved and trained through, and refuse what does not fit in the sentence that the compiler says.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyModel } from '../src/graph/model.js';
import {
  input,
  layers,
  loadModel,
  model,
  ops,
  useBackend,
  type LoadedModelOfAnyShape,
  type SymbolicTensor,
} from '../src/index.js';
import { operationCases, operationData } from './files/operation-cases.js';
import { expectOutputs } from './files/keras-cases.js';

type T = SymbolicTensor;

const root = (x: T, y: number): T => ops.arctan2(x, y);
/** The models of fixtures/make_file_operations.py by their names, written here. */
const written: Readonly<Record<string, (x: T, y: T) => T>> = {
  'add a number': (x) => ops.add(ops.multiply(x, 2), 1),
  'a number less': (x) => ops.subtract(1, x),
  'a number by it': (x) => ops.divide(3, ops.add(x, 10)),
  add: (x, y) => ops.add(x, y),
  'add and spread': (x, y) => ops.add(x, y),
  'add a constant': (x) => ops.add(x, [0.5, -1, 2, 0.25]),
  'multiply by a constant': (x) => ops.multiply(x, [0.5, -1, 2, 0.25]),
  subtract: (x, y) => ops.subtract(x, y),
  multiply: (x, y) => ops.multiply(x, y),
  divide: (x, y) => ops.trueDivide(x, ops.add(ops.multiply(y, y), 1)),
  power: (x) => ops.power(x, 2),
  'power by a tensor': (x, y) => ops.power(ops.absolute(x), y),
  negative: (x) => ops.negative(x),
  'floor divide': (x) => ops.floorDivide(x, 0.3),
  mod: (x) => ops.mod(x, 0.7),
  maximum: (x) => ops.maximum(x, 0.1),
  minimum: (x, y) => ops.minimum(x, y),
  clip: (x) => ops.clip(x, -0.5, 0.5),
  sqrt: (x) => ops.sqrt(ops.add(ops.square(x), 1e-6)),
  rsqrt: (x) => ops.rsqrt(ops.absolute(x)),
  'exp and log': (x) => ops.log(ops.add(ops.exp(x), 1)),
  'log1p, expm1': (x) => ops.add(ops.log1p(ops.absolute(x)), ops.expm1(x)),
  'sin, cos': (x) => ops.add(ops.sin(x), ops.multiply(ops.cos(x), ops.tan(x))),
  'tanh, sinh, cosh': (x) => ops.subtract(ops.add(ops.tanh(x), ops.sinh(x)), ops.cosh(x)),
  'round, floor, ceil, sign': (x) =>
    ops.add(
      ops.add(ops.round(x), ops.floor(ops.multiply(x, 3))),
      ops.add(ops.ceil(ops.multiply(x, 5)), ops.sign(x)),
    ),
  erf: (x) => ops.multiply(ops.multiply(0.5, x), ops.add(1, ops.erf(ops.divide(x, 1.4142135)))),
  reciprocal: (x) => ops.reciprocal(x),
  relu: (x) => ops.add(ops.relu(x), ops.relu6(ops.multiply(x, 5))),
  'leaky relu': (x) => ops.leakyRelu(x, { negativeSlope: 0.3 }),
  'elu, selu, celu': (x) => ops.add(ops.add(ops.elu(x, { alpha: 0.5 }), ops.selu(x)), ops.celu(x)),
  gelu: (x) => ops.gelu(x),
  'gelu whole': (x) => ops.gelu(x, { approximate: false }),
  'sigmoid, silu': (x) => ops.add(ops.add(ops.sigmoid(x), ops.silu(x)), ops.logSigmoid(x)),
  'softplus, softsign': (x) => ops.add(ops.softplus(x), ops.softsign(x)),
  'hard sigmoid, hard silu': (given) => {
    const x = ops.multiply(given, 3);
    return ops.add(ops.add(ops.hardSigmoid(x), ops.hardSilu(x)), ops.hardTanh(x));
  },
  softmax: (x) => ops.softmax(x),
  'softmax along': (x) => ops.softmax(x, { axis: 1 }),
  'log softmax': (x) => ops.logSoftmax(x),
  logsumexp: (x) => ops.logsumexp(x, { axis: -1 }),
  mean: (x) => ops.mean(x, { axis: 1 }),
  'mean of images': (x) => ops.mean(x, { axis: [1, 2], keepdims: true }),
  sum: (x) => ops.sum(x, { axis: -1, keepdims: true }),
  max: (x) => ops.max(x, { axis: 1 }),
  min: (x) => ops.min(x, { axis: [1, 2] }),
  prod: (x) => ops.prod(x, { axis: -1 }),
  'std, var': (x) => ops.add(ops.std(x, { axis: -1 }), ops.var(x, { axis: -1 })),
  cumsum: (x) => ops.cumsum(x, { axis: 1 }),
  argmax: (x) => ops.cast(ops.argmax(x, { axis: -1 }), 'float32'),
  norm: (x) => ops.norm(x, { axis: -1, keepdims: true }),
  normalize: (x) => ops.normalize(x, { axis: -1 }),
  matmul: (x, y) => ops.matmul(x, y),
  'matmul by @': (x) => ops.matmul(x, ops.transpose(x, [0, 2, 1])),
  einsum: (x, y) => ops.einsum('bij,bkj->bik', [x, y]),
  dot: (x) =>
    ops.dot(x, [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ]),
  tensordot: (x) =>
    ops.tensordot(
      x,
      [
        [0, 1],
        [2, 3],
        [4, 5],
        [6, 7],
      ],
      { axes: 1 },
    ),
  reshape: (x) => ops.reshape(x, [-1, 2, 6]),
  'reshape with an open axis': (x) => ops.reshape(x, [-1, 4]),
  transpose: (x) => ops.transpose(x, [0, 2, 1]),
  'swap axes': (x) => ops.swapaxes(x, 1, 2),
  'move an axis': (x) => ops.moveaxis(x, 1, -1),
  'expand dims': (x) => ops.expandDims(x, 1),
  'expand dims last': (x) => ops.expandDims(x, -1),
  squeeze: (x) => ops.squeeze(x, { axis: 1 }),
  concatenate: (x, y) => ops.concatenate([x, y], { axis: -1 }),
  'concatenate along': (x, y) => ops.concatenate([x, y], { axis: 1 }),
  stack: (x, y) => ops.stack([x, y], { axis: 1 }),
  split: (x) => {
    const [a, b] = ops.split(x, 2, { axis: -1 });
    return ops.add(a!, b!);
  },
  'split at': (x) => ops.split(x, [1, 3], { axis: -1 })[1]!,
  unstack: (x) => {
    const [a, b, c] = ops.unstack(x, { num: 3, axis: 1 });
    return ops.add(a!, ops.multiply(b!, c!));
  },
  'first of a sequence': (x) => ops.getItem(x, [':', 0]),
  'last of a sequence': (x) => ops.getItem(x, [':', -1, ':']),
  'a slice': (x) => ops.getItem(x, [':', '1:']),
  'slices with steps': (x) => ops.getItem(x, [':', '::2', '::-1']),
  'a slice of the last axis': (x) => ops.getItem(x, ['...', ':2']),
  'a new axis': (x) => ops.getItem(x, [':', null, ':', '...']),
  'a channel': (x) => ops.getItem(x, [':', ':', ':', '1:2']),
  'a crop': (x) => ops.getItem(x, [':', '1:-1', '1:-1', ':']),
  slice: (x) => ops.slice(x, [0, 1, 0], [1, 2, 3]),
  take: (x) => ops.take(x, [2, 0], { axis: 1 }),
  cast: (x) => ops.multiply(ops.cast(ops.greater(x, 0), 'float32'), x),
  'cast to integers': (x) => ops.cast(ops.cast(ops.multiply(x, 10), 'int32'), 'float32'),
  where: (x) => ops.where(ops.greater(x, 0), x, ops.multiply(0.1, x)),
  comparisons: (x, y) =>
    ops.cast(ops.logicalAnd(ops.greaterEqual(x, y), ops.logicalNot(ops.less(x, 0))), 'float32'),
  equal: (x) =>
    ops.add(ops.cast(ops.notEqual(ops.round(x), 0), 'float32'), ops.cast(ops.equal(x, x), 'float32')),
  pad: (x) =>
    ops.pad(x, [
      [0, 0],
      [1, 2],
      [0, 1],
    ]),
  'pad by reflection': (x) =>
    ops.pad(
      x,
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ],
      { mode: 'reflect' },
    ),
  tile: (x) => ops.tile(x, [1, 2, 1]),
  repeat: (x) => ops.repeat(x, 2, { axis: 1 }),
  flip: (x) => ops.flip(x, { axis: 1 }),
  roll: (x) => ops.roll(x, 1, { axis: 1 }),
  broadcast: (x) => ops.broadcastTo(x, [2, 3, 4]),
  'zeros and ones like': (x) => ops.add(ops.add(ops.onesLike(x), ops.zerosLike(x)), x),
  'one hot': (x) => ops.oneHot(ops.cast(ops.absolute(x), 'int32'), 3),
  resize: (x) => ops.image.resize(x, [12, 10], { interpolation: 'bilinear' }),
  'resize to the nearest': (x) => ops.image.resize(x, [12, 10], { interpolation: 'nearest' }),
  'average pool': (x) => ops.averagePool(x, 2, { strides: 2, padding: 'same' }),
  'max pool': (x) => ops.maxPool(x, 2),
  'arctan and the like': (x) => ops.add(ops.add(ops.arctan(x), ops.arcsinh(x)), root(x, 1)),
};

const folder = mkdtempSync(join(tmpdir(), 'ops-'));
beforeAll(() => useBackend('cpu'));
afterAll(() => rmSync(folder, { recursive: true }));

test('most of the operations of the fixtures are written here', () => {
  const names = operationCases.map(({ name }) => name);
  expect(Object.keys(written).filter((name) => !names.includes(name))).toEqual([]);
  expect(Object.keys(written).length).toBeGreaterThan(85);
});

const cases = operationCases.filter(({ name }) => Object.hasOwn(written, name));
test.each(cases.map((each) => [each.name, each] as const))('%s, as in Keras', async (name, each) => {
  const starts = each.inputs.map(({ shape }) => input(shape.slice(1)) as unknown as T);
  const outputs = written[name]!(starts[0]!, starts[1] ?? starts[0]!);
  const made = (starts.length > 1
    ? model({ inputs: { a: starts[0]!, b: starts[1]! }, outputs })
    : model({ inputs: starts[0]!, outputs })) as unknown as LoadedModelOfAnyShape;
  const x = operationData(made, each);
  const predicted = await made.predict(x as never);
  expectOutputs(predicted, [each.output]);
  // and after a way through each kind of file
  for (const place of ['ours', 'again.keras'].map((file) => join(folder, file))) {
    await made.save(place);
    const again = await loadModel(place);
    const later = await again.predict(x as never);
    expectOutputs(later, [each.output]);
    tf.dispose(later as tf.Tensor);
    again.dispose();
  }
  tf.dispose([x, predicted] as tf.Tensor[]);
  made.dispose();
});

test('gradients go through them, and a summary has them', async () => {
  const x = input([6]);
  const [left, right] = ops.split(x.dense(8), 2, { axis: -1 });
  const gated = ops.multiply(left, ops.sigmoid(right, { name: 'gate' }));
  const made = model({ inputs: x, outputs: layers.dense(1)(gated) });
  expect((made as unknown as AnyModel).graph.layers.map(({ name }) => name)).toEqual([
    'dense',
    'split',
    'gate',
    'multiply',
    'dense_1',
  ]);
  const trained = made.compile({ optimizer: 'adam', loss: 'mse', seed: 3 });
  const data = Array.from({ length: 16 }, (_, i) => Array.from({ length: 6 }, (_, k) => Math.sin(i * 6 + k)));
  const labels = data.map(([a, b]) => [a! * b!]);
  const { history } = await trained.fit(data, labels, { epochs: 20, verbose: 0 });
  expect(history.loss.at(-1)!).toBeLessThan(history.loss[0]! * 0.9);
  trained.dispose();
});

describe('what does not fit is said as the compiler says it', () => {
  const m = input([3, 4]) as unknown as T;
  const a = input([4]) as unknown as T;
  test.each<readonly [string, () => unknown]>([
    [
      'add cannot combine [null, 3, 4] and [null, 5]: axes must be equal or 1',
      () => ops.add(m, input([5]) as unknown as T),
    ],
    ['add cannot combine [null, 3, 4] and [3]: axes must be equal or 1', () => ops.add(m, [1, 2, 3])],
    ['mean: [null, 3, 4] has no axis 3', () => ops.mean(m, { axis: 3 })],
    ['mean: [null, 3, 4] has no axis -4', () => ops.mean(m, { axis: [1, -4] })],
    ['softmax: [null, 4] has no axis 2', () => ops.softmax(a, { axis: 2 })],
    ['reshape takes one -1 at most, got [-1, -1]', () => ops.reshape(m, [-1, -1] as number[])],
    [
      'reshape cannot turn [3, 4] (12 elements) into [5, -1] (12 is not a multiple of 5)',
      () => ops.reshape(ops.mean(m, { axis: 0 }), [5, -1]),
    ],
    ['transpose: axes must be each axis of [null, 3, 4] once, got [0, 1]', () => ops.transpose(m, [0, 1])],
    [
      'transpose: axes must be each axis of [null, 3, 4] once, got [0, 1, 1]',
      () => ops.transpose(m, [0, 1, 1]),
    ],
    ['expandDims: [null, 4] has no place 4 for an axis', () => ops.expandDims(a, 4)],
    ['squeeze: axis 1 of [null, 3, 4] is 3, not 1', () => ops.squeeze(m, { axis: 1 })],
    ['swapaxes: [null, 3, 4] has no axis 3', () => ops.swapaxes(m, 1, 3)],
    ['moveaxis: [null, 3, 4] has no axis 5', () => ops.moveaxis(m, 5, 1)],
    [
      'concatenate cannot join [null, 3, 4] and [null, 2, 5] along axis 1: the other axes must be equal',
      () => ops.concatenate([m, input([2, 5]) as unknown as T], { axis: 1 }),
    ],
    [
      'stack takes tensors of one shape, got [null, 4] and [null, 5]',
      () => ops.stack([a, input([5]) as unknown as T], { axis: 1 }),
    ],
    ['split cannot part axis -1 of [null, 3, 4] into 3 equal parts', () => ops.split(m, 3, { axis: -1 })],
    ['split cannot part axis -1 of [null, 3, 4] at [3, 2]', () => ops.split(m, [3, 2], { axis: -1 })],
    ['unstack needs num: axis 0 of [null, 3, 4] is not known', () => ops.unstack(m)],
    ['getItem: place 3 is outside axis 1 of [null, 3, 4]', () => ops.getItem(m, [':', 3])],
    ['getItem: [null, 3, 4] has no 4 axes', () => ops.getItem(m, [':', ':', ':', 0])],
    ['slice takes a place and a size for each axis of [null, 3, 4]', () => ops.slice(m, [0, 1], [1, 2])],
    [
      'pad: padWidth is of 2 axes, got [null, 3, 4]',
      () =>
        ops.pad(m, [
          [0, 0],
          [1, 2],
        ]),
    ],
    ['take: [null, 3, 4] has no axis 4', () => ops.take(m, [2, 0], { axis: 4 })],
    [
      'matmul cannot multiply [null, 3, 4] by [null, 3, 2]: 4 is not 3',
      () => ops.matmul(m, input([3, 2]) as unknown as T),
    ],
    [
      "einsum: 4 is not 5, axis 'j' of 'bij,bkj->bik'",
      () => ops.einsum('bij,bkj->bik', [m, input([3, 5]) as unknown as T]),
    ],
    ["einsum: 'bij->bj' is of another number of axes than [null, 4]", () => ops.einsum('bij->bj', [a])],
    [
      "einsum: axis 'k' of the output is in none of the tensors, in 'bij->bk'",
      () => ops.einsum('bij->bk', [m]),
    ],
    ['dot cannot multiply [null, 4] by [1, 2]: 4 is not 1', () => ops.dot(a, [[1, 2]])],
    [
      'maxPool needs [batch, height, width, channels], got [null, 3, 4]; reshape first, e.g. .reshape([3, 4, 1])',
      () => ops.maxPool(m, 2),
    ],
    ['resize needs [batch, height, width, channels], got [null, 3, 4]', () => ops.image.resize(m, 5)],
    [
      'multiply works on one tensor of a model at least, got numbers alone',
      () => (ops.multiply as (a: number, b: number) => unknown)(2, 3),
    ],
  ])('%s', (sentence, call) => {
    expect(call).toThrow(sentence);
  });
});

test('an ellipsis of an equation stands for axes that the tensors have alike', async () => {
  const [x, y] = [input([2, 3]), input([3, 4])];
  const made = model({ inputs: { x, y }, outputs: ops.einsum('...ij,...jk->...ik', [x, y]) });
  expect((made as unknown as AnyModel).graph.outputs[0]!.shape).toEqual([null, 2, 4]);
  const out = (await made.predict({ x: tf.ones([5, 2, 3]), y: tf.ones([5, 3, 4]) })) as unknown as tf.Tensor;
  expect(out.shape).toEqual([5, 2, 4]);
  expect(new Set(out.dataSync())).toEqual(new Set([3]));
  out.dispose();
  made.dispose();
});
