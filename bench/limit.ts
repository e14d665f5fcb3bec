// How near a training step on WASM comes to what its matrix product can do, and how long a first prediction takes:
// `npx tsx bench/limit.ts`
import * as tf from '@tensorflow/tfjs';
import { layers, losses, sequential, useBackend } from '../src/index.js';

const began = performance.now();
await useBackend('wasm');
const { conv2d, dense, flatten, maxPooling2d } = layers;
const relu = { activation: 'relu' } as const;
const cnn = sequential(
  [28, 28, 1],
  [
    conv2d(32, 3, relu),
    maxPooling2d(2),
    conv2d(64, 3, relu),
    maxPooling2d(2),
    flatten(),
    dense(128, relu),
    dense(10),
  ],
).compile({ optimizer: 'adam', loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }) });
const count = 512;
const values = Float32Array.from({ length: count * 784 }, (_, i) => Math.abs(Math.sin(i)));
const x = { values, shape: [count, 28, 28, 1] } as const;
const y = Uint8Array.from({ length: count }, (_, i) => i % 10);
(await cnn.predict({ values: values.subarray(0, 784), shape: [1, 28, 28, 1] } as const)).dispose();
console.log(`backend, model and first prediction: ${(performance.now() - began).toFixed(0)} ms`);

const fastest = async (rounds: number, work: () => unknown): Promise<number> => {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
};

const [a, b] = [tf.randomNormal([512, 512]), tf.randomNormal([512, 512])];
const limit = (2 * 512 ** 3) / (await fastest(10, () => tf.matMul(a, b).dispose())) / 1e6;
// multiply-adds of an image forward: each convolution's output times its window, and the dense layers
const forward = 26 * 26 * 32 * 9 + 11 * 11 * 64 * 9 * 32 + 1600 * 128 + 128 * 10;
const milliseconds = await fastest(5, () => cnn.fit(x, y, { verbose: 0 }));
// a step goes forward once, and back twice: to the inputs and to the weights
const reached = (2 * 3 * forward * count) / milliseconds / 1e6;
console.log(
  `matrix product ${limit.toFixed(1)} GFLOP/s; the CNN's training ${reached.toFixed(1)} GFLOP/s, ${((100 * reached) / limit).toFixed(0)} % of it`,
);
