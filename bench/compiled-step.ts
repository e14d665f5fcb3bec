// An epoch by compiled steps, on several threads and on one, beside one by single operations, in turns in one process:
// `npx tsx bench/compiled-step.ts [mlp|cnn|lstm|gru]`
// Read the ratios: other work on the machine moves the times.
import { availableParallelism } from 'node:os';
import { backendReport, layers, losses, sequential, useBackend } from '../src/index.js';

await useBackend('wasm');
const rounds = 9;
const threads = Math.min(4, availableParallelism());
const { conv2d, dense, flatten, gru, lstm, maxPooling2d } = layers;
const relu = { activation: 'relu' } as const;
const settings = {
  optimizer: 'adam',
  metrics: ['accuracy'],
  seed: 1,
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
} as const;

/** 512 sequences of 28 steps of 28 numbers. */
const sequences = (layer: typeof lstm | typeof gru) => (compiledStep: boolean) => {
  const { values, labels } = data(512);
  const model = sequential([28, 28], [layer(64), dense(10)]).compile(settings);
  return () => model.fit({ values, shape: [512, 28, 28] as const }, labels, { verbose: 0, compiledStep });
};

/** Digits that mean nothing, for time alone. */
const data = (count: number) => ({
  values: Float32Array.from({ length: count * 784 }, (_, i) => Math.abs(Math.sin(i))),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
});

const kinds = {
  mlp: (compiledStep: boolean) => {
    const { values, labels } = data(4000);
    const model = sequential([28, 28], [flatten(), dense(128, relu), dense(10)]).compile(settings);
    return () => model.fit({ values, shape: [4000, 28, 28] as const }, labels, { verbose: 0, compiledStep });
  },
  cnn: (compiledStep: boolean) => {
    const { values, labels } = data(512);
    const model = sequential(
      [28, 28, 1],
      [
        ...([conv2d(32, 3, relu), maxPooling2d(2), conv2d(64, 3, relu), maxPooling2d(2)] as const),
        ...([flatten(), dense(128, relu), dense(10)] as const),
      ],
    ).compile(settings);
    return () =>
      model.fit({ values, shape: [512, 28, 28, 1] as const }, labels, { verbose: 0, compiledStep });
  },
  lstm: sequences(lstm),
  gru: sequences(gru),
} as const;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const wanted = process.argv[2];
for (const [kind, make] of Object.entries(kinds)) {
  if (wanted !== undefined && wanted !== kind) continue;
  const ways = {
    operations: { fit: make(false), threads: 1 },
    one: { fit: make(true), threads: 1 },
    compiled: { fit: make(true), threads },
  };
  const times = { operations: [] as number[], one: [] as number[], compiled: [] as number[] };
  for (let round = -2; round < rounds; round++)
    for (const [way, { fit, threads }] of Object.entries(ways)) {
      await useBackend('wasm', { threads });
      const start = performance.now();
      await fit();
      if (round >= 0) times[way as keyof typeof times].push(performance.now() - start);
    }
  const { bytes, threads: used = 1 } = backendReport().step ?? {};
  const shown = Object.entries(times).map(
    ([way, each]) => `${way} ${median(each).toFixed(0)} ms (best ${Math.min(...each).toFixed(0)})`,
  );
  console.log(
    `${kind}: ${shown.join(', ')}; ${(median(times.operations) / median(times.compiled)).toFixed(2)} times as fast, on ${used} threads in the end, in ${((bytes ?? 0) / 2 ** 20).toFixed(1)} MB`,
  );
}
