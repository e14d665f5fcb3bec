// Predictions and tests planned as a whole beside those by single operations, in turns in one process: all samples, one sample
// again and again, and the first of a fresh model. `npx tsx bench/inference.ts [mlp|cnn|lstm|gru|simpleRNN|reviews|transformer]`
// Read the ratios: other work on the machine moves the times.
import { layers, losses, sequential, useBackend } from '../src/index.js';

await useBackend('wasm');
const rounds = 9;
const { bidirectional, conv2d, dense, embedding, flatten, globalAveragePooling1d, gru, lstm } = layers;
const { layerNormalization, maxPooling2d, multiHeadAttention, simpleRNN } = layers;
const relu = { activation: 'relu' } as const;
const settings = {
  ...{ optimizer: 'adam', metrics: ['accuracy'], seed: 1 },
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
} as const;

/** What the measurements call of a compiled model. */
interface Measured {
  predict(x: unknown, options: object): Promise<{ dispose(): void }>;
  evaluate(x: unknown, y: unknown, options: object): Promise<unknown>;
}

const compiled = (shape: readonly number[], list: readonly unknown[]): Measured =>
  sequential(shape as never, list as never).compile(settings as never) as unknown as Measured;

const sequence = (layer: unknown) => ({
  ...{ shape: [28, 28], count: 512 },
  make: () => compiled([28, 28], [layer, dense(10)]),
});
const kinds: Readonly<
  Record<string, { shape: number[]; count: number; words?: number; make: () => Measured }>
> = {
  mlp: {
    ...{ shape: [28, 28], count: 4000 },
    make: () => compiled([28, 28], [flatten(), dense(128, relu), dense(10)]),
  },
  cnn: {
    ...{ shape: [28, 28, 1], count: 512 },
    make: () =>
      compiled(
        [28, 28, 1],
        [
          ...([conv2d(32, 3, relu), maxPooling2d(2), conv2d(64, 3, relu), maxPooling2d(2)] as const),
          ...([flatten(), dense(128, relu), dense(10)] as const),
        ],
      ),
  },
  lstm: sequence(lstm(64)),
  gru: sequence(gru(64)),
  simpleRNN: sequence(simpleRNN(64)),
  reviews: {
    ...{ shape: [200], count: 256, words: 5000 },
    make: () => compiled([200], [embedding(5000, 64), bidirectional(lstm(64)), dense(10)]),
  },
  transformer: {
    ...{ shape: [40], count: 256, words: 5000 },
    make: () =>
      compiled(
        [40],
        [
          ...[embedding(5000, 32), multiHeadAttention(2, 32), layerNormalization(), dense(32, relu)],
          ...[layerNormalization(), globalAveragePooling1d(), dense(10)],
        ],
      ),
  },
};

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

for (const [kind, { shape, count, words, make }] of Object.entries(kinds)) {
  if (process.argv[2] !== undefined && process.argv[2] !== kind) continue;
  const size = shape.reduce((all, axis) => all * axis, 1);
  const data = (rows: number) => ({
    values: words
      ? Int32Array.from({ length: rows * size }, (_, i) => (i * 7919) % words)
      : Float32Array.from({ length: rows * size }, (_, i) => Math.abs(Math.sin(i))),
    shape: [rows, ...shape],
  });
  const [x, one] = [data(count), data(1)];
  const y = Int32Array.from({ length: count }, (_, i) => i % 10);
  const ways = [false, true].map((compiledStep) => ({
    model: make(),
    options: { verbose: 0, compiledStep },
  }));
  const works = {
    'a first sample': async ({ options }: (typeof ways)[number]) =>
      (await make().predict(one, options)).dispose(),
    prediction: async ({ model, options }: (typeof ways)[number]) =>
      (await model.predict(x, options)).dispose(),
    evaluation: ({ model, options }: (typeof ways)[number]) => model.evaluate(x, y, options),
    'one sample': async ({ model, options }: (typeof ways)[number]) => {
      for (let i = 0; i < 50; i++) (await model.predict(one, options)).dispose();
    },
  };
  for (const [what, work] of Object.entries(works)) {
    const times: number[][] = [[], []];
    for (let round = -2; round < rounds; round++)
      for (const [i, way] of ways.entries()) {
        const start = performance.now();
        await work(way);
        const each = (performance.now() - start) / (what === 'one sample' ? 50 : 1);
        if (round >= 0) times[i]!.push(each);
      }
    const [single, planned] = times.map(median) as [number, number];
    console.log(
      `${kind}, ${what}: operations ${single.toFixed(2)} ms, planned ${planned.toFixed(2)} ms, ${(single / planned).toFixed(2)} times as fast`,
    );
  }
}
