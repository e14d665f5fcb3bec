// Recurrent layers against plain tfjs on the same backend, side by side in one run: `npx tsx bench/recurrent.ts [wasm|cpu|node]`.
// An epoch of 512 sequences of 32 steps of 16 numbers, 64 units, batches of 32. Read the ratios.
import * as tf from '@tensorflow/tfjs';
import { layers, sequential, useBackend } from '../src/index.js';
import { registerWasmKernels, unregisterWasmKernels } from '../src/backends/wasm/register.js';

const backend = (['cpu', 'node', 'wasm'] as const).find((name) => name === process.argv[2]) ?? 'wasm';
await useBackend(backend);
const rounds = 7;
const [count, steps, features, units] = [512, 32, 16, 64];
const values = Float32Array.from({ length: count * steps * features }, (_, i) => Math.sin(i));
const labels = Float32Array.from({ length: count }, (_, i) => Math.cos(i));

const kinds = {
  lstm: {
    ours: () => layers.lstm(units),
    plain: () =>
      tf.layers.lstm({ units, recurrentActivation: 'sigmoid', recurrentInitializer: 'glorotNormal' }),
  },
  gru: {
    ours: () => layers.gru(units),
    plain: () =>
      tf.layers.gru({ units, recurrentActivation: 'sigmoid', recurrentInitializer: 'glorotNormal' }),
  },
  simpleRNN: {
    ours: () => layers.simpleRNN(units),
    plain: () => tf.layers.simpleRNN({ units, recurrentInitializer: 'glorotNormal' }),
  },
};

/** Milliseconds of the median round of each of two, in turns. */
const inTurns = async (first: () => Promise<unknown>, second: () => Promise<unknown>) => {
  const times: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round++)
    for (const [i, work] of [first, second].entries()) {
      const begun = performance.now();
      await work();
      if (round >= 0) times[i]!.push(performance.now() - begun);
    }
  return times.map((each) => each.sort((a, b) => a - b)[rounds >> 1]!);
};

for (const [name, { ours, plain }] of Object.entries(kinds)) {
  const net = sequential([steps, features])
    .add(ours() as ReturnType<typeof layers.lstm>)
    .add(layers.dense(1));
  const mine = net.compile({ loss: 'mse', optimizer: 'adam' });
  const x = { values, shape: [count, steps, features] } as const;
  const y = { values: labels, shape: [count, 1] } as const;
  const theirs = tf.sequential({
    layers: [tf.layers.inputLayer({ inputShape: [steps, features] }), plain(), tf.layers.dense({ units: 1 })],
  });
  theirs.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
  const [xs, ys] = [tf.tensor3d(values, [count, steps, features]), tf.tensor2d(labels, [count, 1])];
  const swapped = async <T>(work: () => Promise<T>): Promise<T> => {
    if (backend === 'wasm') unregisterWasmKernels();
    try {
      return await work();
    } finally {
      if (backend === 'wasm') registerWasmKernels();
    }
  };
  for (const [what, a, b] of [
    [
      'an epoch',
      () => mine.fit(x, y, { verbose: 0 }),
      () => swapped(() => theirs.fit(xs, ys, { batchSize: 32, verbose: 0 })),
    ],
    [
      'prediction',
      async () => (await mine.predict(x)).dispose(),
      () => swapped(async () => (theirs.predict(xs, { batchSize: 32 }) as tf.Tensor).dispose()),
    ],
  ] as const) {
    const [own, other] = await inTurns(a, b);
    console.log(
      `${name}, ${what} on ${backend}: ours ${own!.toFixed(0)} ms, plain tfjs ${other!.toFixed(0)} ms, ${(other! / own!).toFixed(2)} times as fast`,
    );
  }
}
