// A backend that has no room left: a clear error, and the model and everything else as it was.
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { randomStream } from '../src/tfjs/random.js';
import { BackendError, input, layers, sequential, useBackend } from 'shapewright';

const failureOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => undefined,
    (error: unknown) => error,
  );

test('wasm: a heap that cannot grow', async () => {
  await tf.setBackend('wasm');
  const { wasm } = tf.backend() as unknown as {
    wasm: { _malloc(bytes: number): number; _free(at: number): void };
  };
  wasm._free(wasm._malloc(4));
  const allocate = wasm._malloc;
  let full = false;
  // what a heap answers that is full: the address 0
  wasm._malloc = (bytes) => (full && bytes > 1e6 ? 0 : allocate(bytes));
  await useBackend('wasm');
  const net = sequential([4], [layers.dense(8), layers.dense(1)]).compile({
    loss: 'mse',
    optimizer: 'adam',
    seed: 1,
  });
  const small = [
    [1, 2, 3, 4],
    [4, 3, 2, 1],
  ];
  await net.fit(small, [[1], [2]], { verbose: 0 });
  const weights = async () => {
    const tensors = net.getWeights();
    const values = await Promise.all(tensors.map((tensor) => tensor.data()));
    tf.dispose(tensors as unknown as tf.Tensor[]);
    return values;
  };
  const before = await weights();
  const { numTensors } = tf.memory();

  full = true;
  try {
    const large = { values: new Float32Array(4 * 100_000), shape: [100_000, 4] } as const;
    const failure = await failureOf(
      net.fit(large, new Float32Array(100_000), { batchSize: 100_000, verbose: 0 }),
    );
    expect(failure).toBeInstanceOf(BackendError);
    expect((failure as BackendError).code).toBe('out-of-memory');
    expect((failure as BackendError).message).toMatch(
      /^The backend 'wasm' has no memory left for a batch of 100000 samples, beside \d+ tensors of \d+ bytes in all: use a smaller batchSize or a smaller model, and dispose tensors that are no longer needed$/,
    );
  } finally {
    full = false;
  }
  expect(await weights()).toEqual(before);
  expect(tf.memory().numTensors).toBe(numTensors);
  const { history } = await net.fit(small, [[1], [2]], { verbose: 0 });
  expect(history.loss[0]).toBeGreaterThan(0);
  net.dispose();
});

test.each([
  ['cpu', 100_000],
  ['node', 100_000],
  ['wasm', 100_000],
  // 2^32 bytes and a few: modulo 2^32 hardly any
  ['wasm', 32_769],
] as const)('%s: an image of %i by as many pixels', async (backend, size) => {
  const absent = await failureOf(useBackend(backend));
  if (absent) return expect(absent).toBeInstanceOf(BackendError);
  const net = input([1, 1, 1]).upSampling2d(size).toModel();
  const { numTensors } = tf.memory();
  const failure = await failureOf(net.predict([[[[1]]]]));
  expect(failure).toBeInstanceOf(BackendError);
  expect((failure as BackendError).code).toBe('out-of-memory');
  expect(tf.memory().numTensors).toBe(numTensors);
  await useBackend('cpu');
});

/** The guarded allocator of a fresh heap. */
interface Allocator {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
}

test.each([1, 2, 3, 4, 5])(
  'wasm: blocks of 0.1 to 1.5 GB lie within the heap and beside each other, seed %i',
  async (seed) => {
    await useBackend('cpu');
    const factory = tf.findBackendFactory('wasm');
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', factory, 2);
    await useBackend('wasm');
    const net = input([4]).dense(8).toModel();
    const rows = [[1, 2, 3, 4]];
    const values = async () => {
      const tensor = await net.predict(rows);
      const found = [...(await tensor.data())];
      tensor.dispose();
      return found;
    };
    const before = await values();
    const { wasm } = tf.backend() as unknown as { readonly wasm: Allocator };
    const uniform = randomStream(seed);
    const living = new Map<number, number>();
    let refused = 0;
    for (let step = 0; step < 200; step++) {
      if (living.size > 0 && uniform() < 0.4) {
        const at = [...living.keys()][Math.floor(uniform() * living.size)]!;
        wasm._free(at);
        living.delete(at);
        continue;
      }
      // nothing is written: pages that nobody touches cost the machine nothing
      const bytes = Math.floor((0.1 + 1.4 * uniform()) * 1e9);
      try {
        const at = wasm._malloc(bytes);
        expect(at + bytes).toBeLessThanOrEqual(wasm.HEAPU8.length);
        for (const [other, size] of living) expect(at >= other + size || at + bytes <= other).toBe(true);
        living.set(at, bytes);
      } catch (error) {
        expect(String(error)).toContain('WebAssembly is out of memory');
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(10);
    for (const at of living.keys()) wasm._free(at);
    expect(await values()).toEqual(before);
    net.dispose();
  },
);
