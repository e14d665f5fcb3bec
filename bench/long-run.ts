// Ten thousand steps of one run of `fit`: tensors, memory of WebAssembly, JavaScript's heap, and how long steps take in the first, the
// middle and the last thousand. `npx tsx bench/long-run.ts [mlp|cnn|lstm] [--operations] [--threads=2]`
import * as tf from '@tensorflow/tfjs-core';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { backendReport, layers, losses, sequential, useBackend } from '../src/index.js';

const steps = 10_000;
/** Before them, plans are made, code is compiled, and trials of threads are over. */
const first = 1000;
const given = process.argv.slice(2);
const threads = Number(given.find((each) => each.startsWith('--threads='))?.slice(10) ?? 1);
const compiledStep = !given.includes('--operations');
await useBackend('wasm', { threads });
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const { conv2d, dense, flatten, lstm, maxPooling2d } = layers;
const relu = { activation: 'relu' } as const;
const settings = {
  optimizer: 'adam',
  metrics: ['accuracy'],
  seed: 1,
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
} as const;
const nets = {
  mlp: () => sequential([784], [dense(128, relu), dense(10)]).compile(settings),
  cnn: () =>
    sequential([12, 12, 1], [conv2d(8, 3, relu), maxPooling2d(2), flatten(), dense(10)]).compile(settings),
  lstm: () => sequential([12, 8], [lstm(16), dense(10)]).compile(settings),
} as const;
const shapes = { mlp: [784], cnn: [12, 12, 1], lstm: [12, 8] } as const;

const batchSize = 8;
const batches = 100;
const rows = batchSize * batches;
const labels = Uint8Array.from({ length: rows }, (_, i) => i % 10);

/** What is held now, once what is held no more has been collected. */
const held = () => {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const { wasm } = tf.backend() as unknown as { readonly wasm: { readonly HEAPU8: Uint8Array } };
  return {
    tensors: tf.memory().numTensors,
    'bytes of tensors': tf.memory().numBytes,
    'bytes of WebAssembly': wasm.HEAPU8.length,
    "bytes of JavaScript's heap": heapUsed,
    'bytes of array buffers': arrayBuffers,
  };
};

const median = (values: Float64Array) => values.slice().sort()[values.length >> 1]!;

for (const [name, make] of Object.entries(nets)) {
  const kinds = given.filter((each) => !each.startsWith('--'));
  if (kinds.length > 0 && !kinds.includes(name)) continue;
  const shape = shapes[name as keyof typeof shapes];
  const width = shape.reduce<number>((all, each) => all * each, 1);
  const values = Float32Array.from({ length: rows * width }, (_, i) => Math.sin(i * 0.7));
  const net = make() as unknown as {
    fit(x: unknown, y: unknown, options: object): Promise<unknown>;
    dispose(): void;
  };
  const began = new Float64Array(steps + 1);
  const moments: ReturnType<typeof held>[] = [];
  let done = 0;
  // hooks that ask for no losses: those of batches are read for whoever looks at their ends
  const watch = {
    onTrainBatchBegin: () => {
      if (done === first || done === steps / 2) moments.push(held());
      began[done++] = performance.now();
    },
    onEpochEnd: () => void (began[done] = performance.now()),
  };
  await net.fit({ values, shape: [rows, ...shape] }, labels, {
    ...{ batchSize, epochs: steps / batches, verbose: 0, compiledStep, callbacks: [watch] },
  });
  moments.push(held());
  const took = Float64Array.from({ length: steps }, (_, i) => began[i + 1]! - began[i]!);
  const thousand = (from: number) => `${(1000 * median(took.slice(from, from + 1000))).toFixed(0)} µs`;
  const how = backendReport().step?.compiled ? 'planned' : 'by single operations';
  console.log(
    `${name}, ${steps} steps ${how}: a step ${thousand(0)} at first, ${thousand(steps / 2)} in the middle, ${thousand(steps - 1000)} at last`,
  );
  for (const what of Object.keys(moments[0]!) as (keyof (typeof moments)[0])[])
    console.log(
      `    ${what} after ${first} and ${steps / 2} steps, and after the run: ${moments.map((each) => each[what]).join(', ')}`,
    );
  net.dispose();
}
