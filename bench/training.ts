// Training and prediction against plain tfjs on the same backend, side by side in one run: `npx tsx bench/training.ts [wasm|node|cpu]`
// Plain tfjs on WASM has the one kernel it lacks registered in the simplest way. Read the ratios.
import * as tf from '@tensorflow/tfjs';
import { layers, losses, sequential, useBackend } from '../src/index.js';
import { registerWasmKernels, unregisterWasmKernels } from '../src/backends/wasm/register.js';
import { plainConv2DBackpropFilter } from './plain-conv2d-backprop-filter.js';

const backend = (['cpu', 'node', 'wasm'] as const).find((name) => name === process.argv[2]) ?? 'wasm';
// gradients are tfjs's own for all backends together: plain tfjs gets its own back for its turn
const theirRelu = tf.getGradient('Relu');
await useBackend(backend);
const ourRelu = tf.getGradient('Relu');
const rounds = 9;

/** Digits that mean nothing, for time alone. */
const data = (count: number, shape: readonly number[]) => ({
  values: Float32Array.from({ length: count * 784 }, (_, i) => Math.abs(Math.sin(i))),
  shape: [count, ...shape],
  labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
});

/** Plain tfjs trains with its own loop, on a loss from logits of the user's own. */
const plainModel = (kind: 'mlp' | 'cnn') => {
  const relu = { activation: 'relu' } as const;
  const parts =
    kind === 'mlp'
      ? [tf.layers.flatten({ inputShape: [28, 28] })]
      : [
          tf.layers.conv2d({ filters: 32, kernelSize: 3, ...relu, inputShape: [28, 28, 1] }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.conv2d({ filters: 64, kernelSize: 3, ...relu }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.flatten(),
        ];
  const net = tf.sequential({
    layers: [...parts, tf.layers.dense({ units: 128, ...relu }), tf.layers.dense({ units: 10 })],
  });
  net.compile({
    optimizer: 'adam',
    loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits),
    metrics: ['accuracy'],
  });
  return net;
};

/** Ours, as two pieces of work. */
const ourWork = (kind: 'mlp' | 'cnn', { values, shape, labels }: ReturnType<typeof data>) => {
  const { conv2d, dense, flatten, maxPooling2d } = layers;
  const relu = { activation: 'relu' } as const;
  const settings = {
    optimizer: 'adam',
    loss: losses.sparseCategoricalCrossentropy({ fromLogits: true }),
    metrics: ['accuracy'],
  } as const;
  const count = shape[0]!;
  if (kind === 'mlp') {
    const mlp = sequential([28, 28], [flatten(), dense(128, relu), dense(10)]).compile(settings);
    const x = { values, shape: [count, 28, 28] } as const;
    return {
      train: () => mlp.fit(x, labels, { verbose: 0 }),
      predict: async () => (await mlp.predict(x)).dispose(),
    };
  }
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
  ).compile(settings);
  const x = { values, shape: [count, 28, 28, 1] } as const;
  return {
    train: () => cnn.fit(x, labels, { verbose: 0 }),
    predict: async () => (await cnn.predict(x)).dispose(),
  };
};

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const time = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
const theirs = () => {
  tf.registerGradient(theirRelu);
  if (backend !== 'wasm') return;
  unregisterWasmKernels();
  if (!tf.getKernel('Conv2DBackpropFilter', 'wasm')) tf.registerKernel(plainConv2DBackpropFilter);
};
const ours = () => {
  tf.registerGradient(ourRelu);
  if (backend === 'wasm') registerWasmKernels();
};

for (const kind of ['mlp', 'cnn'] as const) {
  const count = (kind === 'mlp' ? 4000 : 512) / (backend === 'cpu' && kind === 'cnn' ? 8 : 1);
  const samples = data(count, kind === 'mlp' ? [28, 28] : [28, 28, 1]);
  const { values, shape, labels } = samples;
  const [xs, ys] = [tf.tensor(values, shape), tf.oneHot(tf.tensor1d(labels, 'int32'), 10)];
  const plain = plainModel(kind);
  const own = ourWork(kind, samples);
  const work = {
    'an epoch of training': {
      ours: own.train,
      theirs: () => plain.fit(xs, ys, { batchSize: 32, verbose: 0 }),
    },
    prediction: {
      ours: own.predict,
      theirs: async () => tf.dispose(plain.predict(xs, { batchSize: 32 })),
    },
  };
  for (const [name, each] of Object.entries(work)) {
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let round = -1; round < rounds; round++) {
      ours();
      const mine = await time(each.ours);
      theirs();
      const plainTime = await time(each.theirs);
      // the first round warms up
      if (round >= 0) {
        times.ours.push(mine);
        times.theirs.push(plainTime);
      }
    }
    const ratio = median(times.theirs.map((value, i) => value / times.ours[i]!));
    console.log(
      `${backend} ${kind}, ${count} samples, ${name}: ours ${median(times.ours).toFixed(0)} ms, plain tfjs ${median(times.theirs).toFixed(0)} ms, ${ratio.toFixed(1)} times faster`,
    );
  }
  if (backend === 'wasm') await againstCpu(kind, own, count);
  tf.dispose([xs, ys]);
}

/** Ours on WASM against plain tfjs on plain JavaScript, by the sample: a few of them are long enough there. */
async function againstCpu(
  kind: 'mlp' | 'cnn',
  own: ReturnType<typeof ourWork>,
  count: number,
): Promise<void> {
  ours();
  const mine = (await time(own.train)) / count;
  await useBackend('cpu');
  const few = kind === 'mlp' ? 640 : 64;
  const { values, shape, labels } = data(few, kind === 'mlp' ? [28, 28] : [28, 28, 1]);
  const [xs, ys] = [tf.tensor(values, shape), tf.oneHot(tf.tensor1d(labels, 'int32'), 10)];
  const plain = plainModel(kind);
  await plain.fit(tf.slice(xs, 0, 32), tf.slice(ys, 0, 32), { batchSize: 32, verbose: 0 });
  const theirTime = (await time(() => plain.fit(xs, ys, { batchSize: 32, verbose: 0 }))) / few;
  tf.dispose([xs, ys]);
  await useBackend('wasm');
  console.log(
    `${kind}, training: ours on wasm ${mine.toFixed(3)} ms a sample, plain tfjs on cpu ${theirTime.toFixed(3)} ms, ${(theirTime / mine).toFixed(0)} times faster`,
  );
}
