// What of attention no fixture of Keras holds: how its weights begin, and what it refuses.
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import { input, layers, model, type AnyModel } from '../src/index.js';
import { emitModel } from '../src/tfjs/emitter.js';
import { forward } from '../src/tfjs/forward.js';
import { modelVariables } from '../src/tfjs/variables.js';
import './on-cpu.js';

const { additiveAttention, attention, groupedQueryAttention, multiHeadAttention } = layers;
const made: { dispose(): void }[] = [];
afterAll(() => made.forEach((each) => each.dispose()));

test('kernels begin as far from zero as in Keras, by what they sum over and what comes of it', () => {
  const net = input([10, 512]).multiHeadAttention(8, 64).toModel();
  made.push(net);
  emitModel(net as unknown as AnyModel);
  const limit = Math.sqrt(6 / (512 + 512));
  const kernels = modelVariables(net as unknown as AnyModel).filter(({ path }) => path.endsWith('/kernel'));
  expect(kernels.length).toBe(4);
  for (const { variable } of kernels) {
    let most = 0;
    for (const value of variable.read().dataSync()) most = Math.max(most, Math.abs(value));
    expect(most).toBeLessThanOrEqual(limit);
    expect(most).toBeGreaterThan(0.99 * limit);
  }
});

test('one call may be causal', async () => {
  const x = input([3, 2]);
  const layer = multiHeadAttention(1, 2);
  const net = model({ inputs: x, outputs: { all: layer(x), causal: layer(x, { useCausalMask: true }) } });
  made.push(net);
  const given = [
    [1, 2],
    [3, 4],
    [5, 6],
  ];
  const [all, causal] = Object.values(await net.predict([given])).map((y) => [...y.dataSync()]);
  expect(causal!.slice(4)).toEqual(all!.slice(4));
  expect(causal!.slice(0, 4)).not.toEqual(all!.slice(0, 4));
});

test('a causal mask and a window are along one axis of steps', () => {
  const images = input([3, 2, 4]);
  // @ts-expect-error -- the types say the same
  expect(() => images.multiHeadAttention(1, 2, { useCausalMask: true })).toThrow(
    'multiHeadAttention: useCausalMask needs [batch, steps, features], got [null, 3, 2, 4]',
  );
  expect(() => images.multiHeadAttention(1, 2, { slidingWindow: 2, attentionAxes: 1 })).toThrow(
    'multiHeadAttention: slidingWindow needs [batch, steps, features], got [null, 3, 2, 4]',
  );
  expect(() => multiHeadAttention(1, 2)(images, { useCausalMask: true })).toThrow('useCausalMask needs');
});

test('a mask over several axes has the steps of the query, and then those of the values', async () => {
  const images = input([3, 2, 4]);
  const layer = multiHeadAttention(1, 2);
  expect(() => layer(images, { attentionMask: input([6, 6]) })).toThrow(
    'multiHeadAttention: attentionMask must be [null, 3, 2, 3, 2], got [null, 6, 6]',
  );
  const mask = input([3, 2, 3, 2]);
  const net = model({ inputs: { images, mask }, outputs: layer(images, { attentionMask: mask }) });
  made.push(net);
  const sizes = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
  const of = (...shape: number[]) => ({ values: new Float32Array(sizes(shape)).fill(1), shape });
  const y = await net.predict({ images: of(1, 3, 2, 4), mask: of(1, 3, 2, 3, 2) });
  expect(y.shape).toEqual([1, 3, 2, 4]);
  y.dispose();
});

type Refused = readonly (readonly [layer: unknown, query: unknown, more: object, sentence: string])[];

/** Holds calls that code without types may make to the sentences that refuse them. */
const refuses = (calls: Refused): void => {
  for (const [layer, query, more, sentence] of calls)
    expect(() => (layer as (x: unknown, more: object) => unknown)(query, more)).toThrow(sentence);
};

test('without heads, keys are as long as queries, and values and masks have their steps', () => {
  const days = input([7, 8]);
  const weeks = input([9, 7, 8]);
  refuses([
    [attention(), input([3]), {}, 'attention needs [batch, ..., steps, features], got [null, 3]'],
    [
      additiveAttention(),
      input([3, null]),
      {},
      'additiveAttention needs to know the size of the last axis, got [null, 3, null]',
    ],
    [
      attention(),
      days,
      { value: input([8]) },
      'attention: value must have as many axes as the query [null, 7, 8], got [null, 8]',
    ],
    [
      attention(),
      days,
      { value: input([9, 3]) },
      'attention: 3 is not 8, the features of the value [null, 9, 3] and of the query [null, 7, 8]; give a key of as many',
    ],
    [
      attention(),
      days,
      { value: input([9, 3]), key: input([9, 4]) },
      'attention: 4 is not 8, the features of the key [null, 9, 4] and of the query [null, 7, 8]; give a key of as many',
    ],
    [
      attention(),
      days,
      { value: input([9, 3]), key: input([7, 8]) },
      'attention: key must be as value [null, 9, 3] but for the last axis, got [null, 7, 8]',
    ],
    [
      additiveAttention(),
      weeks,
      { value: input([5, 7, 8]) },
      'additiveAttention: value must be as the query [null, 9, 7, 8] but for steps and features, got [null, 5, 7, 8]',
    ],
    [attention(), days, { queryMask: input([9]) }, 'attention: queryMask must be [batch, 7], got [null, 9]'],
    [
      attention(),
      days,
      { value: input([9, 8]), valueMask: input([7]) },
      'attention: valueMask must be [batch, 9], got [null, 7]',
    ],
    [
      attention(),
      weeks,
      { queryMask: input([9]) },
      'attention: queryMask needs [batch, steps, features], got [null, 9, 7, 8]',
    ],
  ]);
});

test('grouped heads attend along one axis of steps, to values of the features of the query, and divide', () => {
  const days = input([7, 8]);
  const layer = groupedQueryAttention(2, 4, 2);
  const make = groupedQueryAttention as unknown as (...sizes: readonly number[]) => unknown;
  expect(() => make(2, 8, 3)).toThrow(
    'groupedQueryAttention: numKeyValueHeads must divide the 8 heads of the query, got 3',
  );
  refuses([
    [
      layer,
      input([9, 7, 8]),
      {},
      'groupedQueryAttention needs [batch, steps, features], got [null, 9, 7, 8]',
    ],
    [
      layer,
      input([3, null]),
      {},
      'groupedQueryAttention needs to know the size of the last axis, got [null, 3, null]',
    ],
    [
      layer,
      days,
      { value: input([9, 3]) },
      'groupedQueryAttention: 3 is not 8, the features of the value [null, 9, 3] and of the query [null, 7, 8]; give the value as many',
    ],
    [
      layer,
      days,
      { value: input([9, 8]), key: input([7, 8]) },
      'groupedQueryAttention: key must be as value [null, 9, 8] but for the last axis, got [null, 7, 8]',
    ],
    [
      layer,
      days,
      { value: input([9, 8]), attentionMask: input([7, 8]) },
      'groupedQueryAttention: attentionMask must be [batch, 7, 9], got [null, 7, 8]',
    ],
    [
      layer,
      days,
      { value: input([9, 8]), keyMask: input([7]) },
      'groupedQueryAttention: keyMask must be [batch, 9], got [null, 7]',
    ],
    [
      multiHeadAttention(2, 3),
      days,
      { queryMask: input([9]) },
      'multiHeadAttention: queryMask must be [batch, 7], got [null, 9]',
    ],
    [
      multiHeadAttention(2, 3),
      input([9, 7, 8]),
      { valueMask: input([9]) },
      'multiHeadAttention: valueMask needs [batch, steps, features], got [null, 9, 7, 8]',
    ],
  ]);
});

test('without heads, a query mask that is given goes on in place of the one that came', async () => {
  const words = input([3], { dtype: 'int32' });
  const told = words.embedding(5, 2, { maskZero: true });
  const counted = input([3]);
  const seen = attention()(told, { queryMask: counted });
  const net = model({ inputs: { words, counted }, outputs: seen.globalAveragePooling1d() });
  made.push(net);
  const mean = async (mask: number[]) => {
    const y = await net.predict({ words: [[1, 1, 1]], counted: [mask] });
    const [first] = y.dataSync();
    y.dispose();
    return first!;
  };
  const [one, all] = [await mean([1, 0, 0]), await mean([1, 1, 1])];
  expect(one).toBeCloseTo(all, 6);
  expect(one).not.toBe(0);
});

test('without heads, dropout takes whole scores, in training alone, and the scores that are given are those', async () => {
  const layer = attention({ dropout: 0.5, seed: 3, returnAttentionScores: true });
  const [, scores] = layer(input([4, 2]));
  const net = scores.toModel() as unknown as AnyModel;
  made.push(net as unknown as { dispose(): void });
  emitModel(net);
  const x = tf.zeros([1, 4, 2]);
  const pass = (training: boolean) => [
    ...forward(net, [{ tensor: x, mask: undefined }], training)[0]!.tensor.dataSync(),
  ];
  expect(new Set(pass(false))).toEqual(new Set([0.25]));
  expect(new Set(pass(true))).toEqual(new Set([0, 0.5]));
});

test('others go by role: a list, or another tensor, says so', () => {
  const [query, value] = [input([3, 4]), input([5, 4])];
  const untyped = (layer: unknown) => layer as (...args: readonly unknown[]) => unknown;
  for (const [name, layer, role] of [
    ['attention', layers.attention(), 'value'],
    ['multiHeadAttention', layers.multiHeadAttention(2, 2), 'value'],
    ['lstm', layers.lstm(3), 'initialState'],
    ['lstmCell', layers.lstmCell(3), 'states'],
  ] as const) {
    const sentence = `${name} takes one tensor, and others by role: layer(x, { ${role} }); got`;
    expect(() => untyped(layer)([query, value])).toThrow(`${sentence} a list`);
    expect(() => untyped(layer)(query, value)).toThrow(`${sentence} another tensor`);
  }
});
