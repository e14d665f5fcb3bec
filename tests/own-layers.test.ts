import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  defineLayer,
  input,
  kinds,
  layers,
  loadModel,
  mergeRule,
  model,
  sequential,
  shapeRule,
  useBackend,
  type OwnRule,
  type ShapeError,
} from '../src/index.js';
import { serveTraining, trainingWorker } from '../src/worker/index.js';
import { openWorker } from './worker/open-worker.js';

const folder = mkdtempSync(join(tmpdir(), 'own-layers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scale = defineLayer({
  name: 'scale',
  options: { initialValue: kinds.optional(kinds.number, 1) },
  weights: (shape) => ({
    gain: { shape: [Number(shape.at(-1))], initializer: 'ones', regularizer: 'l2', constraint: 'nonNeg' },
  }),
  masks: 'pass',
  call: (x: tf.Tensor, { gain }: { gain: tf.Tensor }, { config }) =>
    tf.mul(tf.mul(x, gain), config.initialValue),
});

/** What it has seen so far, as a weight that training leaves alone. */
const runningMean = defineLayer({
  name: 'runningMean',
  weights: () => ({
    seen: { shape: [], initializer: 'zeros', trainable: false },
    offset: { shape: [1], initializer: 'zeros' },
  }),
  call: (x: tf.Tensor, { seen, offset }: Record<'seen' | 'offset', tf.Tensor>, { training, assign }) => {
    if (training) assign('seen', tf.add(tf.mul(seen, 0.5), tf.mul(tf.mean(x), 0.5)));
    return tf.add(tf.sub(x, seen), offset);
  },
});

interface HalvesRule extends OwnRule {
  readonly out: this['in'] extends readonly [infer B, 8]
    ? [[B, 4], [B, 4]]
    : ShapeError<'halves needs [batch, 8]', [[null, 4], [null, 4]]>;
}
const halves = defineLayer({
  name: 'halves',
  rule: shapeRule<HalvesRule>(),
  outputShape: (shape) =>
    shape.length === 2 && shape[1] === 8
      ? [
          [shape[0]!, 4],
          [shape[0]!, 4],
        ]
      : 'halves needs [batch, 8]',
  call: (x: tf.Tensor) => tf.split(x, 2, -1),
});

interface DistanceRule extends OwnRule {
  readonly out: this['in'] extends readonly [readonly [infer B, ...unknown[]], unknown]
    ? [B, 1]
    : ShapeError<'distance takes two'>;
}
const distance = defineLayer({
  name: 'distance',
  rule: mergeRule<DistanceRule>(),
  outputShape: (shapes) => (shapes.length === 2 ? [shapes[0]![0]!, 1] : 'distance takes two'),
  call: ([a, b]: readonly tf.Tensor[]) => tf.sum(tf.abs(tf.sub(a!, b!)), -1, true),
});

const noise = defineLayer({
  name: 'noise',
  call: (x: tf.Tensor, _weights: object, { training, seed }) =>
    training ? tf.add(x, tf.randomNormal(x.shape, 0, 0.1, 'float32', seed)) : x,
});

const x = { values: Float32Array.from({ length: 96 }, (_, i) => Math.sin(i)), shape: [12, 8] };
const y = { values: Float32Array.from({ length: 12 }, (_, i) => Math.cos(i)), shape: [12, 1] };
const customLayers = [scale, runningMean, halves, distance, noise];

const build = () => {
  const start = input([8]);
  const [first, second] = halves()(start.apply(scale({ initialValue: 0.5 })).apply(noise()));
  const apart = distance()([first.dense(4), second]);
  return model({ inputs: start, outputs: apart.apply(runningMean({ name: 'running' })).dense(1) });
};

describe.each(['cpu', 'wasm'] as const)('layers of one’s own on %s', (backend) => {
  test('train, are saved and loaded, and leave no tensor behind', async () => {
    await useBackend(backend);
    const before = tf.memory().numTensors;
    const net = build();
    expect(net.weights.map(({ path, shape, trainable }) => [path, shape, trainable])).toEqual([
      ['scale/gain', [8], true],
      ['dense/kernel', [4, 4], true],
      ['dense/bias', [4], true],
      ['running/offset', [1], true],
      ['running/seen', [], false],
      ['dense_1/kernel', [1, 1], true],
      ['dense_1/bias', [1], true],
    ]);
    const trained = net.compile({ loss: 'mse', optimizer: 'adam', seed: 3 });
    const { history } = await trained.fit(x, y, { epochs: 6, batchSize: 4, verbose: 0 });
    expect(history.loss.at(-1)).toBeLessThan(history.loss[0]!);
    const weights = net.getLayer('running').getWeights();
    expect((await weights[1]!.data())[0]).not.toBe(0);
    const place = join(folder, backend);
    await trained.save(place);
    const loaded = await loadModel(place, { input: [8], output: [1], customLayers });
    const [old, fresh] = [await trained.predict(x), await loaded.predict(x)];
    expect([...(await fresh.data())]).toEqual([...(await old.data())]);
    // it goes on from where the random stream, the optimizer and the moving mean were
    const again = loaded.compile({ loss: 'mse', optimizer: 'adam' });
    const [on, onToo] = [
      await trained.fit(x, y, { epochs: 7, initialEpoch: 6, batchSize: 4, verbose: 0 }),
      await again.fit(x, y, { epochs: 7, initialEpoch: 6, batchSize: 4, verbose: 0 }),
    ];
    expect(onToo.history.loss[0]).toBeCloseTo(on.history.loss[0]!, 6);
    for (const each of [...weights, old, fresh, trained, again]) each.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('the same seed gives the same run, penalties and constraints count, and a frozen one stays', async () => {
    await useBackend(backend);
    const run = async () => {
      const net = sequential([8], [scale(), noise(), layers.dense(1)]);
      const trained = net.compile({ loss: 'mse', optimizer: 'sgd', seed: 5 });
      const { history } = await trained.fit(x, y, { epochs: 3, verbose: 0 });
      trained.dispose();
      return history.loss;
    };
    expect(await run()).toEqual(await run());
    const frozen = scale({ trainable: false });
    const net = sequential([8], [frozen, layers.dense(1)]).compile({ loss: 'mse', seed: 1 });
    await net.fit(x, y, { verbose: 0 });
    const [gain] = net.getWeights();
    expect([...(await gain!.data())]).toEqual(Array(8).fill(1));
    net.dispose();
    const penal = sequential([8], [scale()]).compile({ loss: 'mse', seed: 1 });
    const zero = { values: new Float32Array(8), shape: [1, 8] };
    // 0.01 times the squares of eight ones
    expect((await penal.evaluate(zero, zero, { verbose: 0 })).loss).toBeCloseTo(0.08, 6);
    penal.dispose();
  });
});

test('each of several layers of one definition has its own options', async () => {
  const times = defineLayer({
    name: 'times',
    options: { by: kinds.number },
    call: (x: tf.Tensor, _weights: object, { config: { by } }) => tf.mul(x, by),
  });
  const net = sequential([2], [times({ by: 2 }), times({ by: 5 })]);
  const x = tf.ones([1, 2]) as tf.Tensor2D;
  const y = await net.predict(x);
  expect([...y.dataSync()]).toEqual([10, 10]);
  tf.dispose([x, y as unknown as tf.Tensor]);
  net.dispose();
});

test('one layer is called on several sizes', async () => {
  await useBackend('cpu');
  const shared = noise();
  const start = input([8]);
  const net = model({ inputs: start, outputs: shared(shared(start).dense(3)) });
  const made = await net.predict(x);
  expect(made.shape).toEqual([12, 3]);
  made.dispose();
  const plain: tfl.LayersModel = net.toLayersModel();
  expect(plain.outputs[0]!.shape).toEqual([null, 3]);
  net.dispose();
});

test('a file with layers of one’s own says which are missing', async () => {
  await useBackend('cpu');
  const net = sequential([8], [scale(), layers.dense(1)]);
  await net.save(join(folder, 'missing'));
  await expect(loadModel(join(folder, 'missing'), { input: [8], output: [1] })).rejects.toThrow(
    "has a layer of your own, 'scale': give the function that makes it, customLayers: [scale]",
  );
  await expect(
    // @ts-expect-error a layer of the catalogue is none of one's own
    loadModel(join(folder, 'missing'), { input: [8], output: [1], customLayers: [layers.dense] }),
  ).rejects.toThrow('loadModel: customLayers must be a list of functions that defineLayer gave');
  net.dispose();
});

test('they train in a worker that is given them', async () => {
  await useBackend('cpu');
  const run = async (worker?: ReturnType<typeof trainingWorker>) => {
    const trained = build().compile({ loss: 'mse', optimizer: 'adam', seed: 3 });
    const { history } = await trained.fit(x, y, {
      epochs: 2,
      batchSize: 4,
      verbose: 0,
      ...(worker && { worker }),
    });
    trained.dispose();
    return history.loss;
  };
  const there = await run(openWorker({ serveTraining, trainingWorker }, { customLayers }));
  const here = await run();
  there.forEach((loss, i) => expect(loss).toBeCloseTo(here[i]!, 6));
});

test('what does not fit is said', async () => {
  await useBackend('cpu');
  const wrongShape = defineLayer({ name: 'wrongShape', call: (given: tf.Tensor) => tf.sum(given, -1) });
  const net = sequential([8], [wrongShape()]);
  await expect(net.predict(x)).rejects.toThrow(
    'wrong_shape: call must give [null, 8], as outputShape says; it gave [12]',
  );
  // @ts-expect-error the sentence of the rule
  expect(() => halves()(input([6]))).toThrow('halves needs [batch, 8]');
  // @ts-expect-error there is no such option
  expect(() => scale({ initialvalue: 2 })).toThrow(
    "scale has no option 'initialvalue'; did you mean 'initialValue'?",
  );
  // @ts-expect-error a number is needed
  expect(() => scale({ initialValue: 'one' })).toThrow('scale: initialValue must be a number, got "one"');
  expect(() => defineLayer({ name: 'empty' } as never)).toThrow(
    'defineLayer: call must be a function of tensors',
  );
  expect(() =>
    // @ts-expect-error a shape without its type
    defineLayer({ name: 'half', outputShape: () => [null], call: (given: tf.Tensor) => given }),
  ).toThrow("defineLayer: 'half' needs rule and outputShape together");
  expect(() =>
    defineLayer({ name: 'odd', options: { size: 3 as never }, call: (given: tf.Tensor) => given }),
  ).toThrow("defineLayer: option 'size' of 'odd' must be a kind, such as kinds.count; got 3");
  expect(() => input([8]).apply(distance() as never)).toThrow('distance takes several tensors');
});
