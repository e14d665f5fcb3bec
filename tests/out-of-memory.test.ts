// A backend that has no room left: a clear error, and the model and everything else as it was.
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
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

test.each(['cpu', 'node'] as const)('%s: a tensor of 40 GB', async (backend) => {
  const absent = await failureOf(useBackend(backend));
  if (absent) return expect(absent).toBeInstanceOf(BackendError);
  const net = input([1, 1, 1]).upSampling2d(100_000).toModel();
  const { numTensors } = tf.memory();
  const failure = await failureOf(net.predict([[[[1]]]]));
  expect(failure).toBeInstanceOf(BackendError);
  expect((failure as BackendError).code).toBe('out-of-memory');
  expect(tf.memory().numTensors).toBe(numTensors);
  await useBackend('cpu');
});
