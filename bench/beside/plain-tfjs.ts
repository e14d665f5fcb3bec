// Plain tfjs: `tsx plain-tfjs.ts wasm|node`. On WASM the one kernel that training a CNN lacks is registered in the simplest way.
import util from 'node:util';
import type * as Tf from '@tensorflow/tfjs';
import { answer, samples, type Net, type Side } from './turns.js';

const backend = process.argv[2];
// tfjs-node calls what Node has no more
Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });
/** A package as modules see it, or as it is. */
const wholeOf = (given: unknown): typeof Tf => {
  const { default: whole } = given as { readonly default?: typeof Tf };
  return whole ?? (given as typeof Tf);
};
const tf = wholeOf(
  await (backend === 'node' ? import('@tensorflow/tfjs-node' as string) : import('@tensorflow/tfjs')),
);
if (backend === 'wasm') {
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  const { plainConv2DBackpropFilter } = await import('../plain-conv2d-backprop-filter.js');
  if (!tf.getKernel('Conv2DBackpropFilter', 'wasm')) tf.registerKernel(plainConv2DBackpropFilter);
}

const relu = { activation: 'relu' } as const;
const residual = (): Tf.LayersModel => {
  const conv = (x: Tf.SymbolicTensor, filters: number, kernelSize: number, strides = 1) =>
    tf.layers
      .conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false })
      .apply(x) as Tf.SymbolicTensor;
  const normal = (x: Tf.SymbolicTensor) => tf.layers.batchNormalization().apply(x) as Tf.SymbolicTensor;
  const active = (x: Tf.SymbolicTensor) =>
    tf.layers.activation({ activation: 'relu' }).apply(x) as Tf.SymbolicTensor;
  const add = (x: Tf.SymbolicTensor, y: Tf.SymbolicTensor) =>
    tf.layers.add().apply([x, y]) as Tf.SymbolicTensor;
  const inputs = tf.input({ shape: [32, 32, 3] });
  const first = active(normal(conv(inputs, 16, 3)));
  const second = active(add(normal(conv(active(normal(conv(first, 16, 3))), 16, 3)), first));
  const two = normal(conv(active(normal(conv(second, 32, 3, 2))), 32, 3));
  const third = active(add(two, conv(second, 32, 1, 2)));
  const pooled = tf.layers.globalAveragePooling2d({}).apply(third);
  return tf.model({ inputs, outputs: tf.layers.dense({ units: 10 }).apply(pooled) as Tf.SymbolicTensor });
};
const models = {
  mlp: () =>
    tf.sequential({
      layers: [tf.layers.dense({ units: 128, ...relu, inputShape: [784] }), tf.layers.dense({ units: 10 })],
    }),
  cnn: () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 32, kernelSize: 3, ...relu, inputShape: [28, 28, 1] }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.conv2d({ filters: 64, kernelSize: 3, ...relu }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 128, ...relu }),
        tf.layers.dense({ units: 10 }),
      ],
    }),
  lstm: () =>
    tf.sequential({
      layers: [tf.layers.lstm({ units: 64, inputShape: [28, 28] }), tf.layers.dense({ units: 10 })],
    }),
  residual,
} satisfies Partial<Record<Net, () => Tf.LayersModel>>;

const side = (net: keyof typeof models) => (): Side => {
  const { values, labels, shape } = samples(net);
  const model = models[net]();
  model.compile({
    optimizer: 'adam',
    loss: (y: Tf.Tensor, logits: Tf.Tensor) => tf.losses.softmaxCrossEntropy(y, logits),
  });
  const [x, y] = [tf.tensor(values, shape), tf.oneHot(tf.tensor1d(labels, 'int32'), 10)];
  return {
    train: () => model.fit(x, y, { batchSize: 32, verbose: 0 }),
    predict: async () => {
      const made = model.predict(x, { batchSize: 32 }) as Tf.Tensor;
      await made.data();
      made.dispose();
    },
  };
};
await answer({ mlp: side('mlp'), cnn: side('cnn'), lstm: side('lstm'), residual: side('residual') });
