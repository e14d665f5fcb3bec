// Models on strings: trained, evaluated, saved, in a worker; and what is said where strings and numbers are confused.
import * as tf from '@tensorflow/tfjs-core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { input, layers, loadModel, model, sequential, useBackend, type AnyModel } from '../src/index.js';
import * as doors from '../src/worker/index.js';
import { openWorker } from './worker/open-worker.js';

beforeAll(() => useBackend('cpu'));

const texts = [
  'win a prize now',
  'call me later',
  'free prize! call NOW',
  'see you at home',
  'you win, you win',
  'home later?',
  'free free free',
  'dinner at home',
];
const labels = [[1], [0], [1], [0], [1], [0], [1], [0]];

const classifier = async () => {
  const words = await layers.textVectorization({ maxTokens: 20, outputSequenceLength: 4 }).adapt(texts);
  const net = words(input([], { dtype: 'string' }))
    .embedding(20, 4, { maskZero: true })
    .globalAveragePooling1d()
    .dense(1, { activation: 'sigmoid' })
    .toModel();
  net.drawWeights({ seed: 5 });
  return net.compile({ loss: 'binaryCrossentropy', metrics: ['accuracy'], seed: 3 });
};
const run = { epochs: 30, batchSize: 3, verbose: 0, validationSplit: 0.25 } as const;

const valuesOf = async (tensor: { data(): Promise<ArrayLike<number>>; dispose(): void }) => {
  const values = Array.from(await tensor.data());
  tensor.dispose();
  return values;
};

describe('a model on strings', () => {
  test('learns, with shuffling, batches and a validation split, and leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    const net = await classifier();
    net.optimizer.learningRate = 0.1;
    const { history } = await net.fit(texts, labels, run);
    expect(history.loss.at(-1)!).toBeLessThan(history.loss[0]! / 4);
    expect(history.val_loss).toHaveLength(30);
    const { accuracy } = await net.evaluate(texts, labels, { verbose: 0 });
    expect(accuracy).toBe(1);
    const flat = await valuesOf(await net.predict(texts));
    expect(await valuesOf(await net.predict({ values: texts, shape: [8] } as never))).toEqual(flat);
    const tensor = tf.tensor(texts, [8], 'string');
    expect(await valuesOf(await net.predict(tensor as never))).toEqual(flat);
    tensor.dispose();
    net.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('takes a data set of tensors of strings', async () => {
    const net = await classifier();
    const before = tf.memory().numTensors;
    const dataset = {
      iterator: () => {
        let at = 0;
        const next = () => {
          const from = at;
          at += 4;
          return Promise.resolve(
            from < 8
              ? {
                  value: {
                    xs: tf.tensor(texts.slice(from, at), [4], 'string'),
                    ys: tf.tensor(labels.slice(from, at)),
                  },
                  done: false,
                }
              : { value: undefined, done: true },
          );
        };
        return Promise.resolve({ next });
      },
    };
    const { history } = await net.fit(dataset, { epochs: 2, verbose: 0 });
    expect(history.loss).toHaveLength(2);
    net.dispose();
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before);
  });

  test('is saved with its vocabulary, and loaded', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'texts-'));
    const net = await classifier();
    await net.fit(texts, labels, { ...run, epochs: 2 });
    const flat = await valuesOf(await net.predict(texts));
    await net.save(folder);
    net.dispose();
    const loaded = await loadModel(folder, { input: [], output: [1], texts: true });
    expect(await valuesOf(await loaded.predict(texts))).toEqual(flat);
    loaded.dispose();
    await expect(loadModel(folder, { input: [], output: [1] })).rejects.toThrow(
      "takes strings for its input 'input_layer': say texts: true, or the names of such inputs",
    );
    await rm(folder, { recursive: true });
  });

  test("is a LayersModel that computes the same, where it is applied: tfjs's predict refuses strings", async () => {
    const net = input([1], { dtype: 'string' })
      .textVectorization({ vocabulary: ['win', 'home'], outputMode: 'count' })
      .dense(1)
      .toModel();
    const flat = await valuesOf(await net.predict(texts));
    const x = tf.tensor(texts, [8, 1], 'string');
    const y = (net.toLayersModel() as unknown as { apply(x: tf.Tensor): unknown }).apply(
      x,
    ) as unknown as tf.Tensor;
    (await valuesOf(y)).forEach((value, i) => expect(value).toBeCloseTo(flat[i]!, 5));
    x.dispose();
    net.dispose();
  });

  test('is trained in a worker as here', async () => {
    const here = await classifier();
    const there = await classifier();
    const { history } = await here.fit(texts, labels, { ...run, epochs: 3 });
    const worker = openWorker(doors);
    const found = await there.fit(texts, labels, { ...run, epochs: 3, worker });
    expect(found.history.loss).toEqual(history.loss);
    expect(await valuesOf(await there.predict(texts))).toEqual(await valuesOf(await here.predict(texts)));
    here.dispose();
    there.dispose();
  });

  test('is a part of a model of several inputs, and a layer of others', async () => {
    const text = input([1], { dtype: 'string' });
    const colour = input([2], { dtype: 'string' });
    const size = input([3]);
    const encode = model({
      inputs: text,
      outputs: text.textVectorization({ vocabulary: ['win', 'home'], outputMode: 'multiHot' }),
    });
    const net = model({
      inputs: { text, colour, size },
      outputs: encode(text)
        .concatenate([colour.stringLookup({ vocabulary: ['red'], outputMode: 'count' }), size])
        .dense(1),
    });
    const y = await net.predict({
      text: ['win home', 'nothing'],
      colour: [
        ['red', 'blue'],
        ['red', 'red'],
      ],
      size: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    });
    expect(y.shape).toEqual([2, 1]);
    y.dispose();
    net.dispose();
  });
});

test("functions of one's own standardize and split; a model that has one cannot be saved", async () => {
  const words = await layers
    .textVectorization({
      standardize: (text) => text.normalize('NFC').toLowerCase(),
      split: (text) => text.split('-'),
    })
    .adapt(['Ä-b', 'A\u0308-c']);
  expect(words.getVocabulary()).toEqual(['', '[UNK]', 'ä', 'c', 'b']);
  const net = words(input([], { dtype: 'string' })).toModel();
  const y = await net.predict(['b-ä-x']);
  expect(await valuesOf(y)).toEqual([4, 2, 1]);
  await expect(net.save(join(tmpdir(), 'none'))).rejects.toThrow(
    "layer 'text_vectorization' has an option that is a function, which neither a file nor a worker can be given",
  );
  net.dispose();
});

test('indices become words again: in a model, in one of it, from files, in lists, batch by batch', async () => {
  const vocabulary = ['red', 'green', 'blue'] as const;
  const words = layers.stringLookup({ vocabulary, invert: true });
  const ids = input([2], { dtype: 'int32', name: 'ids' });
  const net = words(ids).toModel({ name: 'words' });
  expect(net.outputShape).toEqual([null, 2]);
  expect(net.output.dtype).toBe('string');
  const indices = Array.from({ length: 70 }, (_, i) => [i % 5, (i + 1) % 5] as const);
  const known = ['[UNK]', ...vocabulary];
  const expected = indices.map((row) => row.map((i) => known[i] ?? '[UNK]'));
  const read = async (whole: AnyModel): Promise<unknown> => {
    const y = await (whole as unknown as { predict(x: unknown): Promise<tf.Tensor> }).predict(indices);
    expect(y.dtype).toBe('string');
    const given = await y.array();
    y.dispose();
    return given;
  };
  expect(await read(net)).toEqual(expected);
  const list = sequential([2], [words], { dtype: 'int32' });
  expect(await read(list)).toEqual(expected);
  const around = net(input([2], { dtype: 'int32' })).toModel();
  expect(around.output.dtype).toBe('string');
  expect(await read(around)).toEqual(expected);
  const folder = await mkdtemp(join(tmpdir(), 'words-'));
  for (const place of [join(folder, 'words.keras'), join(folder, 'words')]) {
    await net.save(place);
    const loaded = await loadModel(place);
    expect(await read(loaded)).toEqual(expected);
    loaded.dispose();
  }
  const y = await net.predict([[1, 3]]);
  const typed: string[][] = await y.array();
  expect(typed).toEqual([['red', 'blue']]);
  y.dispose();
  const there = ids
    .stringLookup({ vocabulary, invert: true })
    .stringLookup({ vocabulary: ['blue'] })
    .toModel();
  const back = await there.predict([[3, 1]]);
  expect(await back.array()).toEqual([[1, 0]]);
  back.dispose();
  const tokens = await layers.stringLookup({ invert: true }).adapt(['b', 'a', 'b']);
  expect(tokens.getVocabulary()).toEqual(['[UNK]', 'b', 'a']);
  const compiled = (
    list as unknown as { compile(options: object): { fit(...all: unknown[]): Promise<unknown> } }
  ).compile({
    loss: 'mse',
  });
  await expect(compiled.fit(indices, expected, { verbose: 0 })).rejects.toThrow(
    'y needs numbers, got strings',
  );
  await rm(folder, { recursive: true });
  for (const each of [net, list, around, there]) each.dispose();
});

describe('what is confused is said', () => {
  const untyped = input as unknown as (
    shape: unknown,
    options?: object,
  ) => Record<string, (...args: unknown[]) => unknown>;
  test.each<[() => unknown, string]>([
    [
      () => untyped([3], { dtype: 'string' })['dense']!(2),
      'dense takes numbers, got strings [null, 3]; textVectorization, stringLookup or hashing make numbers of them',
    ],
    [
      () => untyped([3])['stringLookup']!({ vocabulary: ['a'] }),
      "stringLookup needs strings, got numbers [null, 3]; give the input { dtype: 'string' }",
    ],
    [
      () => untyped([3], { dtype: 'string' })['stringLookup']!({ vocabulary: ['a'], invert: true }),
      'stringLookup takes numbers, got strings [null, 3]; textVectorization, stringLookup or hashing make numbers of them',
    ],
    [
      () => layers.stringLookup({ vocabulary: ['a'], invert: true, outputMode: 'count' } as never),
      "stringLookup: invert goes with outputMode 'int', got 'count'",
    ],
    [
      () =>
        (
          input([3]).stringLookup({ vocabulary: ['a'], invert: true }) as unknown as ReturnType<
            typeof untyped
          >
        )['dense']!(2),
      'dense takes numbers, got strings [null, 3]; textVectorization, stringLookup or hashing make numbers of them',
    ],
    [
      () => untyped([])['textVectorization']!({ vocabulary: ['a'] }),
      "textVectorization needs strings, got numbers [null]; give the input { dtype: 'string' }",
    ],
    [
      () => untyped([3], { dtype: 'string' })['textVectorization']!({ vocabulary: ['a'] }),
      'textVectorization splits one text a sample, [batch] or [batch, 1], got [null, 3]',
    ],
    [
      () => untyped([], { dtype: 'string' })['textVectorization']!({ vocabulary: ['a'], split: null }),
      'textVectorization: split null needs [batch, tokens], got [null]',
    ],
    [
      () => layers.textVectorization({ vocabulary: ['a'], outputMode: 'count', outputSequenceLength: 3 }),
      "textVectorization: outputSequenceLength is for outputMode 'int', got 'count'",
    ],
    [
      () => sequential([2], [layers.dense(1)] as never, { dtype: 'string' }),
      'dense takes numbers, got strings [null, 2]; textVectorization, stringLookup or hashing make numbers of them',
    ],
    [
      () => {
        const text = input([], { dtype: 'string' });
        const counts = model({ inputs: text, outputs: text.hashing(3) });
        return (counts as unknown as (x: unknown) => unknown)(input([]));
      },
      "this model needs strings, got numbers [null]; give the input { dtype: 'string' }",
    ],
  ])('%#: by layers', (make, sentence) => expect(make).toThrow(sentence));

  const text = () => input([2], { dtype: 'string' }).hashing(3).toModel();
  test.each<[unknown, string]>([
    [[[1, 2]], 'x needs strings, got numbers'],
    [new Float32Array(2), 'x needs strings, got numbers'],
    [{ values: new Float32Array(2), shape: [1, 2] }, 'x needs strings, got numbers'],
    [[['a', 2]], 'x[0][1] must be a string, got number'],
    [[['a', null]], 'x[0][1] must be a string, got null'],
    [[['a', 'b'], ['c']], 'x[1] has length 1, but the arrays before it have 2'],
    [[['a', 'b', 'c']], 'x has shape [1, 3], but the model needs [batch, 2]'],
    [[], 'x is empty: there is nothing to compute on'],
    [{ values: ['a', 'b', 'c'], shape: [1, 2] }, 'x has 3 strings for the shape [1, 2]'],
    [
      'a b',
      'x must be strings in nested arrays, a tensor or { values, shape } of shape [batch, 2]; got "a b"',
    ],
  ])('%#: by data', async (x, sentence) => {
    const net = text();
    await expect(net.predict(x as never)).rejects.toThrow(sentence);
    net.dispose();
  });

  test('by data of numbers', async () => {
    const net = input([2]).dense(1).toModel();
    await expect(net.predict([['a', 'b']] as never)).rejects.toThrow('x needs numbers, got strings');
    const strings = tf.tensor(['a', 'b'], [1, 2], 'string');
    await expect(net.predict(strings as never)).rejects.toThrow(
      'x is a tensor of string; models compute on float32, int32 or bool',
    );
    strings.dispose();
    net.dispose();
  });

  test('by adapt', async () => {
    await expect(layers.stringLookup().adapt([1, 2] as never)).rejects.toThrow(
      'stringLookup: adapt needs strings: lists of one length, or a tensor, got [1, 2]',
    );
    await expect(layers.integerLookup().adapt(['a'] as never)).rejects.toThrow(
      'integerLookup: adapt needs numbers',
    );
  });
});
