// The most memory that a step takes of WebAssembly's heap, as tfjs's allocator sees it: by a plan no more than by single operations,
// and told in bytes before the first step.
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { useAllThreads } from '../../src/backends/wasm/threads/wanted.js';
import { sharedHeap } from '../../src/backends/wasm/threads/shared-heap.js';
import { backendReport, input, layers, sequential, useBackend } from '../../src/index.js';

const { conv2d, dense, flatten, lstm, maxPooling2d } = layers;
const relu = { activation: 'relu' } as const;

/** What a test calls of a model. */
interface Trained {
  fit(x: unknown, y: unknown, options: object): Promise<unknown>;
  dispose(): void;
}
interface Fresh {
  readonly inputShape: readonly (number | null)[];
  compile(options: object): Trained;
}

const attentive = () => {
  const x = input([12, 16]);
  const attended = x.multiHeadAttention(2, 8);
  const first = x.add(attended).layerNormalization();
  const second = first.add(first.dense(32, relu).dense(16)).layerNormalization();
  return second.globalAveragePooling1d().dense(10).toModel();
};
const residual = () => {
  const x = input([12, 12, 4]);
  const way = x
    .conv2d(8, 3, { padding: 'same' })
    .batchNormalization()
    .activation('relu')
    .conv2d(8, 3, { padding: 'same' });
  const joined = way.batchNormalization().add(x.conv2d(8, 1)).activation('relu');
  return joined.globalAveragePooling2d().dense(10).toModel();
};
const nets = {
  MLP: () => sequential([100], [dense(64, relu), dense(10)]),
  CNN: () =>
    sequential([12, 12, 1], [conv2d(8, 3, relu), maxPooling2d(2), conv2d(8, 3, relu), flatten(), dense(10)]),
  LSTM: () => sequential([12, 8], [lstm(16), dense(10)]),
  'block of attention': attentive,
  'residual net': residual,
} as unknown as Readonly<Record<string, () => Fresh>>;

interface Memory {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** The most bytes that are held at once while something runs, beside those that were held before. */
const mostHeld = async (memory: Memory, run: () => Promise<unknown>): Promise<number> => {
  const { _malloc: malloc, _free: free } = memory;
  const sizes = new Map<number, number>();
  let [now, most] = [0, 0];
  memory._malloc = (bytes) => {
    const address = malloc(bytes);
    sizes.set(address >>> 0, bytes);
    now += bytes;
    most = Math.max(most, now);
    return address;
  };
  memory._free = (address) => {
    now -= sizes.get(address >>> 0) ?? 0;
    sizes.delete(address >>> 0);
    free(address);
  };
  try {
    await run();
    return most;
  } finally {
    Object.assign(memory, { _malloc: malloc, _free: free });
  }
};

const fitOf = (make: () => Fresh, compiledStep: boolean, callbacks: readonly object[] = []) => {
  const fresh = make();
  const net = fresh.compile({ loss: 'mse', optimizer: 'adam', seed: 1 });
  const shape = [64, ...fresh.inputShape.slice(1)] as number[];
  const values = Float32Array.from({ length: shape.reduce((all, each) => all * each, 1) }, (_, i) =>
    Math.sin(i),
  );
  const y = { values: new Float32Array(640), shape: [64, 10] };
  const fit = () => net.fit({ values, shape }, y, { verbose: 0, batchSize: 16, compiledStep, callbacks });
  return { net, fit };
};
const heap = () => (tf.backend() as unknown as { readonly wasm: Memory }).wasm;

describe.each(Object.entries(nets))('%s', (_name, make) => {
  beforeEach(async () => void (await useBackend('wasm', { threads: 1 })));

  test('a plan takes no more than single operations', async () => {
    const most: number[] = [];
    for (const compiledStep of [false, true]) {
      const { net, fit } = fitOf(make, compiledStep);
      // slots come with the first step
      await fit();
      most.push(await mostHeld(heap(), fit));
      net.dispose();
    }
    expect(most[1]).toBeLessThanOrEqual(most[0]!);
  });

  test('its bytes are told when training begins', async () => {
    let told: unknown;
    const watch = { onTrainBegin: () => void (told = backendReport().step) };
    const { net, fit } = fitOf(make, true, [watch]);
    await fit();
    expect(told).toEqual({ compiled: true, because: undefined, bytes: backendReport().step!.bytes });
    net.dispose();
  });

  test('with threads, what they share is told with it', async () => {
    await useBackend('wasm', { threads: 2 });
    useAllThreads(true);
    try {
      let told = 0;
      const watch = { onTrainBegin: () => void (told = backendReport().step!.bytes!) };
      const { net, fit } = fitOf(make, true, [watch]);
      const most = await mostHeld(sharedHeap().wasm, fit);
      expect(most).toBeLessThanOrEqual(told);
      expect(most).toBeGreaterThan(0.95 * told);
      net.dispose();
    } finally {
      useAllThreads(false);
    }
  });
});
