// Many steps of each kind of run leave as many tensors, and as large a heap, as there were. In CI a thousand of each.
import * as tf from '@tensorflow/tfjs-core';
import * as tfd from '@tensorflow/tfjs-data';
import { describe, expect, test } from 'vitest';
import { layers, sequential, useBackend } from '../src/index.js';

const { conv2d, dense, flatten, lstm, maxPooling2d } = layers;
const steps = process.env['CI'] ? 1000 : 60;
const quiet = { verbose: 0 } as const;
const x = Array.from({ length: 8 }, (_, i) => [i / 8, (i % 3) / 3]);
const y = x.map(([a, b]) => [a! - b!]);
const batch = () => ({ xs: tf.tensor2d(x), ys: tf.tensor2d(y), sampleWeight: [1, 2, 1, 0, 1, 1, 1, 1] });

const begin = () =>
  sequential([2], [dense(16, { activation: 'relu' }), dense(1)]).compile({
    loss: 'mse',
    optimizer: 'adam',
    metrics: ['mae'],
    weightedMetrics: ['mse'],
  });
type Net = ReturnType<typeof begin>;

const times = async (run: () => Promise<unknown>) => {
  for (let i = 0; i < steps; i++) await run();
};
function* endless() {
  for (;;) yield batch();
}

/** So many steps of each kind. */
const runs: Readonly<Record<string, (net: Net) => Promise<unknown>>> = {
  arrays: (net) => net.fit(x, y, { ...quiet, batchSize: 8, epochs: steps, validationData: [x, y] }),
  'a data set': (net) =>
    net.fit(
      tfd.generator(function* () {
        for (let i = 0; i < 10; i++) yield { xs: tf.tensor2d(x), ys: tf.tensor2d(y) };
      }),
      { ...quiet, epochs: steps / 10 },
    ),
  'a sequence': (net) => net.fit({ length: 10, at: batch }, { ...quiet, epochs: steps / 10 }),
  'a generator': (net) => net.fit(endless(), { ...quiet, stepsPerEpoch: 10, epochs: steps / 10 }),
  trainOnBatch: (net) => times(() => net.trainOnBatch(x, y)),
  testOnBatch: (net) => times(() => net.testOnBatch(x, y)),
  evaluate: (net) => net.evaluate(endless(), { ...quiet, steps }),
  predict: async (net) => (await net.predict(endless(), { steps })).dispose(),
};

const heap = (): number =>
  (tf.backend() as unknown as { readonly wasm?: { readonly HEAPU8: Uint8Array } }).wasm?.HEAPU8.length ?? 0;

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  test.each(Object.keys(runs))('%s', async (name) => {
    await useBackend(backend);
    const net = begin();
    // the optimizer's slots come with the first step
    await net.trainOnBatch(x, y);
    const before = { tensors: tf.memory().numTensors, bytes: tf.memory().numBytes, heap: heap() };
    if (backend === 'wasm') expect(before.heap).toBeGreaterThan(0);
    await runs[name]!(net);
    expect({ tensors: tf.memory().numTensors, bytes: tf.memory().numBytes, heap: heap() }).toEqual(before);
    net.dispose();
  });
});

/** Nets whose steps are planned over one place of memory. */
const planned = {
  'a convolutional net': sequential([6, 6, 1], [conv2d(3, 3), maxPooling2d(2), flatten(), dense(1)]),
  'a recurrent net': sequential([4, 3], [lstm(5), dense(1)]),
};

test.each(Object.entries(planned))('%s, by planned steps, the last batches smaller', async (_, made) => {
  await useBackend('wasm');
  const net = made.compile({ loss: 'mse', optimizer: 'adam', metrics: ['mae'] });
  const shape = [7, ...made.inputShape.slice(1).map(Number)] as never;
  const values = Float32Array.from({ length: 7 * (made === planned['a recurrent net'] ? 12 : 36) }, (_, i) =>
    Math.sin(i),
  );
  const fit = (epochs: number) =>
    net.fit({ values, shape }, new Float32Array(7), { ...quiet, epochs, batchSize: 4, compiledStep: true });
  await fit(2);
  const before = { tensors: tf.memory().numTensors, bytes: tf.memory().numBytes, heap: heap() };
  await fit(steps / 2);
  expect({ tensors: tf.memory().numTensors, bytes: tf.memory().numBytes, heap: heap() }).toEqual(before);
  net.dispose();
});
