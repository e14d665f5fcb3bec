// Ours on WASM: `tsx ours.ts operations|planned THREADS`
import { input, layers, losses, sequential, useBackend } from '../../src/index.js';
import { answer, samples, type Net, type Side } from './turns.js';

const [way, threads] = process.argv.slice(2);
await useBackend('wasm', { threads: Number(threads) });
const compiledStep = way === 'planned';
const relu = { activation: 'relu' } as const;
const { conv2d, dense, flatten, lstm, maxPooling2d } = layers;
const settings = {
  optimizer: 'adam',
  loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
} as const;

const transformer = () => {
  const x = input([40, 64]);
  const attended = x.add(x.multiHeadAttention(4, 16)).layerNormalization();
  const thought = attended.add(attended.dense(128, relu).dense(64)).layerNormalization();
  return thought.globalAveragePooling1d().dense(10).toModel();
};
const same = { padding: 'same', useBias: false } as const;
const residual = () => {
  const first = input([32, 32, 3]).conv2d(16, 3, same).batchNormalization().activation('relu');
  const one = first.conv2d(16, 3, same).batchNormalization().activation('relu').conv2d(16, 3, same);
  const second = one.batchNormalization().add(first).activation('relu');
  const two = second
    .conv2d(32, 3, { ...same, strides: 2 })
    .batchNormalization()
    .activation('relu');
  const shortcut = second.conv2d(32, 1, { ...same, strides: 2 });
  const third = two.conv2d(32, 3, same).batchNormalization().add(shortcut).activation('relu');
  return third.globalAveragePooling2d().dense(10).toModel();
};
const models = {
  mlp: () => sequential([784], [dense(128, relu), dense(10)]),
  cnn: () =>
    sequential(
      [28, 28, 1],
      [
        ...([conv2d(32, 3, relu), maxPooling2d(2), conv2d(64, 3, relu), maxPooling2d(2)] as const),
        ...([flatten(), dense(128, relu), dense(10)] as const),
      ],
    ),
  lstm: () => sequential([28, 28], [lstm(64), dense(10)]),
  transformer,
  residual,
};

/** What is called of a compiled model. */
interface Measured {
  fit(x: unknown, y: unknown, options: object): Promise<unknown>;
  predict(x: unknown, options: object): Promise<{ dispose(): void }>;
}

const side = (net: Net) => (): Side => {
  const { values, labels, shape } = samples(net);
  const model = models[net]().compile(settings) as unknown as Measured;
  const x = { values, shape };
  return {
    train: () => model.fit(x, labels, { verbose: 0, compiledStep }),
    predict: async () => (await model.predict(x, { compiledStep })).dispose(),
  };
};
await answer({
  ...{ mlp: side('mlp'), cnn: side('cnn'), lstm: side('lstm') },
  ...{ transformer: side('transformer'), residual: side('residual') },
});
